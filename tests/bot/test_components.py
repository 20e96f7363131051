"""Each step of the pipeline on its own, with the messages that break such steps."""

import random

import pytest

HOSTILE = [
    "",
    " ",
    "\x00\x00",
    "\u202e\u2066eten\u2069",
    "🍞🛏️👶🏽",
    "!!!???...",
    "a" * 100_000,
    "eten " * 20_000,
    "\ud83d",
    "§ § §",
    "/" * 50,
    "' OR 1=1 --",
    "𝕙𝕦𝕟𝕘𝕖𝕣",
    "e\u0301" * 500,
    "٢٠٦٠ ۲۰۶۰ २०६०",
    "ﷺ" * 200,
]


def normalise(text):
    from nlu.components.normalise import normalise as real

    return real(text)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("HONGERRR!!", "honger!!"),
        ("Bórgerhout", "borgerhout"),
        ("heeelp", "help"),
        ("٢٠٦٠", "2060"),
        ("۲۰۶۰", "2060"),
        ("أكل", "اكل"),
        ("کمک", "كمك"),
        ("ma\u200bda\u200dm", "madam"),
        ("\u202eeten", "eten"),
        ("طعـــام", "طعام"),
        ("İŞ arıyorum", "is ariyorum"),
        ("żłobek", "zlobek"),
        ("straße", "strasse"),
        ("a\x00b\tc\nd", "a b c d"),
        ("2000", "2000"),
    ],
)
def test_what_keyboards_do_differently_becomes_the_same(typed, same):
    assert normalise(typed) == same


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert len(normalise(text)) <= 2000


def test_words_follow_the_language_and_clauses_are_noted():
    from nlu.components.tokens import WordCutter

    cut = WordCutter().cut("ik heb honger, a.u.b. een bed", "nl")
    assert cut.words == ["ik", "heb", "honger", "aub", "een", "bed"]
    assert cut.clauses == [3]
    assert WordCutter().cut("j'ai faim", "fr").words == ["j", "ai", "faim"]
    assert WordCutter().cut("waan gaajoonayaa", "so").words == ["waan", "gaajoonayaa"]
    assert WordCutter().cut("iets", "not a language").words == ["iets"]


def test_words_of_people_do_not_pile_up():
    from nlu.components import tokens

    cutter = tokens.WordCutter()
    for number in range(3 * tokens.TEXTS_PER_VOCABULARY):
        cutter.cut(f"woord{number} nog{number}", "nl")
    kept = len(cutter._tokenizers["nl"].vocab.strings)
    assert kept < 2 * tokens.TEXTS_PER_VOCABULARY + 1000


@pytest.fixture(scope="module")
def finder(root):
    from nlu.components.places import PlaceFinder, read_place_names

    return PlaceFinder(read_place_names(root / "sociale_kaart" / "data" / "gazetteer.json"))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("eten in Deurne", ["eten", "in", "§"]),
        ("eten in 2060 Antwerpen", ["eten", "in", "§"]),
        ("طعام في أنتويرب", ["طعام", "في", "§"]),
        ("eten", ["eten"]),
        ("Borgerhout", ["§"]),
    ],
)
def test_any_place_becomes_one_sign(finder, text, masked):
    from nlu.components.tokens import WordCutter

    assert finder.mask(WordCutter().cut(normalise(text), "nl")).words == masked


def test_a_clause_that_begins_with_a_place_keeps_its_beginning(finder):
    from nlu.components.marks import Sentence

    masked = finder.mask(Sentence(["eten", "berchem", "2060", "bed"], [1, 3]))
    assert masked.words == ["eten", "§", "bed"]
    assert masked.clauses == [1, 2]


@pytest.fixture(scope="module")
def lexicon():
    from nlu.components.need_words import NeedLexicon

    words = {
        "nl": {
            "food_aid": ["honger", "voedselpakket", "gratis eten"],
            "night_shelter": ["bed", "nachtopvang"],
            "housing_search": ["huis", "studio"],
            "rent_problem": ["huis"],
        },
        "tr": {"food_aid": ["yemek"]},
    }
    return NeedLexicon.from_words(words, ["nl"])


def _points(lexicon, text, languages):
    from nlu.components.need_words import points_of

    return points_of(lexicon.find(text.split(" "), languages))


def test_everyday_words_point_to_needs(lexicon):
    assert _points(lexicon, "ik heb honger", ["nl"]) == {"food_aid": 1.0}
    assert _points(lexicon, "gratis eten aub", ["nl"]) == {"food_aid": 1.0}
    assert _points(lexicon, "gratis bus", ["nl"]) == {}


def test_a_misspelt_word_still_points_but_less(lexicon):
    points = _points(lexicon, "voedselpaket", ["nl"])
    assert 0.8 < points["food_aid"] < 1.0
    assert _points(lexicon, "bad", ["nl"]) == {}, "a short word is not corrected into another need"


def test_a_word_written_as_two_points_as_well(lexicon):
    assert _points(lexicon, "voedsel pakket in 2060", ["nl"]) == {"food_aid": 1.0}
    assert 0.85 < _points(lexicon, "voedsl pakket", ["nl"])["food_aid"] < 1
    assert _points(lexicon, "gratiseten", ["nl"]) == {}, "two words written as one stay one"
    assert _points(lexicon, "pak voedsel", ["nl"]) == {}


def test_a_word_of_two_needs_says_half_for_each(lexicon):
    assert _points(lexicon, "huis", ["nl"]) == {"housing_search": 0.5, "rent_problem": 0.5}


def test_dutch_words_count_in_every_language_but_turkish_only_in_turkish(lexicon):
    assert _points(lexicon, "voedselpakket", ["tr"]) == {"food_aid": 1.0}
    assert _points(lexicon, "yemek", ["tr"]) == {"food_aid": 1.0}
    assert _points(lexicon, "yemek", ["nl"]) == {}


def test_the_words_beat_a_wrong_hint():
    from nlu.components.languages import LanguageGuess

    guess = LanguageGuess.count(
        {
            "nl": [["ik", "zoek", "een", "dokter"], ["waar", "kan", "ik", "eten"]],
            "fr": [["je", "cherche", "un", "avocat"], ["ou", "puis", "je", "manger"]],
        }
    )
    shares = guess.weigh(["je", "cherche", "un", "avocat", "pour", "manger"], "nl", 8.0, 1.0, 2)
    assert max(shares, key=shares.get) == "fr"
    assert abs(sum(shares.values()) - 1) < 1e-9
    # Nothing to go by: the conversation's own language.
    assert max(guess.weigh([], "nl", 8.0, 1.0, 2).items(), key=lambda item: item[1])[0] == "nl"


def test_variants_keep_the_meaning():
    from nlu.components.marks import PLACE
    from nlu.components.variants import variants_of

    dice = random.Random(1)
    words = ("ik", "zoek", "voedselpakket")
    made = [v for _ in range(50) for v in variants_of(words, True, dice, 1.0, 1.0)]
    assert (*words, PLACE) in made
    assert any(v[:2] == words[:2] and v[2] != words[2] and len(v) == 3 for v in made)
    assert not [v for v in made if v == words]
    assert list(variants_of(words, False, dice, 1.0, 0.0)) == [], "an act does not get a place"


def _reader(meanings):
    """A reader over words, each of which says a need or nothing."""

    def read(start, end):
        said = {meanings[i] for i in range(start, end) if meanings[i]}
        if len(said) == 1:
            return said.pop(), 0.9, 1.0
        return ("food_aid", 0.4, 0.0) if said else (None, 0.9, 0.0)

    return read


@pytest.mark.parametrize(
    ("meanings", "found"),
    [
        (["food_aid", None, "night_shelter"], {"food_aid", "night_shelter"}),
        (["food_aid", None, "food_aid"], set()),
        ([None, "food_aid"], set()),
        (["food_aid"], set()),
        ([], set()),
        (
            ["food_aid", "night_shelter", None, "doctor_gp"],
            {"food_aid", "night_shelter", "doctor_gp"},
        ),
    ],
)
def test_two_clear_parts_are_two_needs(meanings, found):
    from nlu.components.several import Thresholds, find_several

    parts = find_several(len(meanings), [], _reader(meanings), Thresholds())
    assert {part.need for part in parts} == found
    assert [p.confidence for p in parts] == sorted((p.confidence for p in parts), reverse=True)


def _ranked(metadata):
    from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA
    from rasa.shared.nlu.training_data.message import Message

    from nlu.components.calm import Calm

    shares = (("crisis", 0.6), ("rent_problem", 0.3), ("greet", 0.1))
    ranking = [{"name": name, "confidence": share} for name, share in shares]
    message = Message({"text": "…", METADATA: metadata, INTENT: ranking[0]})
    message.set(INTENT_RANKING_KEY, ranking)
    (read,) = Calm().process([message])
    names = [item["name"] for item in read.get(INTENT_RANKING_KEY)]
    return read.get(INTENT)["name"], read.get(INTENT)["confidence"], names


def test_danger_is_not_believed_where_nothing_came_near_it():
    assert _ranked({"near_danger": False}) == (
        "rent_problem",
        pytest.approx(0.75),
        ["rent_problem", "greet"],
    )


@pytest.mark.parametrize("metadata", [{"near_danger": True}, {}, None, "near_danger"])
def test_otherwise_danger_stays_danger(metadata):
    assert _ranked(metadata)[0] == "crisis"


def test_a_message_that_is_clearly_one_is_not_taken_apart():
    from nlu.components.several import Thresholds, find_several

    parts = {(0, 1): "clothes_furniture", (1, 2): "doctor_gp"}

    def reader(whole, confidence):
        def read(start, end):
            if (start, end) == (0, 2):
                return whole, confidence, 1.0
            return parts[start, end], 0.99, 1.0

        return read

    def found(whole, confidence, clauses):
        given = find_several(2, clauses, reader(whole, confidence), Thresholds())
        return {part.need for part in given}

    both = {"clothes_furniture", "doctor_gp"}
    assert found("doctor_gp", 0.95, []) == set(), "nothing separates the words"
    assert found("doctor_gp", 0.95, [1]) == both, "a comma does"
    assert found("undocumented_rights", 0.95, [1]) == set(), "the whole means something else"
    assert found("doctor_gp", 0.6, []) == both, "as a whole it was not clear"


@pytest.mark.parametrize(
    ("shares", "unsure"),
    [([], True), ([0.3], True), ([0.9, 0.05], False), ([0.5, 0.45], True), ([0.5, 0.2], False)],
)
def test_unsure_when_weak_or_too_close(shares, unsure):
    from nlu.components.unsure import is_unsure

    ranking = [{"name": f"i{n}", "confidence": share} for n, share in enumerate(shares)]
    assert is_unsure(ranking, 0.4, 0.1) is unsure


@pytest.fixture(scope="module")
def small():
    """A pipeline trained on a handful of sentences, in the configuration of the product."""
    from nlu.runtime.experiment import Line, Pipeline

    said = {
        "food_aid": ["ik heb honger", "waar kan ik eten", "gratis eten", "een voedselpakket aub"],
        "doctor_gp": ["ik ben ziek", "ik zoek een dokter", "een huisarts", "pijn aan mijn tand"],
        "dutch_course": ["nederlands leren", "een cursus nederlands", "les nederlands", "taalles"],
        "thanks": ["bedankt", "dank u wel", "merci", "heel erg bedankt hoor"],
    }
    return Pipeline().train([Line(text, i, "nl") for i, texts in said.items() for text in texts])


def test_a_place_does_not_change_what_is_understood(small):
    plain = small.read("ik zoek een dokter in Deurne", "nl")
    other = small.read("ik zoek een dokter in 2018", "nl")
    assert plain == other
    assert plain.best == "doctor_gp"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["nl", "xx", None, 7, "nl\x00"])
def test_nothing_breaks_the_pipeline(small, text, language):
    reading = small.read(text, language)
    assert all(0.0 <= share <= 1.0 for _, share in reading.ranking)


def test_no_letters_no_guess(small):
    for text in ("", "🍞", "!!!"):
        reading = small.read(text, "nl")
        assert reading.intent == "nlu_fallback"
        assert reading.shares == []


def test_the_same_sentences_give_the_same_model():
    from nlu.runtime.experiment import Line, Pipeline, public

    lines = [Line(f"{a} {b}", i, "nl") for i, a in (("x", "eten"), ("y", "bed")) for b in "abcd"]
    first, second = (Pipeline(public({})).train(lines).read("eten aub", "nl") for _ in range(2))
    assert first == second
