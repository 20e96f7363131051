"""`wegwijs chat`: a conversation typed into the real command, against the real API."""

import os
import subprocess
import sys
from pathlib import Path

from tests.integration.api_service import ROOT, serving


def chat(port: int, typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli", "chat", *arguments],
        cwd=ROOT,
        env={**os.environ, "WEGWIJS_PORT": str(port)},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_words_and_buttons(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        ended = chat(api.port, "voedselpakket in 2060\n\n1\n/stop\nniet meer\n", "--lang", "nl")
        assert ended.returncode == 0, ended.stderr
        assert "[1]" in ended.stdout
        assert "1. " in ended.stdout, "places are numbered"
        assert "niet meer" not in ended.stdout
        assert b"voedselpakket in 2060" not in api.stored_bytes(), "wiped at the end"


def test_the_end_of_the_keyboard_wipes_as_well(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        assert chat(api.port, "zwaluwnest\n").returncode == 0
        assert b"zwaluwnest" not in api.stored_bytes()


def test_a_wrong_language_is_told(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        ended = chat(api.port, "", "--lang", "xx")
        assert ended.returncode == 2
        assert "language" in ended.stderr and "Traceback" not in ended.stderr


def test_no_service_is_told_in_one_sentence() -> None:
    ended = chat(9, "hallo\n")
    assert ended.returncode == 1
    assert "make up" in ended.stderr and "Traceback" not in ended.stderr
