"""May this person go there, and what does the place ask? Yes, no, or unknown, each with its reason.

A shelter "from 18 years" is a no for somebody who said to be sixteen, a yes at thirty, and unknown
for who did not say. Unknown is told as "ask first": no source says that others are sent away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sociale_kaart.match.wish import NOTHING_TOLD, Told
from sociale_kaart.model import Gender, Place

Verdict = Literal["yes", "no", "unknown"]
Condition = dict[str, Any]

# Needs for which papers are asked so often that "not known" is worth saying.
_PAPERS_OFTEN_ASKED = frozenset(
    {
        "night_shelter",
        "housing_search",
        "social_assistance_leefloon",
        "doctor_gp",
        "health_insurance_mutuality",
        "training",
        "dutch_course",
        "work_search",
        "a_card_discounts",
    }
)
# The words of the sources for groups that the record holds as codes; the locales know them.
_GROUPS = {
    "women": "vrouwen",
    "men": "mannen",
    "asylum_seeker": "asielzoekers",
    "refugee": "vluchtelingen",
    "undocumented": "mensen zonder papieren",
    "ukraine": "Oekraïense vluchtelingen",
    "eu_citizen": "EU-burgers",
}
_FAMILIES = "gezinnen"
EVERYONE = "iedereen"
"""What sources write when there is no target group at all."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody may go there; `because` names what decided, such as ("age",)."""

    verdict: Verdict
    because: tuple[str, ...]


def eligibility(place: Place, told: Told = NOTHING_TOLD) -> Eligibility:
    """One no decides; then an open door; then one doubt. Of who says nothing we do not know."""
    aspects = {kind: verdict for kind, verdict in _aspects(place, told) if verdict is not None}
    refused = tuple(kind for kind, verdict in aspects.items() if verdict == "no")
    if refused:
        return Eligibility("no", refused)
    if place.access.unconditional:
        return Eligibility("yes", ("unconditional",))
    doubts = tuple(kind for kind, verdict in aspects.items() if verdict == "unknown")
    if doubts or not aspects:
        return Eligibility("unknown", doubts)
    return Eligibility("yes", tuple(aspects))


def _aspects(place: Place, told: Told) -> Iterator[tuple[str, Verdict | None]]:
    """Each thing that can decide; None where the place says nothing about it."""
    audience = place.audience
    yield "age", _age(place, told.age)
    yield "gender", _gender(audience.genders, told.gender)
    yield "family", _family(audience.families, told.with_children)
    if audience.statuses:
        yield "status", "yes" if told.status in audience.statuses else "unknown"
    yield "residence", _papers(place, told)
    if place.access.referral_required is not None:
        yield "referral", _needed(place.access.referral_required, told.referred)
    if place.access.documents is not None:
        yield "documents", "unknown" if place.access.documents else "yes"
    if place.target_groups:
        yield "target_group", "yes" if EVERYONE in place.target_groups else "unknown"
    if told.wheelchair:
        yield "wheelchair", _WHEELCHAIR[place.accessibility.wheelchair]


_WHEELCHAIR: dict[str | None, Verdict] = {
    "yes": "yes",
    "limited": "unknown",
    "no": "no",
    None: "unknown",
}


def _age(place: Place, age: int | None) -> Verdict | None:
    youngest, oldest = place.audience.minimum_age, place.audience.maximum_age
    if youngest is None and oldest is None:
        return None
    if age is None:
        return "unknown"
    fits = (youngest is None or age >= youngest) and (oldest is None or age <= oldest)
    return "yes" if fits else "no"


def _gender(genders: tuple[Gender, ...], told: Gender | None) -> Verdict | None:
    """Whoever is neither woman nor man is never turned away by a list that forgot them."""
    if not genders:
        return None
    if told in genders:
        return "yes"
    return "unknown" if told in (None, "other") else "no"


def _family(for_families: bool | None, with_children: bool | None) -> Verdict | None:
    """A house for families may take others in; one that takes no children says so outright."""
    if for_families is None:
        return None
    if with_children is None:
        return "unknown"
    if with_children == for_families:
        return "yes"
    return "no" if with_children else "unknown"


def _needed(needed: bool, has: bool | None) -> Verdict:
    if not needed:
        return "yes"
    return "unknown" if has is None else "yes" if has else "no"


def _papers(place: Place, told: Told) -> Verdict | None:
    papers = False if told.status == "undocumented" else told.papers
    match place.residence_permit_required:
        case True:
            return _needed(True, papers)
        case _ if welcomes_without_papers(place):
            return "yes"
        case _:
            return "unknown" if papers is False or _papers_often_asked(place) else None


def _papers_often_asked(place: Place) -> bool:
    return place.scope == "place" and bool(_PAPERS_OFTEN_ASKED.intersection(place.needs))


def welcomes_without_papers(place: Place) -> bool:
    """Whether a source says that nobody is asked for a residence permit."""
    for_them = "undocumented" in place.audience.statuses
    return place.residence_permit_required is False or for_them or bool(place.access.unconditional)


def conditions(place: Place, told: Told = NOTHING_TOLD) -> list[Condition]:
    """What the place asks of who comes. Verdict "yes": it is asked; "no": it is not; "unknown": ask.

    A group that the source names is always "unknown". Who told something about themselves gets one
    more, `for_you`, whose verdict says whether they may go there.
    """
    found = list(_asked(place))
    if told != NOTHING_TOLD:
        fits = eligibility(place, told)
        found.append(_condition("for_you", fits.verdict, because=list(fits.because)))
    return found


def _asked(place: Place) -> Iterator[Condition]:
    papers, access = place.residence_permit_required, place.access
    if papers is not None:
        yield _condition("residence", _asked_for(papers))
    elif _papers_often_asked(place) and not welcomes_without_papers(place):
        yield _condition("residence", "unknown")
    if access.referral_required is not None:
        yield _condition("referral", _asked_for(access.referral_required))
    if place.appointment_required is not None:
        yield _condition("appointment", _asked_for(place.appointment_required))
    if access.documents is not None:
        asked = _asked_for(bool(access.documents))
        yield _condition("documents", asked, documents=list(access.documents))
    audience = place.audience
    if audience.minimum_age is not None or audience.maximum_age is not None:
        ages = {"minimum": audience.minimum_age, "maximum": audience.maximum_age}
        yield _condition("age", "yes", **ages)
    groups = _groups(place)
    if groups:
        yield _condition("target_group", "unknown", groups=groups)
    if place.accessibility.wheelchair in ("limited", "no"):
        verdict: Verdict = "no" if place.accessibility.wheelchair == "no" else "unknown"
        yield _condition("wheelchair", verdict)


def _groups(place: Place) -> list[str]:
    """Who it is for, in the words of the sources, each group once."""
    audience = place.audience
    coded = [_GROUPS[code] for code in (*audience.genders, *audience.statuses) if code in _GROUPS]
    families = [_FAMILIES] if audience.families else []
    return list(dict.fromkeys((*place.target_groups, *coded, *families)))


def _asked_for(asked: bool) -> Verdict:
    return "yes" if asked else "no"


def _condition(kind: str, verdict: Verdict, **params: Any) -> Condition:
    return {"kind": kind, "verdict": verdict, "params": params}
