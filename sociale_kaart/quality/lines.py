"""The quality report as lines for a terminal: `wegwijs directory report`.

"begrijpbaar      2 yes    0 partly    7 no  281 unknown   missing: languages 281" is the state of
one B in the starter directory of Antwerp.
"""

from collections.abc import Iterator, Sequence

from sociale_kaart.quality.measure import Finding, Report, SourceQuality

MOST_LISTED = 15
"""Lines of one kind in a terminal; the page and the JSON have them all."""


def lines(report: Report) -> Iterator[str]:
    """The report, one line at a time."""
    yield f"{report.places} places on {report.day}"
    for source in report.sources:
        yield from _source(source)
    yield from ("", "The seven B's")
    for b in report.bs:
        values = "  ".join(f"{count:5} {value}" for value, count in b.values.items())
        missing = ", ".join(f"{field} {count}" for field, count in b.missing.items())
        yield f"  {b.b:12}{values}" + (f"   missing: {missing}" if missing else "")
    yield from _findings("Cannot be right", report.contradictions)
    yield from _findings("Not checked for two years, or nobody knows when", report.stale)
    yield from _findings("Nobody can go there, call or write", report.unreachable)
    yield from ("", f"Phone calls that would fix the most ({len(report.calls)})")
    for call in report.calls[:MOST_LISTED]:
        asked = ", ".join(f"{it.field} ({it.places})" for it in call.questions)
        yield f"  {call.worth:6.1f}  {call.organisation}, {call.phone}: {asked}"
    yield from _and_more(len(report.calls))


def _source(source: SourceQuality) -> Iterator[str]:
    yield from ("", f"{source.source}: {source.places} places")
    for field, count in source.filled.items():
        yield f"  {field:20}{count:6}  {_share(count, source.places)}"
    ages = ", ".join(f"{count} {age}" for age, count in source.ages.items())
    yield f"  {'checked':20}{ages}"


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield from ("", f"{title} ({len(findings)})")
    for finding in findings[:MOST_LISTED]:
        detail = f" ({finding.detail})" if finding.detail else ""
        yield f"  {finding.kind}: {finding.name}{detail}"
    yield from _and_more(len(findings))


def _and_more(count: int) -> Iterator[str]:
    if count > MOST_LISTED:
        yield f"  … and {count - MOST_LISTED} more"


def _share(count: int, of: int) -> str:
    return f"{round(100 * count / of)} %" if of else "–"
