"""The training sentences: complete in every language, and no sentence that teaches two things.

A translator who adds "waar kan ik eten?" under doctor_gp by mistake is told so here, with the line.
"""

from collections import defaultdict

import pytest
from rapidfuzz import fuzz, process

FEWEST = 12
TOO_ALIKE = 92.0


@pytest.fixture(scope="module")
def lines():
    from nlu.runtime.experiment import own_lines

    return own_lines()


@pytest.fixture(scope="module")
def by_language(lines):
    from nlu.components.normalise import normalise

    found = defaultdict(list)
    for line in lines:
        found[line.language].append((normalise(line.text), line))
    return found


def _intents(root):
    from tests.bot.test_rules import _intents as of_domain

    return [intent for intent in of_domain(root) if intent != "nlu_fallback"]


def _is_complete(root, language):
    """A language whose two files are there is finished; one file alone is being written."""
    return all((root / "nlu" / language / name).is_file() for name in ("needs.yml", "acts.yml"))


def test_there_are_sentences(by_language):
    assert by_language


def test_every_intent_has_enough_sentences_in_every_language(root, by_language):
    few = []
    for language, said in by_language.items():
        if not _is_complete(root, language):
            continue
        counts = defaultdict(int)
        for _, line in said:
            counts[line.intent] += 1
        few += [
            f"{language}/{intent}: {counts[intent]}"
            for intent in _intents(root)
            if counts[intent] < FEWEST
        ]
    assert not few


def test_no_sentence_stands_under_an_unknown_intent(root, lines):
    known = set(_intents(root))
    assert not sorted({f"{x.language}: {x.intent}" for x in lines if x.intent not in known})


def test_no_sentence_means_two_things(by_language):
    both = []
    for language, said in by_language.items():
        owners = defaultdict(set)
        for text, line in said:
            owners[text].add(line.intent)
        both += [f"{language}: {text} {sorted(o)}" for text, o in owners.items() if len(o) > 1]
    assert not both


def test_no_sentence_is_nearly_another_of_the_same_language(by_language):
    """Near-copies make a set look bigger than it is and a score better than it is."""
    alike = []
    for language, said in by_language.items():
        # Sorted by length, only neighbours in length can be this alike.
        texts = sorted({(len(text), " ".join(sorted(text.split()))) for text, _ in said})
        strings = [text for _, text in texts]
        for start in range(0, len(strings), 400):
            block = strings[start : start + 400]
            longest = len(block[-1]) * (200 - TOO_ALIKE) / TOO_ALIKE
            rest = [s for s in strings[start:] if len(s) <= longest]
            scores = process.cdist(block, rest, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE)
            alike += [
                f"{language}: {block[i]} ~ {rest[j]}"
                for i, j in zip(*scores.nonzero(), strict=True)
                if j > i
            ]
    assert not alike, f"{len(alike)} pairs"


def test_every_file_says_its_language_on_every_intent(root):
    import yaml

    wrong = []
    for path in sorted(root.glob("nlu/*/*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["nlu"]:
            if (block.get("metadata") or {}).get("language") != path.parent.name:
                wrong.append(f"{path.parent.name}/{path.name}: {block['intent']}")
    assert not wrong
