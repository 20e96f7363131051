"""Which places fit a question best, and why: a wide net, then scoring, then named reasons.

For food near 2060 every place with `food_aid` is looked at. `rank` puts them in order, `Match.reasons`
and `Match.conditions` say why each is shown and what it asks, `explain` gives the points. The criteria
and their weights stand in `criteria.py`; docs/reference/matching.md explains them all.
"""

from sociale_kaart.match.criteria import (
    CRITERIA,
    Criterion,
    can_be_reached,
    nearness,
    need_fit,
)
from sociale_kaart.match.eligibility import Eligibility, conditions, eligibility
from sociale_kaart.match.ranking import (
    Match,
    explain,
    fits,
    in_order,
    lot,
    match,
    rank,
    step,
)
from sociale_kaart.match.reasons import Reason, ReasonKind
from sociale_kaart.match.wish import EVERYTHING, NOTHING_TOLD, Only, Told, Wish

__all__ = [
    "CRITERIA",
    "EVERYTHING",
    "NOTHING_TOLD",
    "Criterion",
    "Eligibility",
    "Match",
    "Only",
    "Reason",
    "ReasonKind",
    "Told",
    "Wish",
    "can_be_reached",
    "conditions",
    "eligibility",
    "explain",
    "fits",
    "in_order",
    "lot",
    "match",
    "nearness",
    "need_fit",
    "rank",
    "step",
]
