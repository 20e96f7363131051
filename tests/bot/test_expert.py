"""The classifier's arithmetic: kept small, kept honest, never running code from a file."""

import io
import random

import numpy as np
import pytest


@pytest.fixture(scope="module")
def examples():
    from nlu.components.expert import Example

    said = {
        "food_aid": ["ik heb honger", "waar kan ik eten", "gratis eten", "een voedselpakket aub"],
        "doctor_gp": ["ik ben ziek", "ik zoek een dokter", "een huisarts", "pijn aan mijn tand"],
        "thanks": ["bedankt", "dank u wel", "merci", "heel erg bedankt hoor"],
    }
    dice = random.Random(3)
    fillers = [
        "nu",
        "vandaag",
        "hier",
        "snel",
        "graag",
        "echt",
        "even",
        "misschien",
        "morgen",
        "samen",
    ]
    return [
        Example((*text.split(), *dice.sample(fillers, 3)), {}, intent, group)
        for intent, texts in said.items()
        for group, text in enumerate(texts * 10)
    ]


@pytest.fixture(scope="module")
def expert(examples):
    from nlu.components.expert import Settings, fit

    return fit(examples, Settings())


def _read(expert, text):
    from nlu.components.grams import Grams

    words = text.split()
    return dict(
        zip(
            expert.intents,
            expert.probabilities(Grams(words), 0, len(words), {}).tolist(),
            strict=True,
        )
    )


def test_it_learns_and_recognises_word_forms(expert):
    for text, intent in (
        ("eten graag", "food_aid"),
        ("dokters", "doctor_gp"),
        ("bedankt", "thanks"),
    ):
        shares = _read(expert, text)
        assert max(shares, key=shares.get) == intent
        assert abs(sum(shares.values()) - 1) < 1e-5


def test_the_file_gives_back_the_same_expert_without_running_code(expert):
    from nlu.components.expert import Expert

    file = io.BytesIO()
    np.savez_compressed(file, **expert.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as kept:
        again = Expert.from_arrays(kept, expert.weights)
    for text in ("honger", "ik zoek een huisarts", "iets heel anders"):
        before, after = _read(expert, text), _read(again, text)
        assert all(abs(before[intent] - after[intent]) < 0.01 for intent in before)


def test_weights_take_one_byte(expert):
    assert expert.weights.dtype == np.int8


def test_sharpness_is_found_back():
    from nlu.components.expert import sharpest, softmax

    draw = np.random.default_rng(5)
    margins = draw.normal(size=(4000, 6)).astype(np.float32)
    labels = np.array([draw.choice(6, p=row / row.sum()) for row in softmax(margins, 3.0)])
    assert abs(sharpest(margins, labels) - 3.0) < 0.3


def test_confidence_promises_what_comes_true():
    from nlu.components.expert import Surety, honest_curve

    draw = np.random.default_rng(6)
    claimed = draw.uniform(0.3, 1.0, size=5000).astype(np.float32)
    right = draw.uniform(size=5000) < claimed * 0.8  # one in five claims too much
    surety = Surety(1.0, honest_curve(claimed, right))
    shares = surety.shares(np.log(np.array([0.9, 0.06, 0.04], dtype=np.float32)))
    assert abs(float(shares[0]) - 0.72) < 0.06
    assert abs(float(shares.sum()) - 1) < 1e-5


def test_doubt_never_turns_the_order_around():
    from nlu.components.expert import Surety

    nothing_is_sure = Surety(1.0, np.full(21, 0.01, dtype=np.float32))
    for margins in ([3.0, 0.0, -1.0], [0.1, 0.0, 0.0], [50.0, 0.0, 0.0]):
        shares = nothing_is_sure.shares(np.array(margins, dtype=np.float32))
        assert shares.argmax() == 0


def test_a_language_with_one_intent_or_two_does_not_break():
    from nlu.components.expert import Example, Settings, fit

    one = [Example(("eten",), {}, "food_aid", n) for n in range(3)]
    assert _read(fit(one, Settings()), "eten") == {"food_aid": 1.0}
    two = [*one, Example(("bed",), {}, "night_shelter", 9)]
    shares = _read(fit(two, Settings()), "bed")
    assert max(shares, key=shares.get) == "night_shelter"
