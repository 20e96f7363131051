"""What Rasa gets and what it may answer (docs/architecture.md), checked at this border.

For "waar kan ik eten in 2060" it gets the text with language, place and memory, and must answer one
`{"key": "places_found", "params": {…}, "memory": {…}}`. Anything else counts as no answer.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter


class RasaQuestion(BaseModel):
    """One turn for the REST channel."""

    model_config = ConfigDict(frozen=True)

    sender: str
    message: str
    metadata: Mapping[str, Any]


class RasaReply(BaseModel):
    """What an action uttered."""

    model_config = ConfigDict(frozen=True)

    key: str
    params: dict[str, Any]
    memory: dict[str, Any]


class _Utterance(BaseModel):
    """One message of the REST channel; ours come as `custom`."""

    custom: RasaReply


_UTTERANCES = TypeAdapter(list[_Utterance])


def read_reply(body: bytes) -> RasaReply:
    """The one reply in Rasa's answer; raises ValueError when there is none or more than one."""
    uttered = _UTTERANCES.validate_json(body)
    if len(uttered) != 1:
        raise ValueError(f"{len(uttered)} utterances instead of one")
    return uttered[0].custom
