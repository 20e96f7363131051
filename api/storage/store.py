"""The store of conversations: each method is one transaction, and the tables are the truth.

"Slaapplaats in 2018" sent twice by a phone with a bad connection is stored once and gets the same
number both times; its answer is stored once, also when two workers try.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from api.conversation import (
    ASSISTANT_ANSWERS,
    Conversation,
    Draft,
    Message,
    Question,
    Receipt,
    State,
    Stored,
    Turn,
    Work,
)
from api.errors import Closed, NoConversation
from api.storage.database import Database
from api.storage.tables import conversation as talks
from api.storage.tables import message as messages
from locales.languages import language

MOST_READ = 500
"""Messages in one reading; somebody further behind asks again."""

# Statements are made once: putting one together takes longer than SQLite needs to run it.
_TALK = select(talks).where(talks.c.id == bindparam("talk"))
_LOCKED_TALK = _TALK.with_for_update()
_EARLIER = select(messages.c.seq).where(
    messages.c.conversation_id == bindparam("talk"), messages.c.client_id == bindparam("client")
)
_OF_TALK = (
    select(messages)
    .where(messages.c.conversation_id == bindparam("talk"))
    .order_by(messages.c.seq)
    .limit(MOST_READ)
)
_AFTER = _OF_TALK.where(messages.c.seq > bindparam("seq"))
_REPLIES = _OF_TALK.where(messages.c.reply_to == bindparam("seq"))
_OLDEST = _AFTER.where(messages.c.author == "person").limit(1)
_ADD = insert(messages)
_CHANGE = update(talks).where(talks.c.id == bindparam("talk"))
_COUNT_QUESTION = _CHANGE.values(
    counter=bindparam("seq"), asked=bindparam("seq"), changed_at=bindparam("now")
)
_COUNT_ANSWER = _CHANGE.values(
    counter=bindparam("count"),
    answered=bindparam("seq"),
    language=bindparam("code"),
    language_sure=bindparam("sure"),
    memory=bindparam("kept"),
    changed_at=bindparam("now"),
)


def hashed(token: str) -> bytes:
    """What is kept of a token: who reads the database cannot read along with it.

    A token is 256 random bits, so a plain hash is enough; there is nothing to guess.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


class Store:
    """Conversations and messages in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        language: str,
        language_sure: bool,
        channel: str,
        memory: Mapping[str, Any],
        welcome: Draft,
        now: datetime,
    ) -> tuple[Conversation, str, Message]:
        """A new conversation with its token, which is shown this once, and its first message."""
        token = secrets.token_urlsafe(32)
        started = Conversation(
            id=str(uuid.uuid4()),
            language=language,
            language_sure=language_sure,
            channel=channel,
            state=State.BOT,
            memory=memory,
            counter=1,
            asked=0,
            answered=0,
        )
        with self._database.writing() as connection:
            connection.execute(
                insert(talks).values(
                    id=started.id,
                    token_hash=hashed(token),
                    language=language,
                    language_sure=language_sure,
                    channel=channel,
                    state=started.state,
                    memory=dict(memory),
                    counter=1,
                    asked=0,
                    answered=0,
                    changed_at=now,
                )
            )
            first = _say(connection, started.id, 1, welcome, None, now)
        return started, token, first

    def ask(self, id_: str, token: str, question: Question, now: datetime) -> Receipt:
        """Stores a message of the person under the next number; once per `client_id`."""
        with self._database.writing() as connection:
            talk = _opened(_locked(connection, id_), token)
            earlier = connection.execute(
                _EARLIER, {"talk": id_, "client": question.client_id}
            ).scalar()
            if earlier is not None:
                return Receipt(earlier, new=False)
            if talk.state == State.CLOSED:
                raise Closed
            seq = talk.counter + 1
            asked = _asked(talk.language, seq, question, now)
            connection.execute(_ADD, _row(id_, asked, question.client_id))
            connection.execute(_COUNT_QUESTION, {"talk": id_, "seq": seq, "now": now})
        if talk.asked > talk.answered or talk.state not in ASSISTANT_ANSWERS:
            return Receipt(seq, new=True)
        before = replace(_conversation(talk), counter=seq, asked=seq)
        return Receipt(seq, new=True, work=Work(before, asked))

    def read(self, id_: str, token: str, after: int) -> list[Message]:
        """The messages with a number above `after`, oldest first."""
        with self._database.reading() as connection:
            _opened(connection.execute(_TALK, {"talk": id_}).first(), token)
            return _messages(connection, _AFTER, id_, after)

    def replies(self, id_: str, token: str, seq: int) -> list[Message] | None:
        """What was said to message `seq`, or None while nothing has been."""
        with self._database.reading() as connection:
            talk = _opened(connection.execute(_TALK, {"talk": id_}).first(), token)
            return _messages(connection, _REPLIES, id_, seq) if talk.answered >= seq else None

    def next_question(self, id_: str) -> Work | None:
        """The oldest message that nobody has answered, if the assistant is to answer it."""
        with self._database.reading() as connection:
            row = connection.execute(_TALK, {"talk": id_}).first()
            if row is None or row.asked <= row.answered or row.state not in ASSISTANT_ANSWERS:
                return None
            waiting = _messages(connection, _OLDEST, id_, row.answered)
        return Work(_conversation(row), waiting[0]) if waiting else None

    def answer(self, work: Work, turn: Turn, now: datetime) -> Stored:
        """Stores a whole turn, unless the question was answered or wiped in the meantime.

        The number of the last answered message is compared and set under the row's lock, in the
        transaction that stores the replies: they are stored together, once, or not at all.
        """
        id_, seq = work.talk.id, work.message.seq
        # A power cut that takes the answer leaves the question, which is then answered again.
        with self._database.writing(again=not turn.forget) as connection:
            row = _locked(connection, id_)
            if row is None or row.state not in ASSISTANT_ANSWERS:
                return Stored(None, more=False)  # wiped, or a person took over meanwhile
            if row.answered != work.talk.answered:
                return Stored(None, more=True)  # somebody else answered: look at what is left
            if turn.forget:
                _forget_until(connection, id_, seq)
            elif turn.heard and turn.heard != work.message.language:
                _recognised(connection, id_, seq, turn.heard)
            said = [
                _say(connection, id_, row.counter + position, draft, seq, now)
                for position, draft in enumerate(turn.drafts, start=1)
            ]
            change = {
                "talk": id_,
                "count": row.counter + len(said),
                "seq": seq,
                "code": turn.language,
                "sure": turn.language_sure,
                "kept": dict(turn.memory),
                "now": now,
            }
            connection.execute(_COUNT_ANSWER, change)
        if turn.forget:
            self._database.scrub()
        return Stored(said, more=row.asked > seq)

    def forget(self, id_: str, token: str) -> None:
        """Wipes a conversation and all that was said in it."""
        with self._database.writing() as connection:
            _opened(_locked(connection, id_), token)
            connection.execute(delete(messages).where(messages.c.conversation_id == id_))
            connection.execute(delete(talks).where(talks.c.id == id_))
        self._database.scrub()

    def forget_silent_since(self, moment: datetime) -> int:
        """Wipes conversations in which nothing was said since `moment`; returns how many."""
        old = select(talks.c.id).where(talks.c.changed_at < moment)
        with self._database.writing() as connection:
            connection.execute(delete(messages).where(messages.c.conversation_id.in_(old)))
            wiped = connection.execute(delete(talks).where(talks.c.changed_at < moment)).rowcount
        if wiped:
            self._database.scrub()
        return wiped

    def unanswered(self) -> list[str]:
        """Conversations with work for the assistant, as found after a restart."""
        with self._database.reading() as connection:
            return list(
                connection.execute(
                    select(talks.c.id).where(
                        talks.c.asked > talks.c.answered, talks.c.state.in_(ASSISTANT_ANSWERS)
                    )
                ).scalars()
            )

    def check(self) -> None:
        self._database.check()


def _locked(connection: Connection, id_: str) -> Row[Any] | None:
    """The conversation's row, which nobody else changes until this transaction ends.

    PostgreSQL locks the row; SQLite knows no FOR UPDATE and already holds its write lock.
    """
    return connection.execute(_LOCKED_TALK, {"talk": id_}).first()


def _opened(row: Row[Any] | None, token: str) -> Row[Any]:
    """The row if the token opens it. The comparison takes as long for an id that is not there."""
    kept = row.token_hash if row is not None else hashed("")
    matches = hmac.compare_digest(kept, hashed(token))
    if row is None or not matches:
        raise NoConversation
    return row


def _asked(code: str, seq: int, question: Question, now: datetime) -> Message:
    """The person's message; a tapped button without a label has nothing to show."""
    return Message(
        seq=seq,
        author="person",
        language=code,
        key=None,
        params=question.params(),
        blocks=[{"type": "text", "text": question.text}] if question.text else [],
        text=question.text,
        created_at=now,
        reply_to=None,
    )


def _say(
    connection: Connection, id_: str, seq: int, draft: Draft, reply_to: int | None, now: datetime
) -> Message:
    said = Message(
        seq=seq,
        author=draft.author,
        language=draft.language,
        key=draft.key,
        params=draft.params,
        blocks=draft.blocks,
        text=None,
        created_at=now,
        reply_to=reply_to,
    )
    connection.execute(_ADD, _row(id_, said, None))
    return said


def _row(id_: str, said: Message, client_id: str | None) -> dict[str, Any]:
    return {
        "conversation_id": id_,
        "seq": said.seq,
        "client_id": client_id,
        "author": said.author,
        "language": said.language,
        "direction": language(said.language).direction,
        "key": said.key,
        "params": dict(said.params),
        "blocks": said.blocks,
        "text": said.text,
        "reply_to": said.reply_to,
        "created_at": said.created_at,
    }


def _recognised(connection: Connection, id_: str, seq: int, code: str) -> None:
    """The person's own message is shown in the language and direction it turned out to have."""
    connection.execute(
        update(messages)
        .where(messages.c.conversation_id == id_, messages.c.seq == seq)
        .values(language=code, direction=language(code).direction)
    )


def _forget_until(connection: Connection, id_: str, seq: int) -> None:
    connection.execute(
        delete(messages).where(messages.c.conversation_id == id_, messages.c.seq <= seq)
    )


def _messages(connection: Connection, which: Select[Any], id_: str, seq: int) -> list[Message]:
    return [_message(row) for row in connection.execute(which, {"talk": id_, "seq": seq})]


def _message(row: Row[Any]) -> Message:
    return Message(
        seq=row.seq,
        author=row.author,
        language=row.language,
        key=row.key,
        params=row.params,
        blocks=row.blocks,
        text=row.text,
        created_at=row.created_at,
        reply_to=row.reply_to,
    )


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        language=row.language,
        language_sure=row.language_sure,
        channel=row.channel,
        state=State(row.state),
        memory=row.memory,
        counter=row.counter,
        asked=row.asked,
        answered=row.answered,
    )
