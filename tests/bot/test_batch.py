"""`python -m nlu.runtime.batch`: one answer a line, in order, at once, fast enough."""

import json
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "nlu.runtime.batch", "--model"]


@pytest.fixture(scope="module")
def batch(root, model):
    process = subprocess.Popen(
        [*COMMAND, str(model)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        bufsize=1,
    )
    yield process
    process.stdin.close()
    assert process.wait(timeout=20) == 0


def ask(batch, line):
    batch.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    batch.stdin.flush()
    return json.loads(batch.stdout.readline())


def said(text, language="nl"):
    return {"text": text, "metadata": {"language": language}}


def test_an_answer_has_the_agreed_shape(batch):
    answer = ask(batch, said("waar kan ik gratis eten in Deurne"))
    assert set(answer) == {"intent", "intent_ranking", "entities", "ms"}
    assert answer["intent"]["name"] == "food_aid"
    assert 0 < answer["intent"]["confidence"] <= 1
    assert len(answer["intent_ranking"]) == 12
    assert answer["intent_ranking"][0] == answer["intent"]


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("honger", "nl", "food_aid"),
        ("ik zoek een dokter", "nl", "doctor_gp"),
        ("je cherche un avocat gratuit", "fr", "legal_help"),
        ("je cherche un avocat gratuit", "ar", "legal_help"),
        ("أين أجد طعاما مجانيا قرب 2060", "ar", "food_aid"),
        ("bedankt", "nl", "thanks"),
        ("in Deurne", "nl", "near_place"),
    ],
)
def test_it_understands(batch, text, language, intent):
    assert ask(batch, said(text, language))["intent"]["name"] == intent


def test_two_needs_are_both_found(batch):
    answer = ask(batch, said("gratis eten, en een bed voor vannacht"))
    needs = [e["value"] for e in answer["entities"] if e["entity"] == "need"]
    assert set(needs) == {"food_aid", "night_shelter"}
    confidences = [e["confidence_entity"] for e in answer["entities"]]
    assert confidences == sorted(confidences, reverse=True)


def test_one_need_is_no_list_of_needs(batch):
    assert ask(batch, said("waar kan ik gratis eten"))["entities"] == []


def test_what_means_nothing_is_no_need(batch):
    answer = ask(batch, said("xq zzrt plof"))
    assert answer["intent"]["name"] in ("nlu_fallback", "out_of_scope")


def test_unsure_keeps_the_ranking_behind_it(batch):
    vague = [
        "hulp",
        "probleem",
        "papieren",
        "kind en geld",
        "die brief",
        "mijn zoon",
        "loket",
        "hoe",
        "wat nu",
        "en dan die andere zaak nog",
        "kom ik daarvoor in aanmerking of niet",
    ]
    answers = [ask(batch, said(text)) for text in vague]
    unsure = [answer for answer in answers if answer["intent"]["name"] == "nlu_fallback"]
    assert unsure, "something in this list must be unclear"
    for answer in unsure:
        first, *behind = answer["intent_ranking"]
        assert first["name"] == "nlu_fallback"
        assert len(behind) == 12
        shares = [item["confidence"] for item in behind]
        assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", "{}", '{"text": 7}', '{"text": "", "metadata": []}', '{"text": null}'],
)
def test_a_line_that_is_no_question_still_gets_its_answer(batch, line):
    assert ask(batch, line)["intent"]["name"] == "nlu_fallback"


def test_a_tapped_choice_is_taken_at_its_word(batch):
    answer = ask(batch, said("/more_places"))
    assert answer["intent"] == {"name": "more_places", "confidence": 1.0}


def test_answers_keep_the_order_and_200_a_second(root, model):
    texts = ["ik zoek een dokter in 2060", "waar kan ik douchen", "bedankt", "honger"] * 150
    given = "".join(json.dumps(said(f"{text}")) + "\n" for text in texts)
    began = time.monotonic()
    run = subprocess.run(
        [*COMMAND, str(model)],
        cwd=root,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    taken = time.monotonic() - began
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(texts)
    names = [answer["intent"]["name"] for answer in answers]
    assert names[:4] * 150 == names
    spent = sum(answer["ms"] for answer in answers) / 1000
    assert len(texts) / spent > 200, f"{len(texts) / spent:.0f} a second, {taken:.1f} s in all"


def test_without_a_model_it_says_so(root, tmp_path):
    run = subprocess.run(
        [*COMMAND, str(tmp_path / "none")], cwd=root, input=b"", capture_output=True, timeout=30
    )
    assert run.returncode == 1
    assert b"nlu.runtime.train" in run.stderr
    assert run.stdout == b""
