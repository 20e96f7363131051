"""How good the directory is, for those who keep it: counts, doubts and a list of useful phone calls.

`report(directory.places(), now)` measures; `lines` writes it for a terminal, `api.directory.report` as
a page in Dutch for the city's own data owners.
"""

from sociale_kaart.quality.lines import lines
from sociale_kaart.quality.measure import (
    FILLED,
    WORTH,
    BQuality,
    Call,
    Finding,
    Question,
    Report,
    SourceQuality,
    call_list,
    contradictions,
    questions,
    report,
)

__all__ = [
    "FILLED",
    "WORTH",
    "BQuality",
    "Call",
    "Finding",
    "Question",
    "Report",
    "SourceQuality",
    "call_list",
    "contradictions",
    "lines",
    "questions",
    "report",
]
