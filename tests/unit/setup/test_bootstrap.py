"""Setting up on odd machines: broken pyenv shims, no pip, a lock file that changed, a failing step."""

import importlib.util
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
HERE = sys.version_info[:2]


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "setup" / "bootstrap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.LOG = tmp_path / "setup.log"
    module.TOOLS = tmp_path / "tools"
    return module


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def real_python(path: Path) -> Path:
    return script(path, f'exec "{sys.executable}" "$@"')


NAME = f"python{HERE[0]}.{HERE[1]}"


def test_a_broken_pyenv_shim_is_passed_over(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen on a real machine: the shim says "command not found, exists in these versions"."""
    shims = script(tmp_path / "pyenv" / "shims" / NAME, "echo 'command not found' >&2; exit 127")
    version = f"{HERE[0]}.{HERE[1]}.9"
    kept = real_python(tmp_path / "pyenv" / "versions" / version / "bin" / NAME)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", str(shims.parent))
    assert bootstrap.find_python([HERE]) == kept


def test_a_broken_python_on_the_path_is_passed_over(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = script(tmp_path / "one" / NAME, "exit 127")
    good = real_python(tmp_path / "two" / NAME)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", os.pathsep.join([str(broken.parent), str(good.parent)]))
    assert bootstrap.find_python([HERE]) == good


def test_the_newest_of_pyenv_comes_first(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minor in ("2", "10"):
        real_python(tmp_path / "versions" / f"{HERE[0]}.{HERE[1]}.{minor}" / "bin" / NAME)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    found = bootstrap.find_python([HERE])
    assert found.parent.parent.name.endswith(".10")


def test_no_python_of_that_version_is_none(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert bootstrap.find_python([(3, 4)]) is None


def test_an_old_uv_is_not_used(bootstrap: ModuleType, tmp_path: Path) -> None:
    old = script(tmp_path / "uv", "echo 'uv 0.4.30'")
    new = script(tmp_path / "newer" / "uv", "echo 'uv 0.9.1 (abc 2026-01-01)'")
    assert not bootstrap.usable_uv(old)
    assert bootstrap.usable_uv(new)
    assert not bootstrap.usable_uv(tmp_path / "absent")


def test_a_failing_step_says_what_to_do_and_shows_the_end_of_its_log(
    bootstrap: ModuleType,
) -> None:
    with pytest.raises(bootstrap.SetupError) as caught:
        bootstrap.run(["sh", "-c", "echo first; echo the reason >&2; exit 3"], "Do this.")
    message = str(caught.value)
    assert message.startswith("Do this.")
    assert "the reason" in message and str(bootstrap.LOG) in message


def test_a_changed_lock_file_is_seen(bootstrap: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "uv.lock"
    lock.write_text("one")
    mark = bootstrap.fingerprint([lock], "plain")
    stamp = tmp_path / "stamp"
    stamp.write_text(mark + "\n")
    assert bootstrap.fresh(stamp, {mark})
    lock.write_text("two")
    assert not bootstrap.fresh(stamp, {bootstrap.fingerprint([lock], "plain")})


def test_it_starts_on_an_old_python_with_a_clear_usage() -> None:
    ended = subprocess.run(
        [sys.executable, "setup/bootstrap.py", "nonsense"], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert "up" in ended.stdout and "Traceback" not in ended.stderr


def test_make_knows_the_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("up", "test", "bench"):
        assert f"make {target}" in readme and f"\n{target}:" in makefile
