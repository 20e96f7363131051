"""The list of what the assistant can say: each reply's parameters and the blocks it is shown as.

"Voedselpakket in 2060" ends as `Reply("places_found", {"need": "food_aid", "near": "2060", …})`:
facts without words. A reply that is not on the list, or with a parameter too few or too many,
raises at once, so that a half answer never reaches somebody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Part = Literal["text", "ask_place", "groups", "hours", "places", "numbers", "handoff", "choices"]
Offer = Literal[
    "menu",  # the needs most asked for
    "needs",  # the needs in the parameters
    "districts",
    "candidates",
    "languages",
    "more",
    "open_now",
    "anywhere",
    "restart",
    "human",
]

MENU: tuple[str, ...] = (
    "food_aid",
    "night_shelter",
    "doctor_gp",
    "housing_search",
    "social_assistance_leefloon",
    "residence_permit_asylum",
    "dutch_course",
    "legal_help",
)
"""Needs offered when nothing is known yet: what cannot wait first, as many as fit a small screen."""

DISTRICTS: tuple[str, ...] = (
    "Antwerpen",
    "Berchem",
    "Berendrecht-Zandvliet-Lillo",
    "Borgerhout",
    "Borsbeek",
    "Deurne",
    "Ekeren",
    "Hoboken",
    "Merksem",
    "Wilrijk",
)
"""The ten districts of the city, as the gazetteer calls them."""

CRISIS_KINDS: tuple[str, ...] = (
    "suicide",
    "violence",
    "overdose",
    "rape",
    "medical",
    "fire",
    "danger",
)


class BadReply(ValueError):
    """A reply that is not on the list, or whose parameters are not the ones it needs."""


@dataclass(frozen=True, slots=True)
class ReplySpec:
    """What one reply needs and how it is shown.

    `parts` are the blocks in the order they are shown; `offers` fill the choices block.
    `says_language`: here somebody learns that we cannot write their language yet.
    """

    params: tuple[str, ...]
    parts: tuple[Part, ...]
    offers: tuple[Offer, ...] = ()
    says_language: bool = False


_ON: tuple[Offer, ...] = ("more", "open_now", "human")

REPLIES: dict[str, ReplySpec] = {
    "welcome": ReplySpec((), ("text", "choices"), ("menu", "human"), says_language=True),
    "greet": ReplySpec((), ("text",)),
    "thanks": ReplySpec((), ("text",)),
    "goodbye": ReplySpec((), ("text",)),
    "what_can_you_do": ReplySpec((), ("text", "choices"), ("menu", "human")),
    "places_found": ReplySpec(
        ("need", "near", "results", "more", "open_now", "numbers"),
        ("text", "numbers", "places", "choices"),
        _ON,
    ),
    "places_citywide": ReplySpec(
        ("need", "results", "more", "open_now", "numbers", "ask"),
        ("text", "numbers", "places", "ask_place", "choices"),
        ("districts", *_ON),
    ),
    "places_for_needs": ReplySpec(
        ("groups", "near"), ("text", "groups", "ask_place", "choices"), ("districts", "human")
    ),
    "no_places": ReplySpec(
        ("need", "near", "numbers"), ("text", "numbers", "choices"), ("anywhere", "human")
    ),
    "no_more_places": ReplySpec(
        ("need", "near"), ("text", "choices"), ("anywhere", "restart", "human")
    ),
    "none_open_now": ReplySpec(
        ("need", "near", "results"), ("text", "places", "choices"), ("anywhere", "human")
    ),
    "opening_hours": ReplySpec(("results",), ("hours", "places", "choices"), ("human",)),
    "place_details": ReplySpec(("results",), ("text", "places", "choices"), ("human",)),
    "which_place": ReplySpec((), ("text", "choices"), ("menu", "human")),
    "ask_place": ReplySpec((), ("ask_place", "choices"), ("districts", "anywhere", "human")),
    "ask_need": ReplySpec(("near",), ("text", "choices"), ("menu",)),
    "which_did_you_mean": ReplySpec(("needs",), ("text", "choices"), ("needs", "human")),
    "not_understood": ReplySpec((), ("text", "choices"), ("menu",)),
    "not_understood_twice": ReplySpec(("numbers",), ("text", "numbers", "choices"), ("human",)),
    "out_of_scope": ReplySpec((), ("text", "choices"), ("menu",)),
    "talk_to_human": ReplySpec(("numbers",), ("text", "handoff", "numbers")),
    # In danger nobody should have to read before finding the number.
    "crisis": ReplySpec(("kind", "numbers"), ("numbers", "text")),
    "still_in_danger": ReplySpec(("numbers",), ("text", "numbers", "choices"), ("human",)),
    "which_place_did_you_mean": ReplySpec(("candidates",), ("text", "choices"), ("candidates",)),
    "outside_city": ReplySpec(("town",), ("text", "choices"), ("human",)),
    "place_unknown": ReplySpec((), ("text", "choices"), ("districts", "anywhere")),
    "language_changed": ReplySpec((), ("text",), says_language=True),
    "ask_language": ReplySpec((), ("text", "choices"), ("languages",)),
    "talk_forgotten": ReplySpec((), ("text",)),
    "what_is_kept": ReplySpec((), ("text",)),
    "started_again": ReplySpec((), ("text",)),
    "one_moment": ReplySpec((), ("text",)),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say: a key of `REPLIES` and exactly the parameters it needs."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spec = REPLIES.get(self.key)
        if spec is None:
            raise BadReply(f"there is no reply {self.key!r}")
        missing = [name for name in spec.params if name not in self.params]
        unknown = [name for name in self.params if name not in spec.params]
        if missing or unknown:
            raise BadReply(f"{self.key}: missing {missing}, unknown {unknown}")

    @property
    def spec(self) -> ReplySpec:
        return REPLIES[self.key]
