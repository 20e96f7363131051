"""The command `wegwijs`: start the service, ask it things, look after the directory.

`uv run wegwijs find "gratis eten in 2060"` prints places; `uv run wegwijs chat` talks in the
terminal; `uv run wegwijs doctor` says what is set up and what is missing.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from api import doctor as checkup
from api.settings import Settings
from api.supervisor import Plan, PortTaken, Supervisor, free_port, parts, require_free
from locales.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
BRUSSELS = ZoneInfo("Europe/Brussels")

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
directory_app = typer.Typer(help="Load and export the directory of places.", no_args_is_help=True)
app.add_typer(directory_app, name="directory")


def _known_language(code: str | None) -> str | None:
    if code is not None and code not in LANGUAGES:
        raise typer.BadParameter(f"unknown language {code!r}; there are: {' '.join(LANGUAGES)}")
    return code


Language = Annotated[
    str | None,
    typer.Option("--lang", help="Language code, e.g. ar.", callback=_known_language),
]


@app.command()
def up() -> None:
    """Start the API, the action server and Rasa, and keep them running."""
    settings = Settings()
    try:
        require_free(settings.host, settings.port)
    except PortTaken as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    plan = Plan(ROOT, settings.host, settings.port, free_port(), free_port())
    typer.echo(f"Wegwijs starts on http://{settings.host}:{settings.port}  (Ctrl-C stops it)")
    asyncio.run(_supervise(plan))


async def _supervise(plan: Plan) -> None:
    await Supervisor(parts(plan), ROOT, ROOT / "var" / "log", typer.echo).run()


@app.command()
def serve() -> None:
    """Start the API alone (the others are reached at the addresses in the settings)."""
    import uvicorn

    from api.app import create_app

    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


@app.command()
def find(
    text: str,
    lang: Language = None,
    near: Annotated[str | None, typer.Option(help="Place, e.g. 2060 or Deurne.")] = None,
    open_now: Annotated[bool, typer.Option("--open-now")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 5,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Match a question against the directory, without a conversation."""
    from api.directory.service import search_places
    from api.wiring import open_directory

    directory = open_directory(Settings())
    language = lang or "nl"
    found = search_places(
        directory,
        text=text,
        near=near,
        language=language,
        open_now=open_now,
        limit=limit,
        at=datetime.now(BRUSSELS),
    )
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for card in found["places"]:
        typer.echo(_card_line(card))
    if not found["places"]:
        typer.echo("Nothing found.", err=True)
        raise typer.Exit(1)


def _card_line(card: dict[str, object]) -> str:
    reasons = card.get("reasons")
    texts = [
        str(item.get("text", item)) if isinstance(item, dict) else str(item)
        for item in (reasons if isinstance(reasons, list) else [])
    ]
    shown = [card.get("name"), card.get("address"), card.get("phone"), card.get("hours_text")]
    distance = card.get("distance_m")
    if distance is not None:
        shown.append(f"{distance} m")
    return " · ".join(str(part) for part in shown if part) + "".join(f"\n    {t}" for t in texts)


@app.command()
def understand(file: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Read JSON lines {"id","text","lang"?}, write what is understood, in the same order."""
    from api.understanding_batch import understand_lines

    for line in understand_lines(_lines(file), Settings(), ROOT):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _lines(file: Path | None) -> Iterator[str]:
    source = file.open(encoding="utf-8", errors="replace") if file else sys.stdin
    with source:
        yield from source


@app.command()
def chat(lang: Language = None) -> None:
    """Talk to the running service in the terminal."""
    from api.channels.terminal import talk

    settings = Settings()
    talk(f"http://{settings.host}:{settings.port}", lang)


@app.command()
def doctor() -> None:
    """Say what is set up, what is missing and what is reachable. Secrets are not shown."""
    findings = checkup.examine(Settings(), ROOT)
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.good else 'MISSING'} {finding.what}: {finding.seen}")
        if not finding.good:
            typer.echo(f"        {finding.advice}")
    raise typer.Exit(0 if all(finding.good for finding in findings) else 1)


@directory_app.command("load")
def load_directory(
    source: Annotated[str, typer.Argument(help="starter, or the name of a source.")],
) -> None:
    """Import a source and report what changed."""
    from sociale_kaart.directory import STARTER
    from sociale_kaart.load import LoadError, load
    from sociale_kaart.sources import open_source
    from sociale_kaart.store import migrate, open_engine

    engine = open_engine(Settings().directory_url)
    migrate(engine)
    try:
        chosen = open_source(STARTER if source == "starter" else source)
        report = load(engine, chosen, datetime.now(BRUSSELS), _progress)
    except (LoadError, KeyError) as error:
        typer.echo(f"Not loaded: {error}", err=True)
        raise typer.Exit(1) from error
    changes = report.changes
    typer.echo(
        f"{report.source}: {len(changes.added)} added, {len(changes.changed)} changed, "
        f"{len(changes.vanished)} vanished, {changes.unchanged} unchanged"
    )
    for word, names in (("changed", changes.changed), ("vanished", changes.vanished)):
        for name in names:
            typer.echo(f"  {word}: {name}")
    for refused in report.refused:
        typer.echo(f"  not loaded: {refused.where}: {refused.reason}", err=True)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        width = 30 * done // max(total, 1)
        sys.stderr.write(f"\r[{'#' * width}{'.' * (30 - width)}] {done}/{total}")
        sys.stderr.flush()


@directory_app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="jsonl, hsds or geojson.")] = "jsonl",
) -> None:
    """Write the loaded directory to standard output."""
    from api.wiring import open_directory
    from sociale_kaart.export import FORMATS

    if form not in FORMATS:
        typer.echo(f"Unknown format {form!r}: choose one of {', '.join(FORMATS)}.", err=True)
        raise typer.Exit(2)
    for chunk in FORMATS[form](open_directory(Settings()).places()):
        sys.stdout.write(chunk)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
