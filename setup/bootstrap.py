"""Sets the project up from nothing and starts it: `make up`, and somebody in Antwerp can be helped.

Runs on whatever `python3` the machine has (3.7 or newer, standard library only). It gets `uv` into
`.tools/`, finds a Python 3.10 for Rasa and a 3.12+ for the rest, fills both environments from their
lock files, loads the starter directory and trains the model. Every step is skipped when what it
makes is there and fresh, so a second start needs no network and takes seconds.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOG = ROOT / "var" / "log" / "setup.log"
UV_VERSION = "0.13.9"
UV_OLDEST = (0, 5)
PYTHON_A = ((3, 12), (3, 13), (3, 14))  # in order of preference
PYTHON_B = ((3, 10),)


class SetupError(Exception):
    """A step failed; the message says what to do."""


class Step:
    """One named step on the screen: a running clock on a terminal, plain lines elsewhere."""

    number = 0
    total = 0

    def __init__(self, title):
        self.title = title
        self.done = threading.Event()

    def __enter__(self):
        Step.number += 1
        self.label = f"[{Step.number}/{Step.total}] {self.title}"
        self.began = time.monotonic()
        self.note = "done"
        self.live = sys.stdout.isatty()
        if not self.live:
            say(self.label + " …")
        self.clock = threading.Thread(target=self._tick, daemon=True)
        self.clock.start()
        return self

    def _tick(self):
        every = 0.2 if self.live else 15
        while not self.done.wait(every):
            seconds = time.monotonic() - self.began
            if self.live:
                sys.stdout.write(f"\r{self.label} … {seconds:4.0f} s ")
                sys.stdout.flush()
            else:
                say(f"      still busy after {seconds:.0f} s")

    def __exit__(self, kind, error, trace):
        self.done.set()
        self.clock.join()
        seconds = time.monotonic() - self.began
        note = "failed" if kind else self.note
        lead = "\r" if self.live else ""
        say(f"{lead}{self.label} … {note} ({seconds:.1f} s)")
        return False


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(command, advice, cwd=ROOT, env=None):
    """Runs a command with its output in the setup log; raises `SetupError` with its last lines."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        log.write(("\n$ " + " ".join(str(part) for part in command) + "\n").encode())
        log.flush()
        start = log.tell()
        code = subprocess.call(
            [str(part) for part in command],
            cwd=str(cwd),
            env=env or environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if code != 0:
        with LOG.open("rb") as log:
            log.seek(start)
            tail = log.read().decode(errors="replace").strip().splitlines()[-12:]
        raise SetupError("{}\n\n{}\n\nThe whole log: {}".format(advice, "\n".join(tail), LOG))


def environment():
    """The surroundings without another virtual environment leaking in."""
    env = dict(os.environ)
    hindering = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT")
    # Without compiled files every start reads all source again: seconds, each time.
    for name in (*hindering, "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    env["PYTHONUNBUFFERED"] = "1"
    return env


def answers(command, pattern):
    """The match of `pattern` in what a command prints, or None when it does not run."""
    try:
        found = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return (
        re.search(pattern, found.stdout.decode(errors="replace")) if found.returncode == 0 else None
    )


# ---------------------------------------------------------------- uv


def usable_uv(path):
    found = path and answers([path, "--version"], r"uv (\d+)\.(\d+)")
    return bool(found) and (int(found.group(1)), int(found.group(2))) >= UV_OLDEST


def find_uv():
    for candidate in (TOOLS / "bin" / "uv", TOOLS / "uv" / "bin" / "uv", shutil.which("uv")):
        if candidate and usable_uv(candidate):
            return Path(candidate)
    return None


def get_uv():
    """Installs uv under `.tools/`, by the machine's pip or, without one, by a pip of our own."""
    target = TOOLS / "uv"
    shutil.rmtree(str(target), ignore_errors=True)
    wanted = ["install", "--quiet", "--target", target, "uv==" + UV_VERSION]
    advice = (
        "Could not get uv from the Python package index. Check the network (or a proxy in pip's own "
        "settings), or install uv yourself (https://docs.astral.sh/uv/) and run the command again."
    )
    for python in [sys.executable, "/usr/bin/python3"]:
        if answers([python, "-m", "pip", "--version"], r"pip (\d+)"):
            run([python, "-m", "pip", *wanted], advice)
            return target / "bin" / "uv"
    with tempfile.TemporaryDirectory() as folder:
        run(
            [sys.executable, "-m", "venv", folder],
            advice + " This python3 has neither pip nor venv.",
        )
        run([Path(folder) / "bin" / "python", "-m", "pip", *wanted], advice)
    return target / "bin" / "uv"


def step_tools():
    with Step("Tools (uv)") as step:
        uv = find_uv()
        step.note = "found" if uv else "installed"
        return uv or get_uv()


# ---------------------------------------------------------------- Pythons


def python_candidates(version):
    """Interpreters that may be `version`: pyenv's own folder first.

    A pyenv shim called `python3.10` can stand on the PATH and refuse to run, so what pyenv really
    has is looked at before the PATH, and every candidate is tried before it is trusted.
    """
    name = f"python{version[0]}.{version[1]}"
    roots = [os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv")]
    for root in [Path(root) for root in roots if root]:
        folders = (root / "versions").glob(f"{version[0]}.{version[1]}.*")
        for folder in sorted(folders, key=natural, reverse=True):
            yield folder / "bin" / name
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if folder and "shims" not in Path(folder).parts:
            yield Path(folder) / name
            yield Path(folder) / "python3"
    yield Path(sys.executable)


def natural(path):
    return [int(part) for part in re.findall(r"\d+", path.name)]


def find_python(versions):
    """A working interpreter with the parts that pip packages need, or None."""
    probe = "import sys, ssl, sqlite3, ctypes, venv, zlib; print('%d.%d' % sys.version_info[:2])"
    for version in versions:
        for path in python_candidates(version):
            if path.exists():
                found = answers([path, "-c", probe], r"^(\d+)\.(\d+)\s*$")
                if found and (int(found.group(1)), int(found.group(2))) == version:
                    return path
    return None


def install_python(uv, version):
    wanted = f"{version[0]}.{version[1]}"
    run(
        [uv, "python", "install", wanted],
        f"No Python {wanted} on this machine, and uv could not install one. Install Python {wanted} (Debian: a "
        f"python{wanted} package or pyenv) and run the command again.",
    )
    found = answers([uv, "python", "find", wanted], r"(\S.*)")
    if not found:
        raise SetupError(f"uv installed Python {wanted} but cannot find it again.")
    return Path(found.group(1).strip())


# ---------------------------------------------------------------- environments


def fingerprint(paths, *more):
    mark = hashlib.sha256()
    for path in paths:
        mark.update(path.read_bytes())
    for text in more:
        mark.update(str(text).encode())
    return mark.hexdigest()


def fresh(stamp, marks):
    return stamp.exists() and stamp.read_text().strip() in marks


def step_environment(uv, title, project, versions, with_tests):
    """One uv project into its own `.venv`, unless its lock file was already installed there."""
    venv = project / ".venv"
    stamp = venv / ".wegwijs-installed"
    inputs = [project / "pyproject.toml", project / "uv.lock"]
    plain, tests = fingerprint(inputs, "plain", venv), fingerprint(inputs, "tests", venv)
    with Step(title) as step:
        wanted = {tests} if with_tests else {plain, tests}
        if fresh(stamp, wanted) and answers([venv / "bin" / "python", "-c", "print(1)"], "1"):
            step.note = "ready"
            return venv / "bin" / "python"
        python = find_python(versions) or install_python(uv, versions[0])
        groups = ["--group", "dev"] if with_tests else []
        run(
            [uv, "sync", "--frozen", "--compile-bytecode", "--python", python, *groups],
            f"The packages of {project} could not be installed. Most often this is the network: run the "
            "same command again, it goes on where it stopped.",
            cwd=project,
        )
        stamp.write_text(tests if with_tests else plain)
        return venv / "bin" / "python"


def step_directory(python_a):
    with Step("Directory of places") as step:
        inputs = sorted((ROOT / "sociale_kaart").rglob("*.py"))
        inputs += sorted(
            path for path in (ROOT / "sociale_kaart" / "data").iterdir() if path.is_file()
        )
        stamp, mark = ROOT / "var" / "directory.stamp", fingerprint(inputs)
        if fresh(stamp, {mark}) and (ROOT / "var" / "directory.sqlite").exists():
            step.note = "ready"
            return
        run(
            [python_a, "-m", "api.cli", "directory", "load", "starter"],
            "The starter directory could not be loaded. If var/directory.sqlite is damaged, delete "
            "it and run the command again.",
        )
        stamp.write_text(mark)


def step_model(python_b):
    with Step("Model of understanding (some minutes the first time)"):
        run(
            [python_b, "-m", "nlu.runtime.train"],
            "The model could not be trained. The lines below say which file is at fault.",
        )


# ---------------------------------------------------------------- commands


def prepare(with_tests=False):
    """All steps. Returns the two interpreters."""
    Step.number, Step.total = 0, 5
    began = time.monotonic()
    uv = step_tools()
    (TOOLS / "bin").mkdir(parents=True, exist_ok=True)
    link = TOOLS / "bin" / "uv"
    if uv != link and not link.exists():
        link.symlink_to(uv)
    python_a = step_environment(uv, "Python packages of the service", ROOT, PYTHON_A, with_tests)
    python_b = step_environment(
        uv, "Python packages of the bot", ROOT / "bot", PYTHON_B, with_tests
    )
    step_directory(python_a)
    step_model(python_b)
    say("Ready in %.0f s." % (time.monotonic() - began))
    return python_a, python_b


def up():
    python_a, _ = prepare()
    # The supervisor takes this process's place, so that Ctrl-C and SIGTERM reach it directly.
    os.chdir(str(ROOT))
    os.execve(str(python_a), [str(python_a), "-m", "api.cli", "up"], environment())


def checks(python_a, python_b):
    """What `make test` runs, in order: (title, command)."""
    tool = python_a.parent
    return [
        ("Style", [tool / "ruff", "check", "."]),
        ("Format", [tool / "ruff", "format", "--check", "."]),
        ("Types of the service", [tool / "mypy"]),
        ("Types of the bot", [python_b, "-m", "mypy", "--config-file", "bot/mypy.ini"]),
        ("Import directions", [tool / "lint-imports"]),
        ("Tests of the bot", [python_b, "-m", "pytest", "-q", "tests/bot"]),
        ("Tests of the service", [python_a, "-m", "pytest", "-q", "--ignore=tests/bot"]),
    ]


def test():
    python_a, python_b = prepare(with_tests=True)
    failed = []
    for title, command in checks(python_a, python_b):
        say(f"\n── {title}")
        began = time.monotonic()
        code = subprocess.call([str(part) for part in command], cwd=str(ROOT), env=environment())
        say(
            "── {}: {} ({:.0f} s)".format(
                title, "ok" if code == 0 else "FAILED", time.monotonic() - began
            )
        )
        if code != 0:
            failed.append(title)
    say("\n%s" % ("Failed: " + ", ".join(failed) if failed else "All checks passed."))
    sys.exit(1 if failed else 0)


def bench():
    python_a, _ = prepare(with_tests=True)
    sys.exit(
        subprocess.call([str(python_a), "-m", "tests.bench"], cwd=str(ROOT), env=environment())
    )


COMMANDS = {"up": up, "test": test, "bench": bench, "prepare": prepare}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        say("Usage: python3 setup/bootstrap.py {}".format("|".join(sorted(COMMANDS))))
        sys.exit(2)
    try:
        COMMANDS[sys.argv[1]]()
    except SetupError as error:
        say(f"\n{error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on.")
        sys.exit(130)


if __name__ == "__main__":
    main()
