"""Stand-ins for packages that Rasa imports and Wegwijs never uses.

Rasa 3.6 imports TensorFlow while it starts, also when no neural component is in the pipeline. On
the small machine of an Antwerp onthaalpunt that costs hundreds of megabytes for nothing. After
`install()`, `import tensorflow` gives an empty module whose names can be mentioned (as a base class
or in a type annotation) but not used: the first call says what is missing and where that was decided.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

NEURAL = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
"""Only used by neural components (DIET, TED, response selection): not in our pipeline."""

CHANNELS = (
    "aiogram",
    "fbmessenger",
    "mattermostwrapper",
    "rocketchat_API",
    "slack_sdk",
    "socketio",
    "twilio",
    "webexteamssdk",
)
"""Clients of chat services. Messages reach Rasa over its REST channel only."""

STORES = ("aio_pika", "aiormq", "boto3", "botocore", "confluent_kafka", "pymongo", "redis")
"""Clients of databases and message brokers. Rasa keeps nothing, so it talks to none of them."""

REPORTING = ("sentry_sdk", "structlog_sentry")
"""Error reporting to a company. Nothing about a message leaves the machine."""

DRAWING = ("matplotlib",)
"""Plots of test results."""

EXTRACTORS = ("sklearn_crfsuite", "pycrfsuite")
"""Rasa's own entity extraction; ours is a word list (`nlu/components/places.py`)."""

LEARNING = ("scipy", "sklearn")
"""Needed to train. A trained model answers with numpy alone, in 40 MB less."""

ALL = (*NEURAL, *CHANNELS, *STORES, *REPORTING, *DRAWING, *EXTRACTORS)


class AbsentPackageError(RuntimeError):
    """A package that was left out on purpose has really been used."""


class AbsentName(type):
    """Metaclass of every name inside an absent package: attributes are absent names as well."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent_class(f"{cls.__module__}.{cls.__qualname__}", name)

    def __getitem__(cls, _key: object) -> "AbsentName":
        return cls

    def __call__(cls, *_args: object, **_kwargs: object) -> NoReturn:
        package = cls.__module__.partition(".")[0]
        raise AbsentPackageError(
            f"{cls.__module__}.{cls.__qualname__} was used, but {package!r} is left out of this process "
            "on purpose (docs/decisions/0002-no-tensorflow.md)."
        )


def _absent_class(module: str, name: str) -> AbsentName:
    # Rasa names some of these in `except` clauses, which accept nothing but exception classes.
    is_error = name.endswith(("Error", "Exception", "Failure"))
    return AbsentName(name, (Exception,) if is_error else (), {"__module__": module})


class AbsentModule(ModuleType):
    """An empty module; looking up any name in it gives an absent name, always the same one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        absent = _absent_class(self.__name__, name)
        setattr(self, name, absent)
        return absent


class AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers imports of the absent packages and of everything below them."""

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = frozenset(packages)

    def find_spec(
        self,
        fullname: str,
        path: object = None,  # noqa: ARG002 - the signature is Python's
        target: object = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in self.packages:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the module is empty."""


def install(packages: Sequence[str]) -> None:
    """Put the stand-ins in front of the import system, once; must precede the first Rasa import."""
    if not any(isinstance(finder, AbsentFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, AbsentFinder(packages))
