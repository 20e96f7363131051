"""Replies become blocks: complete in every language, and readable where text runs right to left.

"03 338 32 32" that stands bare in an Arabic sentence is drawn as "32 32 338 03": somebody would call
a wrong number.
"""

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import cards, render, tools
from locales.catalog import entries, text
from locales.examples import CARDS, CLOSED, EXAMPLES, MOMENT, OPEN
from locales.languages import LANGUAGES, UnknownLanguage
from locales.render import plain
from locales.replies import CRISIS_KINDS, DISTRICTS, REPLIES, BadReply, Reply
from locales.wording import FSI, LRI, PDI, isolate

RTL_WRITTEN = [code for code in tools.written_languages() if LANGUAGES[code].direction == "rtl"]
CHOICE = re.compile(
    r"need:[a-z_]+|near:.+|language:[a-z]{2}|more|open_now|anywhere|human|restart|yes|no|help"
)


def blocks(key, language="nl", **params):
    return render.render(Reply(key, params), language, MOMENT)


def of_type(shown, kind):
    return [block for block in shown if block["type"] == kind]


def choice_ids(shown):
    return [choice["id"] for block in of_type(shown, "choices") for choice in block["choices"]]


FOUND = {
    "need": "food_aid",
    "near": "2060",
    "results": [CLOSED],
    "more": True,
    "open_now": False,
    "numbers": [],
}


# The list of replies


def test_every_reply_has_an_example():
    assert {reply.key for reply in EXAMPLES.values()} == set(REPLIES)


def test_a_reply_needs_exactly_its_parameters():
    with pytest.raises(BadReply, match="no reply"):
        Reply("hello")
    with pytest.raises(BadReply, match="missing \\['near'\\]"):
        Reply("no_more_places", {"need": "food_aid"})
    with pytest.raises(BadReply, match="unknown \\['name'\\]"):
        Reply("greet", {"name": "x"})


def test_strange_values_raise():
    with pytest.raises(UnknownLanguage):
        render.render(Reply("greet"), "xx")
    with pytest.raises(BadReply, match="no need"):
        blocks("no_more_places", need="pizza", near=None)
    with pytest.raises(BadReply, match="no need"):
        blocks("which_did_you_mean", needs=["pizza"])
    with pytest.raises(BadReply, match="no danger"):
        blocks("crisis", kind="boredom", numbers=[])


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_reply_is_said_in_every_language(name, code):
    shown = render.render(EXAMPLES[name], code, MOMENT)
    assert shown
    json.dumps(shown)
    for block in of_type(shown, "text"):
        assert block["text"].strip()
        assert "{" not in block["text"]
        assert ("original" in block) == (code != "nl")
    assert all(CHOICE.fullmatch(id_) for id_ in choice_ids(shown))


def test_no_text_of_a_reply_or_card_is_out_of_reach(monkeypatch):
    """A text that no example brings up is one that no translator ever sees in its place."""
    asked = set()

    def noting(language, key, **params):
        asked.add(key)
        return text(language, key, **params)

    monkeypatch.setattr(render, "text", noting)
    monkeypatch.setattr(cards, "text", noting)
    for reply in EXAMPLES.values():
        render.render(reply, "nl", MOMENT)
    render.render(Reply("welcome"), "ps", MOMENT)
    for result in CARDS.values():
        cards.place_card(result, "nl", MOMENT)
    prefixes = ("reply.", "card.", "reason.", "condition.", "ask.", "near.", "notice.", "date.")
    written = {key for key in entries("nl") if key.startswith(prefixes)}
    assert written - asked == set()


# What stands where


@pytest.mark.parametrize("kind", CRISIS_KINDS)
def test_in_danger_the_numbers_come_first(kind):
    number = {"id": "112", "phone": "112", "name": "Noodcentrale 112", "url": None}
    shown = blocks("crisis", "ar", kind=kind, numbers=[number])
    assert [block["type"] for block in shown] == ["numbers", "text"]
    assert shown[0]["numbers"][0]["phone"] == "112"
    assert shown[0]["numbers"][0]["call"] == "tel:112"


def test_a_number_without_words_of_ours_keeps_its_own_name():
    own = {"id": "somebody-else", "phone": "03 000 00 00", "name": "Eigen naam", "url": None}
    shown = blocks("talk_to_human", "fr", numbers=[own])
    assert of_type(shown, "numbers")[0]["numbers"][0]["name"] == "Eigen naam"


def test_no_button_without_effect():
    assert choice_ids(blocks("places_found", **FOUND)) == ["more", "open_now", "human"]
    last = FOUND | {"more": False, "open_now": True}
    assert choice_ids(blocks("places_found", **last)) == ["human"]
    assert choice_ids(blocks("no_more_places", need="food_aid", near=None)) == ["restart", "human"]


def test_districts_are_offered_when_nobody_said_where():
    wanted = {name: FOUND[name] for name in ("need", "results", "more", "open_now", "numbers")}
    assert "near:Deurne" not in choice_ids(blocks("places_citywide", **wanted, ask=False))
    wanted["ask"] = True
    shown = choice_ids(blocks("places_citywide", **wanted))
    assert shown[:10] == [f"near:{district}" for district in DISTRICTS]
    groups = [{"need": "food_aid", "results": [OPEN]}]
    assert "near:Deurne" in choice_ids(blocks("places_for_needs", groups=groups, near=None))
    assert "near:Deurne" not in choice_ids(blocks("places_for_needs", groups=groups, near="2060"))


def test_a_place_from_the_phone_has_no_name():
    shown = blocks("places_found", "en", **FOUND | {"near": "here"})
    assert "near you" in shown[0]["text"]


def test_only_open_places_are_announced_as_such():
    said = text("nl", "reply.places_found.open_now").value
    assert said in blocks("places_found", **FOUND | {"open_now": True})[0]["text"]
    assert said not in blocks("places_found", **FOUND)[0]["text"]


def test_languages_are_offered_under_their_own_names():
    (block,) = of_type(blocks("ask_language", "fr"), "choices")
    assert {"id": "language:ar", "label": "العربية"} in block["choices"]
    assert len(block["choices"]) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("near", "said"),
    [("Ekeren", "près d’Ekeren"), ("Deurne", "près de Deurne"), ("2060", "près de 2060")],
)
def test_french_elides(near, said):
    assert said in blocks("places_found", "fr", **FOUND | {"near": near})[0]["text"]


def test_turkish_begins_with_a_turkish_capital():
    shown = blocks("places_found", "tr", **FOUND | {"need": "work_search"})
    assert shown[0]["text"].startswith("İş aramak için")


def test_a_language_without_texts_is_answered_in_the_next_and_told_so():
    shown = blocks("welcome", "ps")
    assert "پښتو" in shown[0]["text"]
    for block in shown:
        assert (block["language"], block["direction"]) == ("en", "ltr")
    assert len(blocks("greet", "ps")) == 1
    assert "language" not in blocks("greet", "ar")[0]


# Right to left


def bare(shown):
    """What is left of a text when every isolated part is taken out."""
    earlier = None
    while earlier != shown:
        earlier, shown = shown, re.sub(f"[{LRI}{FSI}][^{LRI}{FSI}{PDI}]*{PDI}", "", shown)
    return shown


def sentences(shown):
    """Every sentence a block holds: texts, and what cards say in words."""
    for block in shown:
        if block["type"] == "text":
            yield block["text"]
        for card in block.get("places", []):
            yield from (value for name, value in card.items() if name.endswith("_text") and value)
            yield from (condition["text"] for condition in card["conditions"])
            yield from card["reasons"]
            yield card["source"]


# Letters, digits and signs that would be reordered; brackets in our own texts are mirrored well.
UNSAFE = re.compile(r"[A-Za-z0-9]+")
OWN_NAMES = {"Wegwijs", "OCMW", "A", "kaart", "itsme", "leefloon", "inburgering", "LGBTQ", "CAW"}


def test_the_measure_for_isolation_sees_a_bare_phone_number():
    assert UNSAFE.findall(bare("الهاتف 03 338 32 32")) == ["03", "338", "32", "32"]
    assert UNSAFE.findall(bare(f"الهاتف {LRI}03 338 32 32{PDI}")) == []


@pytest.mark.parametrize("code", RTL_WRITTEN)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_inserted_stands_bare_in_a_right_to_left_text(name, code):
    for sentence in sentences(render.render(EXAMPLES[name], code, MOMENT)):
        assert set(UNSAFE.findall(bare(sentence))) <= OWN_NAMES, sentence


@pytest.mark.parametrize("code", RTL_WRITTEN)
@pytest.mark.parametrize(
    "value", ["03 338 32 32", "09:00", "Turnhoutsebaan 1 (2140)", "مترًا 350", "2"]
)
def test_every_parameter_of_every_right_to_left_text_is_isolated(code, value):
    for key, entry in entries(code).items():
        names = set(re.findall(r"{(\w+)", " ".join(entry.forms)))
        given_params = {name: 3 if name == "count" else value for name in names}
        said = text(code, key, **given_params).value
        for name in names & set(re.findall(r"{(\w+)", entry.forms[-1])):
            shown = "3" if name == "count" else value
            assert re.search(f"[{LRI}{FSI}]{re.escape(shown)}{PDI}", said), (key, said)
        assert value not in bare(said)


@given(st.text(alphabet=st.sampled_from("a1 أ\u202e\u2066\u2068\u2069("), max_size=12))
def test_a_name_cannot_break_out_of_its_isolation(name):
    """A record with direction marks in its name must not turn the sentence around it."""
    shown = isolate(name, "rtl")
    assert shown[0] in (LRI, FSI)
    assert shown.endswith(PDI)
    depth = 0
    for position, character in enumerate(shown, start=1):
        depth += (character in (LRI, FSI)) - (character == PDI)
        assert depth > 0 or position == len(shown)
    assert depth == 0
    assert "\u202e" not in shown


@pytest.mark.parametrize("code", RTL_WRITTEN)
def test_plain_text_isolates_phones_and_names(code):
    shown = plain(blocks("places_found", code, **FOUND), code)
    assert f"{LRI}03 000 00 00{PDI}" in shown
    assert f"{LRI}Voorbeeldhuis{PDI}" in shown


def test_plain_text_isolates_a_right_to_left_name_in_dutch():
    assert f"[{FSI}العربية{PDI}]" in plain(blocks("ask_language"), "nl")


# Snapshots and speed


@pytest.mark.parametrize("code", tools.written_languages())
def test_the_snapshot_is_fresh(code):
    written = tools.snapshot_path(code).read_text("utf-8")
    assert written == tools.snapshot(code), "run: python -m locales.tools snapshots"


def test_no_snapshot_is_left_of_a_language_that_is_gone():
    kept = {path.stem for path in tools.SNAPSHOTS.glob("*.txt")}
    assert kept == set(tools.written_languages())


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_five_cards_take_two_milliseconds_at_most(code):
    reply = Reply("places_found", FOUND | {"results": [CLOSED, OPEN] * 2 + [CLOSED]})
    render.render(reply, code, MOMENT)
    spent = []
    for _ in range(30):
        began = time.perf_counter()
        render.render(reply, code, MOMENT)
        spent.append(time.perf_counter() - began)
    # The best of thirty: what the work costs, not what else the machine does meanwhile.
    assert min(spent) <= 0.002
