"""The command `wegwijs`: start the service, ask it things, look after the directory.

`uv run wegwijs find "gratis eten in 2060"` prints places; `uv run wegwijs chat` talks in the
terminal; `uv run wegwijs doctor` says what is set up and what is missing.
"""

import asyncio
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from api import doctor as checkup
from api.settings import Settings
from api.supervisor import Plan, PortTaken, Supervisor, free_port, parts, require_free
from locales.languages import LANGUAGES

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sociale_kaart.sources import Source
    from sociale_kaart.store import Changes

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
    explain: Annotated[bool, typer.Option("--explain", help="Say why, with points.")] = False,
    free: Annotated[bool, typer.Option("--free")] = False,
    no_appointment: Annotated[bool, typer.Option("--no-appointment")] = False,
    no_papers: Annotated[bool, typer.Option("--no-papers")] = False,
    wheelchair: Annotated[bool, typer.Option("--wheelchair")] = False,
    speaks: Annotated[str | None, typer.Option(help="Code of a language spoken there.")] = None,
) -> None:
    """Match a question against the directory, without a conversation."""
    from api.directory.service import search_places
    from api.wiring import open_directory
    from sociale_kaart.match import Only

    directory = open_directory(Settings())
    language = lang or "nl"
    found = search_places(
        directory,
        text=text,
        near=near,
        language=language,
        only=Only(open_now, free, no_appointment, no_papers, speaks, wheelchair),
        limit=limit,
        at=datetime.now(BRUSSELS),
        explained=explain,
    )
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for card in found["places"]:
        typer.echo(_card_line(card))
        for line in _points(card.get("points") or {}, language):
            typer.echo(line)
    if not found["places"]:
        typer.echo("Nothing found.", err=True)
        raise typer.Exit(1)


def _points(points: dict[str, float], language: str) -> Iterator[str]:
    """The points of a place, most first, each with its sentence in the person's language.

    "+" it holds, "?" it holds in part or nobody knows, "-" it hardly holds.
    """
    from locales.catalog import text
    from sociale_kaart.match import CRITERIA

    weights = {criterion.name: criterion.weight for criterion in CRITERIA}
    for name, score in sorted(points.items(), key=lambda item: -item[1]):
        if score:
            part = score / weights[name]
            mark = "+" if part >= 0.75 else "?" if part >= 0.4 else "-"
            said = text(language, f"criterion.{name}")
            yield f"    {mark} {score:5.1f} of {weights[name]:<3g} {said}"


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


@app.command()
def evaluate(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for a program.")] = False,
) -> None:
    """Measure understanding on JSON lines that say what is meant: {"text","need","lang", …}."""
    from api.evaluation import confused, table
    from api.evaluation import evaluate as measure
    from api.understanding_batch import understand_labelled

    try:
        scores = measure(understand_labelled(file, Settings(), ROOT))
    except (OSError, ValueError) as error:
        typer.echo(f"Cannot measure: {error}", err=True)
        raise typer.Exit(2) from error
    if as_json:
        figures = {language: score.to_json() for language, score in scores.items()}
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    sys.stdout.write("\n".join(table(scores)) + "\n\nMost often mixed up:\n")
    for wanted, found, count in confused(scores):
        sys.stdout.write(f"{count:4}  {wanted} heard as {found}\n")


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


SourceName = Annotated[str, typer.Argument(help="starter, or the name of a source.")]
Force = Annotated[bool, typer.Option("--force", help="Also when much of it would vanish.")]
Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="A list of sources of your own.", envvar="WEGWIJS_SOURCES"),
]
Keys = Annotated[
    Path | None,
    typer.Option(
        "--keys", help="A TOML file with name = key per source.", envvar="WEGWIJS_SOURCE_KEYS"
    ),
]
MOST_NAMES = 50
"""A report names so many places; of a load that changes all of them, nobody reads the rest."""


@directory_app.command("load")
def load_directory(
    source: SourceName, force: Force = False, sources: Sources = None, keys: Keys = None
) -> None:
    """Import a source and report what changed."""
    opened = _opened(_source_name(source), sources, keys)
    if opened is None or not _load_source(_directory_engine(), opened, force):
        raise typer.Exit(1)


@directory_app.command("undo")
def undo_load(source: SourceName, force: Force = False) -> None:
    """Put a source back to what it was before its last load. Again: one load further back."""
    from sociale_kaart.store import NothingToUndo, WouldEmpty, undo

    name = _source_name(source)
    try:
        changes = undo(_directory_engine(), name, datetime.now(BRUSSELS), force=force)
    except NothingToUndo as error:
        typer.echo(f"Not undone: {error}", err=True)
        raise typer.Exit(1) from error
    except WouldEmpty as error:
        typer.echo(f"Not undone: {error}. With --force it is emptied.", err=True)
        raise typer.Exit(1) from error
    _tell_changes(f"{name}, put back", changes)


@directory_app.command("loads")
def list_loads(
    source: Annotated[str | None, typer.Argument(help="Only of this source.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 20,
) -> None:
    """List what was loaded and undone, newest first."""
    from sociale_kaart.store import loads

    name = _source_name(source) if source else None
    for item in loads(_directory_engine(), name, limit):
        when = item.finished_at.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")
        undone = f"  undone in {item.undone_in}" if item.undone_in else ""
        typer.echo(
            f"{item.number:>5}  {when}  {item.kind}  {item.source}: {item.added} added, "
            f"{item.changed} changed, {item.vanished} vanished, {item.unchanged} unchanged, "
            f"{item.refused} refused{undone}"
        )


@directory_app.command("refresh")
def refresh_directory(sources: Sources = None, keys: Keys = None) -> None:
    """Load the sources that are due: those with `every = "24h"` or so in the list of sources."""
    from sociale_kaart.load import is_due, is_held
    from sociale_kaart.store import loads

    engine = _directory_engine()
    failed = False
    for name, entry in _entries(sources).items():
        last = next(iter(loads(engine, name, limit=1)), None)
        try:
            due = is_due(entry, last, datetime.now(BRUSSELS))
        except ValueError as error:
            typer.echo(f"Not loaded: {error}", err=True)
            failed = True
            continue
        if due:
            opened = _opened(name, sources, keys)
            failed = opened is None or not _load_source(engine, opened, force=False) or failed
        elif entry.get("every") and is_held(last):
            typer.echo(f"{name}: its last load was undone; load it by hand to go on", err=True)
    raise typer.Exit(1 if failed else 0)


def _source_name(given: str) -> str:
    from sociale_kaart.directory import STARTER

    return STARTER if given == "starter" else given


def _directory_engine() -> "Engine":
    from sociale_kaart.store import migrate, one_at_a_time, open_engine

    engine = open_engine(Settings().directory_url)
    with one_at_a_time(engine):
        migrate(engine)
    return engine


def _entries(sources: Path | None) -> dict[str, dict[str, object]]:
    from sociale_kaart.sources import SOURCES_FILE, known_sources

    try:
        return known_sources(sources or SOURCES_FILE)
    except (OSError, ValueError, LookupError, TypeError) as error:
        typer.echo(f"The list of sources cannot be read: {type(error).__name__}", err=True)
        raise typer.Exit(2) from error


def _opened(name: str, sources: Path | None, keys: Path | None) -> "Source | None":
    """The source with this name, or None after having said why not."""
    from sociale_kaart.sources import SOURCES_FILE, open_source

    _entries(sources)
    try:
        key = tomllib.loads(keys.read_text(encoding="utf-8")).get(name) if keys else None
        today = datetime.now(BRUSSELS).date()
        return open_source(name, file=sources or SOURCES_FILE, key=key, today=today)
    except (OSError, LookupError, ValueError) as error:
        reason = error.args[0] if isinstance(error, KeyError) and error.args else error
        typer.echo(f"Not loaded: {reason}", err=True)
        return None


def _load_source(engine: "Engine", source: "Source", force: bool) -> bool:
    """Loads one source and tells about it; False when it was not loaded."""
    from sociale_kaart.load import LoadError, load

    try:
        report = load(engine, source, datetime.now(BRUSSELS), _progress, force=force)
    except LoadError as error:
        _progress_ends()
        typer.echo(f"Not loaded: {error}", err=True)
        return False
    _progress_ends()
    _tell_changes(report.source, report.changes)
    for refused in report.refused:
        typer.echo(f"  not loaded: {refused.where}: {refused.reason}", err=True)
    for warned in report.warnings[:MOST_NAMES]:
        typer.echo(f"  look at: {warned.where}: {warned.what}", err=True)
    if len(report.warnings) > MOST_NAMES:
        typer.echo(f"  look at: and {len(report.warnings) - MOST_NAMES} more", err=True)
    return True


def _tell_changes(what: str, changes: "Changes") -> None:
    typer.echo(
        f"{what}: {len(changes.added)} added, {len(changes.changed)} changed, "
        f"{len(changes.vanished)} vanished, {changes.unchanged} unchanged"
    )
    for word, names in (("changed", changes.changed), ("vanished", changes.vanished)):
        for name in names[:MOST_NAMES]:
            typer.echo(f"  {word}: {name}")
        if len(names) > MOST_NAMES:
            typer.echo(f"  {word}: and {len(names) - MOST_NAMES} more")


def _progress(done: int, total: int) -> None:
    if not sys.stderr.isatty():
        return
    width = 30 * done // total if total else 0
    counted = f"[{'#' * width}{'.' * (30 - width)}] {done}/{total}" if total else f"{done} read"
    sys.stderr.write(f"\r{counted}")
    sys.stderr.flush()


def _progress_ends() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")


@directory_app.command("report")
def report_quality(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say how good the directory is, and which phone calls would make it better."""
    from api.wiring import open_directory
    from sociale_kaart.quality import lines, report

    found = report(open_directory(Settings()).places(), datetime.now(BRUSSELS))
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for line in lines(found):
        typer.echo(line)


@directory_app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", help="jsonl, hsds, hsds-csv (a zip), geojson or jsonld.")
    ] = "jsonl",
    include_odbl: Annotated[
        bool, typer.Option("--include-odbl", help="Also places under the licence ODbL (OSM).")
    ] = False,
) -> None:
    """Write the loaded directory to standard output."""
    from api.wiring import open_directory
    from sociale_kaart.export import FORMATS, ODBL, PACKED, export_bytes

    if form not in FORMATS and form not in PACKED:
        choices = ", ".join((*FORMATS, *PACKED))
        typer.echo(f"Unknown format {form!r}: choose one of {choices}.", err=True)
        raise typer.Exit(2)
    places = open_directory(Settings()).places()
    licences, today = [ODBL] if include_odbl else [], datetime.now(BRUSSELS).date()
    for part in export_bytes(places, form, licences, today):
        sys.stdout.buffer.write(part)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
