"""The shapes of the conversation routes, as in the interface: what comes in and what goes out.

`{"client_id": "…", "text": "voedselpakket in 2060"}` comes in; a message with blocks goes out.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.conversation import Message
from locales.languages import language as language_of

LONGEST_TEXT = 2000
"""Characters in one message: two screens of a phone. A longer story is sent in two."""
LARGEST_NUMBER = 2**31 - 1
"""Largest number of a message: what a database column holds."""

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Location(BaseModel):
    """Where a phone is. Moved to a coarse grid before anything else sees it."""

    latitude: Latitude
    longitude: Longitude


class NewConversation(BaseModel):
    """How a conversation starts. Everything may be left out."""

    model_config = ConfigDict(frozen=True)

    language: str | None = Field(default=None, max_length=16, examples=["ar"])
    channel: str | None = Field(default=None, max_length=16, examples=["web"])
    near: str | None = Field(default=None, max_length=200, examples=["2060"])


class NewMessage(BaseModel):
    """What a person says: a text, a tapped choice, or where they are."""

    model_config = ConfigDict(frozen=True)

    client_id: UUID
    text: str | None = Field(
        default=None, max_length=LONGEST_TEXT, examples=["voedselpakket in 2060"]
    )
    choice: str | None = Field(default=None, max_length=200, examples=["need:food_aid"])
    location: Location | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.choice is None and self.location is None:
            raise ValueError("give a text, a choice or a location")
        return self


class MessageOut(BaseModel):
    """One message of a conversation."""

    seq: int
    author: Literal["person", "assistant", "worker", "system"]
    language: str
    direction: Literal["ltr", "rtl"]
    created_at: datetime
    key: str | None = None
    blocks: list[dict[str, Any]]


class Started(BaseModel):
    """A new conversation. The token is given this once. `near` is the place as it was understood."""

    id: str
    token: str
    language: str
    near: str | None
    messages: list[MessageOut]


class Accepted(BaseModel):
    """The number of a stored message, and with `?wait=` what was said to it."""

    seq: int
    messages: list[MessageOut] | None = None


class Messages(BaseModel):
    """Messages after the number asked for, oldest first."""

    messages: list[MessageOut]


def message_json(message: Message) -> dict[str, Any]:
    """A message as it goes out."""
    shown: dict[str, Any] = {
        "seq": message.seq,
        "author": message.author,
        "language": message.language,
        "direction": language_of(message.language).direction,
        "created_at": message.created_at.isoformat(timespec="milliseconds"),
        "blocks": message.blocks,
    }
    if message.key:
        shown["key"] = message.key
    return shown
