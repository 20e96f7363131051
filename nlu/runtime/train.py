"""Trains the model when it is absent or older than what it was made from.

`bot/.venv/bin/python -m nlu.runtime.train` leaves `var/models/wegwijs.tar.gz`. Somebody adds "waar
kan ik douchen" to `nlu/nl/needs.yml`, and the next start trains again; nothing changed, and it
returns within a second. A model that is half written is never used: it is made aside and renamed.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from nlu.runtime import surroundings

NAME = "wegwijs"

SOURCES = (
    "bot/config.yml",
    "bot/domain/*.yml",
    "bot/rules/*.yml",
    "bot/uv.lock",
    "nlu/*/*.yml",
    "nlu/components/*.py",
    "nlu/runtime/sentences.py",
    "locales/*/words.yml",
    "sociale_kaart/data/gazetteer.json",
)
"""Everything that the model depends on, relative to the project's root."""


def source_files(root: Path = surroundings.ROOT) -> list[Path]:
    """The files that a model is made from, in a stable order."""
    return sorted({path for pattern in SOURCES for path in root.glob(pattern)})


def fingerprint(root: Path = surroundings.ROOT) -> str:
    """Changes when any source changes, appears or goes."""
    digest = hashlib.sha256()
    for path in source_files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_fresh(models: Path, wanted: str) -> bool:
    """Whether the model there was made from exactly these sources."""
    mark = models / f"{NAME}.fingerprint"
    model = models / f"{NAME}.tar.gz"
    return model.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == wanted


@contextmanager
def only_one(models: Path) -> Iterator[None]:
    """Two starts at once train once: the second waits and then finds a fresh model."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / ".training").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def train_aside(root: Path, folder: Path) -> Path:
    """Train into an empty folder; Rasa's own cache is left out, the fingerprint does its work."""
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    surroundings.prepare()
    from rasa.model_training import train

    from nlu.runtime import hush

    hush.configure()
    sentences = [str(path) for path in sorted(root.glob("nlu/*/*.yml"))]
    # Rasa congratulates itself on stdout, in colour.
    with redirect_stdout(StringIO()):
        result = train(
            domain=str(root / "bot" / "domain"),
            config=str(root / "bot" / "config.yml"),
            training_files=[str(root / "bot" / "rules"), *sentences],
            output=str(folder),
            fixed_model_name=NAME,
            force_training=True,
        )
    if result.code != 0 or result.model is None:
        raise RuntimeError(f"Training failed with code {result.code}.")
    return Path(result.model)


def put_in_place(made: Path, models: Path, wanted: str) -> None:
    """Model first, then its fingerprint, each by a rename: a crash in between only trains again."""
    mark = models / f"{NAME}.fingerprint"
    mark.unlink(missing_ok=True)
    made.replace(models / f"{NAME}.tar.gz")
    aside = models / f".{NAME}.fingerprint"
    aside.write_text(wanted, encoding="utf-8")
    aside.replace(mark)


def train_if_stale(models: Path = surroundings.MODELS, force: bool = False) -> Path:
    """The path of a model that fits the sources, trained now if need be."""
    root = surroundings.ROOT
    with only_one(models):
        wanted = fingerprint(root)
        if is_fresh(models, wanted) and not force:
            say(f"The model is up to date ({models / NAME}.tar.gz).")
            return models / f"{NAME}.tar.gz"
        if not any(root.glob("nlu/*/*.yml")):
            raise FileNotFoundError("No sentences to learn from: nlu/<language>/*.yml is empty.")
        say("Training the model (a few minutes at most) ...")
        began = time.monotonic()
        # Beside the models, so that the rename at the end stays on one disk.
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=models))
        try:
            put_in_place(train_aside(root, folder), models, wanted)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        size = (models / f"{NAME}.tar.gz").stat().st_size / 1e6
        say(f"Trained in {time.monotonic() - began:.0f} s, {size:.1f} MB.")
        return models / f"{NAME}.tar.gz"


def say(line: str) -> None:
    """Progress goes to stderr; stdout belongs to results."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main(arguments: list[str] | None = None) -> int:
    """Entry point; 0 when there is a usable model."""
    parser = argparse.ArgumentParser(prog="python -m nlu.runtime.train", description=__doc__)
    parser.add_argument("--models", type=Path, default=surroundings.MODELS)
    parser.add_argument("--force", action="store_true", help="train although nothing changed")
    chosen = parser.parse_args(arguments)
    try:
        train_if_stale(chosen.models.resolve(), chosen.force)
    except (FileNotFoundError, RuntimeError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
