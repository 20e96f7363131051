"""Where the examples of the open standards are; they are no part of this project.

`file("hsds-3.0/examples/service_full.json")` is its path, or skips the test and says why.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = Path(os.environ.get("WEGWIJS_STANDARDS", ROOT / "../shared/standards"))


def file(path: str) -> Path:
    found = STANDARDS / path
    if not found.exists():
        pytest.skip(f"no {found}: set WEGWIJS_STANDARDS to the folder with the open standards")
    return found
