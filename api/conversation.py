"""A conversation and its messages, as plain data.

Somebody writes "slaapplaats vannacht in 2018": that is a `Question` until it is stored, then a
`Message` with number 2 of the conversation; what the assistant says to it is a `Turn`. Nothing here
knows about HTTP or databases.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

Author = Literal["person", "assistant", "worker", "system"]
Block = dict[str, Any]


class State(StrEnum):
    """Who holds a conversation: the assistant, nobody yet, a person, or it is closed."""

    BOT = "bot"
    WAITING = "waiting"
    PERSON = "person"
    CLOSED = "closed"


ASSISTANT_ANSWERS = (State.BOT, State.WAITING)
"""The assistant also answers while somebody waits for a person, and never over a person's head."""


class Clock(Protocol):
    """The one source of "now", passed in so that a test can be at any moment."""

    def now(self) -> datetime: ...


class SystemClock:
    """The clock of the machine, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One row: who may read it, what it is about, and how far it has been answered.

    `language_sure` says that the language was chosen or has shown itself; until then it is a guess.
    `asked` is the number of the last message of the person, `answered` of the last one dealt with:
    when they differ there is work.
    """

    id: str
    language: str
    language_sure: bool
    channel: str
    state: State
    memory: Mapping[str, Any]
    counter: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Question:
    """What a person sends, cleaned and masked, before it has a number.

    `choice` is the id of a tapped button; `place` is where the device is, already rounded.
    """

    client_id: str
    text: str | None
    choice: str | None = None
    place: Mapping[str, Any] | None = None

    def params(self) -> dict[str, Any]:
        said = {"choice": self.choice, "place": dict(self.place) if self.place else None}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message of our side that has no number yet."""

    language: str
    blocks: list[Block]
    key: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    author: Author = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message. `reply_to` is the number of the message it answers."""

    seq: int
    author: Author
    language: str
    key: str | None
    params: Mapping[str, Any]
    blocks: list[Block]
    text: str | None
    created_at: datetime
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The whole outcome of one message: what is said, and what changes in the conversation.

    `heard` is the language the message was written in, when that could be told. `forget` wipes
    every message up to and including the one that asked for it.
    """

    drafts: list[Draft]
    language: str
    language_sure: bool
    memory: Mapping[str, Any]
    heard: str | None = None
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """The oldest unanswered message of a conversation, and the conversation as it was then."""

    talk: Conversation
    message: Message


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of storing a turn: its messages, or None when it was not stored after all, and
    whether there may be more to answer."""

    messages: list[Message] | None
    more: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """The number a message got; `new` is false when it had been sent before.

    `work` is the message with its conversation when it can be answered at once, because nothing
    older waits: a worker need not look it up. Storing the answer compares with the store anyway.
    """

    seq: int
    new: bool
    work: Work | None = None
