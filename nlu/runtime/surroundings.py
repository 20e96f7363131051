"""What must be true before the first Rasa import: a quiet, local, single-threaded process.

`prepare()` is the first line of every command here. It puts the stand-ins in place, switches
telemetry off, and keeps configuration that Rasa and its libraries would write to a home directory
inside the project's `var/`, so that a server in Antwerp can run as a user without a home.
"""

import logging
import os
import sys
import warnings
from pathlib import Path

from nlu.runtime import absent

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "var" / "models"

_SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    # Rasa draws progress bars for 63 rules unless its level says otherwise.
    "LOG_LEVEL": "WARNING",
    # One message is one small sparse vector: a thread pool would only cost memory and fight the
    # other processes for two cores.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def prepare(*, learning: bool = True) -> None:
    """Make the process ready to import Rasa. Safe to call twice.

    `learning`: whether this process may train; one that only answers leaves those packages out.
    """
    os.environ.update(_SETTINGS)
    private = ROOT / "var" / "rasa"
    private.mkdir(parents=True, exist_ok=True)
    os.environ["DASK_CONFIG"] = str(private / "dask")
    os.environ["MPLCONFIGDIR"] = str(private / "matplotlib")
    os.environ.setdefault("WEGWIJS_ACTIONS_URL", "http://127.0.0.1:5055/webhook")
    # Components are named in bot/config.yml by their import path.
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    absent.install(absent.ALL if learning else (*absent.ALL, *absent.LEARNING))
    _silence_imports()

    import rasa.constants

    rasa.constants.GLOBAL_USER_CONFIG_PATH = str(private / "global.yml")


def _silence_imports() -> None:
    """Rasa's libraries of 2022 warn about their own age at import; nobody here can act on it."""
    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("ignore", message=".*(pkg_resources|parseString|parse_string).*")
    logging.captureWarnings(True)
