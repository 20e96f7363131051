"""An invented Flanders: as many services as asked for, the same ones for the same seed.

`services(100_000)` gives records like "Buurthuis De Lindehof, Kapelstraat 12, 2060 Antwerpen". Kinds,
needs, hours and towns come about as often as in a real sociale kaart; names are put together from
Dutch word parts, and no record is of an organisation that exists.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

# Town, postcode, latitude, longitude, inhabitants in thousands (rounded): where people live.
_TOWNS: tuple[tuple[str, str, float, float, int], ...] = (
    ("Gent", "9000", 51.054, 3.725, 265), ("Brugge", "8000", 51.209, 3.224, 119),
    ("Leuven", "3000", 50.879, 4.701, 102), ("Mechelen", "2800", 51.028, 4.478, 88),
    ("Aalst", "9300", 50.937, 4.040, 89), ("Hasselt", "3500", 50.930, 5.338, 81),
    ("Sint-Niklaas", "9100", 51.165, 4.143, 81), ("Kortrijk", "8500", 50.828, 3.265, 79),
    ("Oostende", "8400", 51.225, 2.917, 72), ("Genk", "3600", 50.965, 5.500, 67),
    ("Roeselare", "8800", 50.946, 3.123, 65), ("Turnhout", "2300", 51.323, 4.949, 46),
    ("Dendermonde", "9200", 51.029, 4.101, 47), ("Lokeren", "9160", 51.104, 3.990, 43),
    ("Vilvoorde", "1800", 50.928, 4.430, 47), ("Geel", "2440", 51.162, 4.990, 41),
    ("Lier", "2500", 51.131, 4.570, 38), ("Brasschaat", "2930", 51.291, 4.490, 39),
    ("Schoten", "2900", 51.252, 4.500, 35), ("Mortsel", "2640", 51.170, 4.457, 26),
    ("Kapellen", "2950", 51.313, 4.430, 27), ("Mol", "2400", 51.190, 5.115, 37),
    ("Herentals", "2200", 51.176, 4.836, 29), ("Ninove", "9400", 50.835, 4.020, 40),
    ("Halle", "1500", 50.734, 4.235, 42), ("Tienen", "3300", 50.807, 4.938, 36),
    ("Aarschot", "3200", 50.984, 4.830, 31), ("Diest", "3290", 50.985, 5.050, 25),
    ("Sint-Truiden", "3800", 50.816, 5.186, 41), ("Tongeren", "3700", 50.780, 5.464, 32),
    ("Lommel", "3920", 51.230, 5.313, 35), ("Maasmechelen", "3630", 50.965, 5.694, 40),
    ("Ieper", "8900", 50.851, 2.885, 35), ("Waregem", "8790", 50.889, 3.427, 39),
    ("Menen", "8930", 50.797, 3.120, 34), ("Izegem", "8870", 50.914, 3.213, 29),
    ("Torhout", "8820", 51.065, 3.100, 21), ("Tielt", "8700", 51.000, 3.327, 21),
    ("Knokke-Heist", "8300", 51.340, 3.287, 34), ("Diksmuide", "8600", 51.033, 2.865, 17),
    ("Oudenaarde", "9700", 50.850, 3.605, 32), ("Ronse", "9600", 50.745, 3.600, 27),
    ("Eeklo", "9900", 51.186, 3.556, 21), ("Deinze", "9800", 50.985, 3.530, 44),
    ("Beveren", "9120", 51.212, 4.256, 49), ("Temse", "9140", 51.126, 4.214, 30),
    ("Wetteren", "9230", 51.005, 3.883, 27), ("Boom", "2850", 51.092, 4.370, 19),
    ("Hoogstraten", "2320", 51.400, 4.760, 22), ("Asse", "1730", 50.910, 4.200, 34),
    ("Zaventem", "1930", 50.884, 4.473, 36), ("Dilbeek", "1700", 50.848, 4.260, 44),
    ("Beringen", "3580", 51.050, 5.220, 47), ("Bilzen", "3740", 50.873, 5.518, 33),
)  # fmt: skip
_ANTWERP: tuple[tuple[str, str, float, float, int], ...] = (
    ("Antwerpen", "2000", 51.2199, 4.4025, 37), ("Antwerpen", "2018", 51.2043, 4.4117, 40),
    ("Antwerpen", "2020", 51.1880, 4.3871, 34), ("Antwerpen", "2030", 51.2544, 4.4210, 13),
    ("Berendrecht-Zandvliet-Lillo", "2040", 51.3570, 4.3130, 10),
    ("Antwerpen", "2050", 51.2237, 4.3800, 17), ("Antwerpen", "2060", 51.2293, 4.4275, 46),
    ("Deurne", "2100", 51.2170, 4.4650, 82), ("Borgerhout", "2140", 51.2100, 4.4380, 47),
    ("Merksem", "2170", 51.2470, 4.4490, 47), ("Ekeren", "2180", 51.2800, 4.4180, 27),
    ("Berchem", "2600", 51.1950, 4.4290, 44), ("Wilrijk", "2610", 51.1690, 4.3930, 42),
    ("Hoboken", "2660", 51.1750, 4.3480, 42), ("Borsbeek", "2150", 51.1920, 4.4870, 11),
)  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of service: how it is called, what it is for, and how often it comes."""

    kind: str
    titles: tuple[str, ...]
    needs: tuple[str, ...]
    share: int


_KINDS: tuple[_Kind, ...] = (
    _Kind("huisarts", ("Huisartsenpraktijk", "Groepspraktijk"), ("doctor_gp",), 90),
    _Kind("wijkgezondheidscentrum", ("Wijkgezondheidscentrum", "Gezondheidshuis"),
          ("doctor_gp", "mental_health"), 12),
    _Kind("tandarts", ("Tandartspraktijk", "Mondzorgcentrum"), ("doctor_gp",), 40),
    _Kind("centrum geestelijke gezondheid", ("Therapiehuis", "Praktijk voor psychologie"),
          ("mental_health", "addiction"), 60),
    _Kind("woonzorgcentrum", ("Woonzorgcentrum", "Residentie"), ("elderly_care",), 60),
    _Kind("dienstencentrum", ("Dienstencentrum", "Lokaal dienstencentrum"),
          ("elderly_care", "meeting_people_leisure", "digital_help"), 35),
    _Kind("thuiszorg", ("Thuiszorg", "Gezinszorg"), ("elderly_care", "disability"), 40),
    _Kind("kinderopvang", ("Kinderdagverblijf", "Crèche", "Buitenschoolse opvang"),
          ("childcare",), 110),
    _Kind("Huis van het Kind", ("Huis voor Gezinnen",), ("parenting_support", "pregnancy_baby"), 15),
    _Kind("zwangerschap en geboorte", ("Vroedvrouwenpraktijk", "Kraamhuis"), ("pregnancy_baby",), 20),
    _Kind("school", ("Basisschool", "Atheneum"), ("school_enrolment",), 60),
    _Kind("volwassenenonderwijs", ("Avondschool", "Centrum voor volwassenen"),
          ("training", "dutch_course"), 18),
    _Kind("inburgering en Nederlands", ("Taalhuis", "Conversatietafel"),
          ("dutch_course", "integration_programme", "meeting_people_leisure"), 20),
    _Kind("ondersteuning bij handicap", ("Dagcentrum", "Zorgboerderij", "Begeleid wonen"),
          ("disability",), 55),
    _Kind("drughulpverlening", ("Verslavingszorg", "Ontmoetingshuis"), ("addiction",), 10),
    _Kind("jeugdwerk", ("Jeugdhuis", "Speelplein", "Jeugdwerking"),
          ("youth_help", "meeting_people_leisure"), 60),
    _Kind("buurthuis", ("Buurthuis", "Ontmoetingscentrum", "Wijkhuis"),
          ("meeting_people_leisure", "day_centre", "food_aid"), 60),
    _Kind("sportclub", ("Turnkring", "Wandelclub", "Zwemclub"), ("meeting_people_leisure",), 60),
    _Kind("cultuurcentrum", ("Cultuurcentrum", "Gemeenschapscentrum"), ("meeting_people_leisure",), 20),
    _Kind("bibliotheek", ("Bibliotheek",), ("library_computer", "digital_help"), 22),
    _Kind("digipunt (digitale hulp)", ("Digipunt",), ("digital_help", "library_computer"), 20),
    _Kind("voedselhulp", ("Voedselbedeling", "Sociale kruidenier"), ("food_aid",), 20),
    _Kind("sociaal restaurant", ("Sociaal restaurant", "Buurtrestaurant"), ("food_aid",), 18),
    _Kind("kringwinkel (tweedehands)", ("Tweedehandswinkel", "Weggeefwinkel"),
          ("clothes_furniture",), 18),
    _Kind("inloopcentrum daklozen", ("Inloopcentrum", "Inloophuis"),
          ("day_centre", "hygiene_shower_laundry"), 10),
    _Kind("nachtopvang daklozen", ("Nachtopvang",), ("night_shelter",), 5),
    _Kind("badhuis", ("Badhuis", "Wassalon"), ("hygiene_shower_laundry",), 6),
    _Kind("sociaal centrum (OCMW)", ("Sociaal centrum", "Sociaal huis"),
          ("social_assistance_leefloon", "debt_help", "energy_water_bills"), 25),
    _Kind("budget- en schuldhulp", ("Budgethuis",), ("debt_help",), 8),
    _Kind("ziekenfonds", ("Ziekenfondskantoor",), ("health_insurance_mutuality",), 25),
    _Kind("sociale woonmaatschappij", ("Woonmaatschappij", "Verhuurkantoor"), ("housing_search",), 15),
    _Kind("huuradvies", ("Huurwijzer",), ("rent_problem", "legal_help"), 6),
    _Kind("energieadvies", ("Energieloket",), ("energy_water_bills",), 8),
    _Kind("juridische hulp", ("Rechtshulp", "Advocatenkantoor"), ("legal_help",), 20),
    _Kind("juridische hulp verblijf", ("Vreemdelingenrecht",),
          ("residence_permit_asylum", "undocumented_rights", "family_reunification"), 6),
    _Kind("stadsloket", ("Loket", "Gemeentehuis"), ("identity_documents_registration",), 18),
    _Kind("arbeidsbemiddeling", ("Werkwinkel", "Uitzendkantoor", "Werkatelier"),
          ("work_search", "training"), 25),
    _Kind("burenhulp", ("Vrijwilligerspunt",), ("volunteering",), 10),
    _Kind("medische hulp", ("Medisch onthaal",), ("urgent_medical_care_undocumented",), 2),
    _Kind("tolkdienst", ("Tolkenpunt",), ("interpreter",), 3),
    _Kind("gelijkekansencentrum", ("Meldpunt",), ("discrimination", "lgbtq"), 3),
    _Kind("hulp bij intrafamiliaal geweld", ("Vluchthuis",), ("domestic_violence",), 4),
    _Kind("openbaar vervoer", ("Fietspunt", "Minder Mobielen"), ("transport",), 12),
    _Kind("voordeelkaart", ("Vrijetijdsloket",), ("a_card_discounts",), 5),
)  # fmt: skip

_FRONT = _words(
    """
    Linde Zonne Regen Berken Wilgen Molen Kerk Kapel Veld Bos Heide Duin Beek Bron Brug Burcht
    Eiken Elzen Esdoorn Ginkgo Goud Groen Haag Hazel Hemel Honing Hoog Iris Jasmijn Kastanje
    Klaver Koren Kruis Laag Laurier Leie Lelie Licht Maan Meers Merel Mei Nachtegaal Noorder
    Olijf Oever Oude Parel Polder Populier Rank Ridder Roos Rozen Schaap Schelde Smids Spiegel
    Ster Tuin Uilen Vinken Vlier Vlinder Vogel Voor Vrede Water Weide Wester Wijn Wolken Zand
    Zilver Zuider Zwaluw Zwanen
    """
)
_BACK = _words(
    """
    hof boom boog berg dal poort huis kant hoek veld dreef akker bloem bron burg dam donk gaard
    haven heem hoeve horst kamer kring laan land lied nest oord pad plein punt rijk schans sluis
    spoor steen stroom tuin veer venster vijver vlakte vleugel weg weide wende werf wijk wiel
    zicht zijde
    """
)
_ADJECTIVES = _words(
    "Oude Nieuwe Kleine Grote Gouden Zilveren Blauwe Groene Open Warme Stille Rode"
)
_STREETS = _words("straat laan plein lei steenweg dreef weg hof baan vest")
_SYLLABLES = _words(
    "mor vel til bra dor lin sa ke ro mil tan vos wer do fen gal hil jo kor nim pel ri"
)
_LANGUAGES = ("nl", "fr", "en", "ar", "tr", "es", "ru", "pl", "fa", "so", "ro", "uk")
_GROUPS = ("iedereen", "senioren", "jongeren", "gezinnen", "vrouwen", "mensen in armoede")


def services(count: int, seed: int = 2060) -> Iterator[dict[str, Any]]:
    """`count` records in our own field names, ready for `records.place_from_record`."""
    chance = random.Random(seed)
    hours = [_hours(chance) for _ in range(max(20, min(4_000, count // 25)))]
    kinds = list(accumulate(kind.share for kind in _KINDS))
    towns = (*_TOWNS, *_ANTWERP)
    people = list(accumulate(town[4] for town in towns))
    for number in range(count):
        kind = chance.choices(_KINDS, cum_weights=kinds)[0]
        town = chance.choices(towns, cum_weights=people)[0]
        yield _record(chance, number, kind, town, hours)


def _record(
    chance: random.Random,
    number: int,
    kind: _Kind,
    town: tuple[str, str, float, float, int],
    hours: list[str],
) -> dict[str, Any]:
    name, postcode, latitude, longitude, people = town
    own = _own_name(chance)
    title = chance.choice(kind.titles)
    called = f"{title} {own}" if chance.random() < 0.85 else f"{own} ({title.lower()})"
    if chance.random() < 0.2:
        called += f" {name}"
    # A town of 100,000 people is about 4 km across; most of its services are in the middle.
    spread = 0.006 * max(1.0, people / 40) ** 0.5
    scope = chance.choices(("place", "citywide", "phone", "web"), (88, 6, 4, 2))[0]
    placed = scope == "place" and chance.random() < 0.95
    needs = (
        kind.needs if chance.random() < 0.6 else kind.needs[: chance.randint(1, len(kind.needs))]
    )
    return {
        "source": "flanders",
        "source_id": f"dienst-{number}",
        "name": called,
        "organisation": f"{own} vzw" if chance.random() < 0.5 else None,
        "kind": kind.kind,
        "scope": scope,
        "description": f"{title} in {name} voor wie dat nodig heeft; vraag ernaar aan de balie.",
        "services": [title.lower()],
        "needs": list(needs),
        "street": _street(chance) if placed else None,
        "house_number": str(chance.randint(1, 250)) if placed else None,
        "postcode": postcode if placed else None,
        "municipality": "Antwerpen" if town in _ANTWERP else name,
        "district": name if town in _ANTWERP and placed else None,
        "point": {
            "latitude": round(chance.gauss(latitude, spread), 6),
            "longitude": round(chance.gauss(longitude, spread * 1.6), 6),
        } if placed else None,
        "location_precision": chance.choices(("address", "street", "district"), (85, 10, 5))[0]
        if placed else None,
        "phone": f"0{chance.randint(30, 99)} {chance.randint(10, 99)} {chance.randint(10, 99)} 00"
        if chance.random() < 0.8 else None,
        "email": f"balie{number}@voorbeeld.example" if chance.random() < 0.6 else None,
        "website": f"https://dienst-{number}.voorbeeld.example" if chance.random() < 0.6 else None,
        "opening_hours": chance.choice(hours) if chance.random() < 0.6 else None,
        "languages": ["nl", *chance.sample(_LANGUAGES[1:], chance.randint(1, 3))]
        if chance.random() < 0.25 else [],
        "cost": {"kind": chance.choices(("free", "paid", "unknown"), (30, 25, 45))[0], "note": None},
        "target_groups": [chance.choice(_GROUPS)] if chance.random() < 0.3 else [],
        "appointment_required": chance.choices((True, False, None), (25, 25, 50))[0],
        "residence_permit_required": chance.choices((True, False, None), (5, 10, 85))[0],
        "sources": [{"url": f"https://kaart.voorbeeld.example/{number}", "seen": "2026-10-01"}],
        "confidence": chance.choices(("high", "medium", "low"), (40, 40, 20))[0],
        "checked_at": f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}",
    }  # fmt: skip


def _own_name(chance: random.Random) -> str:
    word = chance.choice(_FRONT) + chance.choice(_BACK)
    style = chance.random()
    if style < 0.15:  # names that are no words, as families and brands have
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
    if style < 0.4:
        return f"De {word}"
    if style < 0.5:
        return f"{chance.choice(('Ter', 'Ten', 'Het', 'Sint-', 'Den'))} {word}".replace("- ", "-")
    if style < 0.75:
        return word
    second = chance.choice(_FRONT) + chance.choice(_BACK)
    return f"{chance.choice(_ADJECTIVES)} {word}" if style < 0.88 else f"{word}-{second}"


def _street(chance: random.Random) -> str:
    return chance.choice(_FRONT) + chance.choice(_STREETS)


def _hours(chance: random.Random) -> str:
    first, last = chance.choice((("Mo", "Fr"), ("Tu", "Sa"), ("Mo", "Th"), ("We", "Su")))
    opens = chance.choice(("08:00", "08:30", "09:00", "09:15", "09:30", "10:00"))
    noon = chance.choice(("12:00", "12:15", "12:30", "13:00"))
    closes = chance.choice(("16:00", "16:30", "17:00", "18:00", "19:00", "20:30"))
    style = chance.random()
    if style < 0.04:
        return "24/7"
    if style < 0.35:
        return f"{first}-{last} {opens}-{closes}; PH off"
    if style < 0.65:
        return f"{first}-{last} {opens}-{noon},13:30-{closes}; PH off"
    if style < 0.75:
        return f'{first}-{last} {opens}-{closes} "op afspraak"'
    day = chance.choice(("Mo", "Tu", "We", "Th", "Fr"))
    return f"{first}-{last} {opens}-{noon}; {day} 13:00-{closes}; PH off"
