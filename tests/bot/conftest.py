"""Tests of environment B, run as `bot/.venv/bin/python -m pytest tests/bot`.

They use the real components, the real trained model and a real Rasa process on a free port, and ask
what somebody in Antwerp would: "waar kan ik gratis eten in 2060".
"""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if importlib.util.find_spec("rasa") is None:
    # The service's environment has no Rasa; these tests belong to the bot's.
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> None:
    from nlu.runtime import surroundings

    surroundings.prepare()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the sources as they are now: trained only when they changed."""
    from nlu.runtime.train import train_if_stale

    return train_if_stale()
