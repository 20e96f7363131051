"""The sentences that the assistant learns from, as plain text with what they mean.

`said("nl")` gives ("food_aid", "waar kan ik eten krijgen in Deurne") and all its neighbours from
`nlu/nl/`. Who learns something else from them than Rasa does (which language it is, what is calm) reads
them here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

_NLU = Path(__file__).parent.parent / "nlu"
_MARKED = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")  # Rasa's way to mark a word


def said(language: str) -> Iterator[tuple[str, str]]:
    """Intent and sentence, in the order of the files; nothing when there are none."""
    for path in sorted((_NLU / language).glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for item in content["nlu"]:
            for line in item["examples"].splitlines():
                sentence = _MARKED.sub(r"\1", line.strip().removeprefix("-").strip())
                if sentence:
                    yield item["intent"], sentence
