"""Measures the understanding pipeline through its real components.

`python -m nlu.runtime.experiment xsid` trains on small public sets in Dutch, Turkish, Arabic …;
`… own` cross-validates on our own sentences ("waar kan ik eten in 2060"), with figures for typos,
wrong language hints, several needs and the limits of being unsure. The tables of
docs/decisions/0003-classifier.md come from here.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.runtime import surroundings

surroundings.prepare()

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402
from rasa.shared.utils.common import class_from_module_path  # noqa: E402


@dataclass(frozen=True)
class Line:
    """One sentence with what it means and the language it is in."""

    text: str
    intent: str
    language: str | None = None


@dataclass(frozen=True)
class Reading:
    """What the pipeline made of one sentence."""

    intent: str | None
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    needs: tuple[str, ...]

    @property
    def best(self) -> str | None:
        """The likeliest intent, also when the pipeline says that it is unsure."""
        real = [name for name, _ in self.ranking if name != "nlu_fallback"]
        return real[0] if real else None

    @property
    def shares(self) -> list[float]:
        """Confidences of the real intents, largest first."""
        return [share for name, share in self.ranking if name != "nlu_fallback"]


class Pipeline:
    """The components of bot/config.yml, trained and asked without Rasa's graph around them."""

    def __init__(self, overrides: dict[str, dict[str, Any]] | None = None) -> None:
        path = surroundings.ROOT / "bot" / "config.yml"
        steps = yaml.safe_load(path.read_text(encoding="utf-8"))["pipeline"]
        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        context = ExecutionContext(GraphSchema({}))
        self._steps: list[Any] = []
        for number, step in enumerate(steps):
            kind: type[GraphComponent] = class_from_module_path(step["name"])
            short = step["name"].rpartition(".")[2]
            given = {key: value for key, value in step.items() if key != "name"}
            config = {**kind.get_default_config(), **given, **(overrides or {}).get(short, {})}
            resource = Resource(f"{number}-{short}")
            self._steps.append(kind.create(config, storage, resource, context))

    def train(self, lines: Iterable[Line]) -> "Pipeline":
        """Train every component in the order of the pipeline."""
        messages = []
        for line in lines:
            message = Message.build(text=line.text, intent=line.intent)
            message.set("metadata", {"intent": {"language": line.language}})
            messages.append(message)
        data = TrainingData(training_examples=messages)
        for step in self._steps:
            if hasattr(step, "train"):
                step.train(data)
            if hasattr(step, "process_training_data"):
                step.process_training_data(data)
        return self

    def read(self, text: str, language: str | None) -> Reading:
        """What the running bot would make of a message."""
        messages = [Message(data={"text": text, "metadata": {"language": language}})]
        for step in self._steps:
            messages = step.process(messages)
        intent = messages[0].get("intent") or {}
        ranking = messages[0].get("intent_ranking") or []
        needs = [e["value"] for e in messages[0].get("entities") or [] if e["entity"] == "need"]
        return Reading(
            intent.get("name"),
            float(intent.get("confidence") or 0.0),
            tuple((item["name"], float(item["confidence"])) for item in ranking),
            tuple(needs),
        )


def benchmarks() -> Path | None:
    """The folder of public test sets, when there is one."""
    default = surroundings.ROOT.parent / "shared" / "benchmarks"
    folder = Path(os.environ.get("WEGWIJS_BENCHMARKS", default))
    return folder if folder.is_dir() else None


def read_tsv(path: Path, language: str | None) -> list[Line]:
    """Lines of a public set: text and label, with a heading."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()[1:]]
    # To Rasa a slash in an intent begins a "response key" that is not part of it.
    return [Line(r[0], r[1].replace("/", "."), language) for r in rows if len(r) >= 2]


def own_lines(languages: Sequence[str] = ()) -> list[Line]:
    """Our own sentences, of some or all languages."""
    # The base loader keeps the intents `yes` and `no` as words.
    lines: list[Line] = []
    for path in sorted(surroundings.ROOT.glob("nlu/*/*.yml")):
        language = path.parent.name
        if languages and language not in languages:
            continue
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["nlu"]:
            examples = [row[2:].strip() for row in block["examples"].splitlines() if row.strip()]
            lines += [Line(text, block["intent"], language) for text in examples]
    return lines


def accuracy(pipeline: Pipeline, lines: Sequence[Line], hint: str | None = "") -> float:
    """Share of lines (in percent) whose likeliest intent is right; `hint` overrides the language."""
    right = sum(
        pipeline.read(line.text, line.language if hint == "" else hint).best == line.intent
        for line in lines
    )
    return 100 * right / len(lines)


PUBLIC = {
    # Public sets have their own intents: our everyday words would only be noise there.
    "NeedWords": {"words": "nothing/{language}/words.yml"},
    "NeedClassifier": {"words": ""},
}


def public(changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Overrides for a public set, with changes to the classifier."""
    return {**PUBLIC, "NeedClassifier": {**PUBLIC["NeedClassifier"], **changes}}


VARIATIONS: dict[str, dict[str, Any]] = {
    "as configured": {},
    "no variants": {"variants": {"places": 0.0, "typos": 0.0}},
    "no typos": {"variants": {"places": 1.0, "typos": 0.0}},
    "penalty 1": {"expert": {"penalty": 1.0}},
    "penalty 10": {"expert": {"penalty": 10.0}},
    "a typo in every sentence": {"variants": {"places": 0.0, "typos": 1.0}},
    "all letter pieces": {"expert": {"letters_at_least": 1}},
}


def run_xsid(folder: Path, languages: Sequence[str]) -> None:
    """Per language, and all languages read by one expert."""
    sets = {
        language: (
            read_tsv(folder / "xsid" / f"{language}.valid.tsv", language),
            read_tsv(folder / "xsid" / f"{language}.test.tsv", language),
        )
        for language in languages
    }
    for name, changes in VARIATIONS.items():
        cells = []
        for language, (train, test) in sets.items():
            pipeline = Pipeline(public(changes)).train(train)
            cells.append(f"{language} {accuracy(pipeline, test):.1f}")
        say(f"xsid, an expert per language, {name}: " + "  ".join(cells))
    every = [line for train, _ in sets.values() for line in train]
    together = Pipeline(public({})).train([Line(x.text, x.intent, None) for x in every])
    apart = Pipeline(public({})).train(every)
    for name, pipeline, hint in (
        ("one expert for all", together, None),
        ("experts side by side, hint right", apart, ""),
        ("experts side by side, no hint", apart, None),
        ("experts side by side, hint always English", apart, "en"),
    ):
        cells = [f"{lang} {accuracy(pipeline, test, hint):.1f}" for lang, (_, test) in sets.items()]
        say(f"xsid, {name}: " + "  ".join(cells))


def run_nlu_benchmark(folder: Path) -> None:
    """The English set on which Rasa's own paper reports."""
    train = read_tsv(folder / "nlu_benchmark_kfold1" / "train.tsv", "en")
    test = read_tsv(folder / "nlu_benchmark_kfold1" / "test.tsv", "en")
    for name in ("as configured", "no variants"):
        began = time.monotonic()
        pipeline = Pipeline(public(VARIATIONS[name])).train(train)
        took = time.monotonic() - began
        say(
            f"nlu-benchmark fold 1, {name}: {accuracy(pipeline, test):.1f} (trained in {took:.0f} s)"
        )


def misspell(text: str, dice: random.Random) -> str:
    """One slip of the thumb in one word: a letter left out, swapped or next to it."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 4]
    if not long:
        return text
    chosen = dice.choice(long)
    word = words[chosen]
    at = dice.randrange(1, len(word) - 1)
    slips = (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    words[chosen] = dice.choice(slips)
    return " ".join(words)


def run_own(languages: Sequence[str], folds: int, changes: dict[str, Any]) -> None:
    """Cross-validation on our own sentences, all languages trained together as in the product."""
    lines = own_lines(languages)
    dice = random.Random(2060)
    dice.shuffle(lines)
    measured: list[tuple[Line, Reading]] = []
    slipped: list[bool] = []
    unhinted: list[bool] = []
    pairs: list[bool] = []
    for fold in range(folds):
        held = lines[fold::folds]
        rest = [line for i, line in enumerate(lines) if i % folds != fold]
        pipeline = Pipeline({"NeedClassifier": changes}).train(rest)
        measured += [(line, pipeline.read(line.text, line.language)) for line in held]
        slipped += [
            pipeline.read(misspell(line.text, dice), line.language).best == line.intent
            for line in held
        ]
        unhinted += [pipeline.read(line.text, None).best == line.intent for line in held]
        pairs += _pairs(pipeline, held, dice)
        if fold == 0 and folds > 3:
            break  # one fold of many: a quick look
    report(measured)
    say(f"with a typo {_percent(slipped)}, without a language {_percent(unhinted)}")
    say(f"two needs in one message, both found {_percent(pairs)}")


def _pairs(pipeline: Pipeline, held: Sequence[Line], dice: random.Random) -> list[bool]:
    """Two short held-out sentences with different needs, said in one breath."""
    short = [x for x in held if len(x.text.split()) <= 5 and "_" in x.intent]
    found: list[bool] = []
    for first in short:
        second = dice.choice(short)
        if second.intent == first.intent or second.language != first.language:
            continue
        reading = pipeline.read(f"{first.text}, {second.text}", first.language)
        found.append(set(reading.needs) == {first.intent, second.intent})
    return found


def _percent(found: Sequence[bool]) -> str:
    return f"{100 * sum(found) / max(1, len(found)):.1f} ({len(found)})"


def report(measured: Sequence[tuple[Line, Reading]]) -> None:
    """Right first, right among three, per language; then what each limit of doubt would do."""
    for language in sorted({line.language or "" for line, _ in measured}):
        some = [(line, r) for line, r in measured if (line.language or "") == language]
        first = [r.best == line.intent for line, r in some]
        short = [r.best == line.intent for line, r in some if len(line.text.split()) <= 3]
        three = [
            line.intent in [n for n, _ in r.ranking if n != "nlu_fallback"][:3] for line, r in some
        ]
        split = [len(r.needs) > 1 for line, r in some]
        say(
            f"{language}: right {_percent(first)}, of three words or less {_percent(short)}, "
            f"among three {_percent(three)}, wrongly split {_percent(split)}"
        )
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        sure = [
            r.best == line.intent for line, r in measured if r.shares and r.shares[0] >= threshold
        ]
        say(
            f"limit {threshold}: answered {100 * len(sure) / len(measured):.1f} %, "
            f"of which right {_percent(sure)}"
        )
    for low, high in ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        band = [
            r.best == line.intent for line, r in measured if r.shares and low <= r.shares[0] < high
        ]
        say(f"confidence {low:.1f} to {min(high, 1):.1f}: right {_percent(band)}")


def say(line: str) -> None:
    """One line of results."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m nlu.runtime.experiment", description=__doc__)
    parser.add_argument("what", choices=("xsid", "nlu-benchmark", "own"))
    parser.add_argument("--languages", nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--set", default="{}", help="changes to the classifier, as YAML")
    chosen = parser.parse_args(arguments)
    if chosen.what == "own":
        run_own(chosen.languages, chosen.folds, yaml.safe_load(chosen.set))
        return 0
    folder = benchmarks()
    if folder is None:
        say("skipped: no benchmarks")
        return 0
    if chosen.what == "xsid":
        run_xsid(folder, chosen.languages or ["nl", "tr", "ar", "de", "en", "it", "da"])
    else:
        run_nlu_benchmark(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
