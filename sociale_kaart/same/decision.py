"""Decides whether two records are one place: what contradicts it first, then what proves it.

Two records of Bibliotheek Permeke at De Coninckplein are the same. Not the same are: the library and
the desk in one building, a library and its branch in Deurne, a phone line and the office behind it.
"""

from typing import Literal

from rapidfuzz.distance import OSA

from sociale_kaart.geo.distance import distance_m
from sociale_kaart.model import Place
from sociale_kaart.same.names import Likeness, likeness, tells_apart
from sociale_kaart.same.profile import Profile
from sociale_kaart.text import words_in

Where = Literal["same", "street", "near", "unknown", "different"]
"""The same door; the same street with a number missing; the same spot; nothing to go by; another."""

NEAR_M = 60
"""Two sources put the same door this far apart at most: middle of the building, or its entrance."""
FAR_M = 300
"""From here on, two points that stand for an address are two places, whatever else is said."""


def are_same(a: Profile, b: Profile, *, chain: bool = False) -> bool:
    """Whether two records of different sources tell of the same place.

    `chain`: a source has several places of this name, so only the same door proves anything.
    """
    if _contradict(a, b):
        return False
    where = _where(a, b)
    if where == "different":
        return False
    context = a.context | b.context
    alike = likeness(a.name, b.name, context)
    if alike == "none":
        return False
    contact = _same_contact(a, b)
    if not (_share_needs(a, b) or (alike == "exact" and contact and where == "same")):
        return False
    if where == "same":
        return alike == "exact" or contact or not _other_phone(a, b)
    if chain or _other_phone(a, b):
        return False
    own_name = tells_apart((*a.name.words, *a.name.aside), context)
    return _proved_without_door(where, alike, own_name, contact)


def _proved_without_door(where: Where, alike: Likeness, own_name: bool, contact: bool) -> bool:
    if where == "near":
        return (alike == "exact" and own_name) or contact
    if where == "street":
        return own_name and (alike == "exact" or contact)
    return alike == "exact" and own_name and contact


def _contradict(a: Profile, b: Profile) -> bool:
    one, other = a.place, b.place
    return (
        one.source == other.source
        or one.scope != other.scope
        or (a.kbo is not None and b.kbo is not None and a.kbo != b.kbo)
        or (one.licence is not None and other.licence is not None and one.licence != other.licence)
        or (one.valid_from, one.valid_to) != (other.valid_from, other.valid_to)
        or _in_other_areas(one, other)
        or not _ages_meet(a, b)
    )


def _in_other_areas(one: Place, other: Place) -> bool:
    """Without a postcode on both sides, another district or municipality is another place."""
    if one.postcode and other.postcode:
        return one.postcode != other.postcode
    pairs = ((one.district, other.district), (one.municipality, other.municipality))
    return any(a and b and words_in(a) != words_in(b) for a, b in pairs)


def _ages_meet(a: Profile, b: Profile) -> bool:
    """A youth service and one for adults in the same house are two services."""
    one, other = a.place.audience, b.place.audience
    youngest = max(one.minimum_age or 0, other.minimum_age or 0)
    oldest = min(age if age is not None else 150 for age in (one.maximum_age, other.maximum_age))
    genders = set(one.genders) & set(other.genders) or not (one.genders and other.genders)
    return youngest <= oldest and bool(genders)


def _where(a: Profile, b: Profile) -> Where:
    apart = _metres(a, b)
    if apart is not None and apart > FAR_M:
        return "different"
    one, other = a.place, b.place
    if a.street and b.street:
        if not _same_street(a.street, b.street):
            return "different"
        if a.box and b.box and a.box != b.box:
            return "different"
        if a.numbers and b.numbers:
            if not a.numbers & b.numbers:
                return "different"
            same_area = one.postcode and one.postcode == other.postcode
            same_area = same_area or (one.district and one.district == other.district)
            return "same" if same_area or apart is not None else "unknown"
        if apart is not None and apart <= NEAR_M:
            return "near"
        return "street" if one.postcode and one.postcode == other.postcode else "unknown"
    if apart is not None:
        return "near" if apart <= NEAR_M else "different"
    return "unknown"


def _metres(a: Profile, b: Profile) -> float | None:
    """How far apart, when both points stand for an address."""
    one, other = a.place, b.place
    if one.point is None or other.point is None:
        return None
    if one.location_precision != "address" or other.location_precision != "address":
        return None
    return distance_m(one.point, other.point)


def _same_street(a: str, b: str) -> bool:
    allowed = 1 if min(len(a), len(b)) >= 8 else 0
    return a == b or OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _same_contact(a: Profile, b: Profile) -> bool:
    one, other = a.place, b.place
    return bool(
        (one.phone_e164 and one.phone_e164 == other.phone_e164)
        or (one.email and other.email and one.email.lower() == other.email.lower())
        or (a.site and a.site == b.site)
    )


def _other_phone(a: Profile, b: Profile) -> bool:
    one, other = a.place.phone_e164, b.place.phone_e164
    return bool(one and other and one != other)


def _share_needs(a: Profile, b: Profile) -> bool:
    return not a.needs or not b.needs or bool(a.needs & b.needs)
