"""The list of needs: what a person can look up in the sociale kaart.

"Waar kan ik eten krijgen in 2060?" is the need `food_aid`. The identifiers are fixed: they stand in
the HTTP API, in exports and in statistics. Everything else about needs (titles, everyday words,
sentences) is keyed on this list and checked against it.
"""

from dataclasses import dataclass
from typing import Literal

Urgency = Literal["now", "soon", "normal"]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a person can need.

    `parent` groups needs for menus; `urgency` says how long somebody can wait ("now": tonight);
    `kinds` are the kinds of place (as in the directory's `kind`) that usually answer it.
    """

    id: str
    parent: str
    urgency: Urgency
    kinds: tuple[str, ...]


_TABLE: tuple[Need, ...] = (
    Need("food_aid", "basics", "now", ("voedselhulp", "buurtrestaurant", "sociaal restaurant")),
    Need("night_shelter", "basics", "now", ("nachtopvang daklozen",)),
    Need("day_centre", "basics", "now", ("inloopcentrum daklozen",)),
    Need("clothes_furniture", "basics", "normal", ("kringwinkel (tweedehands)",)),
    Need("hygiene_shower_laundry", "basics", "soon", ("badhuis", "inloopcentrum daklozen")),
    Need("housing_search", "home", "normal", ("sociale woonmaatschappij", "woonloket")),
    Need("rent_problem", "home", "soon", ("huuradvies", "juridische hulp")),
    Need("energy_water_bills", "home", "soon", ("energieadvies", "netbeheerder")),
    Need("debt_help", "money", "soon", ("budget- en schuldhulp", "sociaal centrum (OCMW)")),
    Need("social_assistance_leefloon", "money", "soon", ("sociaal centrum (OCMW)",)),
    Need("a_card_discounts", "money", "normal", ("voordeelkaart",)),
    Need("doctor_gp", "health", "soon", ("wijkgezondheidscentrum", "huisartsenwachtpost")),
    Need("urgent_medical_care_undocumented", "health", "now", ("medische hulp",)),
    Need("health_insurance_mutuality", "health", "normal", ("ziekenfonds",)),
    Need("mental_health", "health", "soon", ("centrum geestelijke gezondheid",)),
    Need("addiction", "health", "soon", ("drughulpverlening",)),
    Need("pregnancy_baby", "family", "soon", ("zwangerschap en geboorte",)),
    Need("childcare", "family", "normal", ("Huis van het Kind",)),
    Need("parenting_support", "family", "normal", ("Huis van het Kind",)),
    Need("school_enrolment", "family", "normal", ("centrum voor leerlingenbegeleiding (CLB)",)),
    Need("youth_help", "family", "soon", ("jongerenadvies", "jeugdwerk")),
    Need("dutch_course", "learning_work", "normal", ("inburgering en Nederlands",)),
    Need("integration_programme", "learning_work", "normal", ("inburgering en Nederlands",)),
    Need("training", "learning_work", "normal", ("volwassenenonderwijs",)),
    Need("recognition_diploma", "learning_work", "normal", ("hulp bij diploma-erkenning",)),
    Need("work_search", "learning_work", "normal", ("arbeidsbemiddeling",)),
    Need("volunteering", "learning_work", "normal", ("burenhulp",)),
    Need("residence_permit_asylum", "papers_rights", "soon", ("stadsloket migratie",)),
    Need("undocumented_rights", "papers_rights", "soon", ("juridische hulp verblijf",)),
    Need("family_reunification", "papers_rights", "normal", ("juridische hulp verblijf",)),
    Need("ukraine_reception", "papers_rights", "soon", ("stadsloket migratie",)),
    Need("identity_documents_registration", "papers_rights", "normal", ("stadsloket",)),
    Need("legal_help", "papers_rights", "soon", ("juridische hulp",)),
    Need("discrimination", "papers_rights", "normal", ("gelijkekansencentrum",)),
    Need("domestic_violence", "safety", "now", ("hulp bij intrafamiliaal geweld",)),
    Need("human_trafficking", "safety", "now", ("opvang slachtoffers mensenhandel",)),
    Need("emergency_number", "safety", "now", ("noodnummer",)),
    Need("lgbtq", "safety", "normal", ("LGBT-huis",)),
    Need("disability", "care", "normal", ("ondersteuning bij handicap",)),
    Need("elderly_care", "care", "normal", ("dienstencentrum",)),
    Need("interpreter", "daily_life", "normal", ("tolkdienst",)),
    Need("digital_help", "daily_life", "normal", ("digipunt (digitale hulp)",)),
    Need("library_computer", "daily_life", "normal", ("bibliotheek",)),
    Need("meeting_people_leisure", "daily_life", "normal", ("buurthuis", "ontmoetingscentrum")),
    Need("transport", "daily_life", "normal", ("openbaar vervoer",)),
)

NEEDS: dict[str, Need] = {need.id: need for need in _TABLE}

ACTS: tuple[str, ...] = (
    "greet",
    "thanks",
    "goodbye",
    "talk_to_human",
    "opening_hours_question",
    "out_of_scope",
    "crisis",
)
"""Dialogue acts that the outside sees, as fixed as the needs."""
