"""What is set up, what is missing and what is reachable: `wegwijs doctor` at a desk in Antwerp.

Each finding says what to do about it. Nothing secret is printed: addresses lose their passwords.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx

from api.settings import Settings
from locales.languages import LANGUAGES

TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    good: bool
    seen: str
    advice: str = ""


def examine(settings: Settings, root: Path) -> list[Finding]:
    """Looks at everything; never raises."""
    bot = root / "bot" / ".venv" / "bin" / "python"
    model = root / "var" / "models"
    return [
        Finding("Python of the service", True, sys.version.split()[0]),
        _present("Python of the bot", bot, "run: make prepare"),
        _present("trained model", model, "run: make prepare"),
        _directory(settings),
        Finding("languages", True, ", ".join(LANGUAGES)),
        Finding("conversations", True, without_password(settings.database_url)),
        _reachable("API", f"http://{settings.host}:{settings.port}/status/ping", "run: make up"),
        *_components(settings),
    ]


def _present(what: str, path: Path, advice: str) -> Finding:
    there = path.is_file() or (path.is_dir() and any(path.iterdir()))
    return Finding(what, there, str(path) if there else "absent", advice)


def _directory(settings: Settings) -> Finding:
    from sociale_kaart.directory import Directory

    where = without_password(settings.directory_url)
    try:
        count = len(Directory.open(settings.directory_url).places())
    except Exception as error:  # noqa: BLE001 - a doctor reports whatever is wrong
        return Finding("directory", False, f"{where}: {error}", "run: make prepare")
    advice = "load it: uv run wegwijs directory load starter"
    return Finding("directory", count > 0, f"{count} places in {where}", advice)


def _reachable(what: str, url: str, advice: str) -> Finding:
    try:
        good = httpx.get(url, timeout=TIMEOUT_S, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError as error:
        return Finding(what, False, f"not reachable at {url} ({type(error).__name__})", advice)
    return Finding(what, good, f"answers at {url}", advice)


def _components(settings: Settings) -> list[Finding]:
    """What the running API says of its parts; nothing when it does not run."""
    url = f"http://{settings.host}:{settings.port}/status/health/components"
    try:
        found = httpx.get(url, timeout=TIMEOUT_S, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return []
    rows = found if isinstance(found, list) else found.get("components", [])
    return [
        Finding(
            f"component {row.get('name')}",
            row.get("status") == "ok",
            str(row.get("status")),
            "see the logs in var/log",
        )
        for row in rows
    ]


def without_password(url: str) -> str:
    """The address with its password, if any, replaced by stars."""
    parts = urlsplit(url)
    if not parts.password:
        return url
    host = parts.netloc.rsplit("@", 1)[-1]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:***@{host}"))
