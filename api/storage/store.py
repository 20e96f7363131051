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

from sqlalchemy import Connection, Insert, Row, delete, insert, select, update

from api.conversation import (
    ASSISTANT_ANSWERS,
    Conversation,
    Draft,
    Message,
    Question,
    Receipt,
    State,
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
                select(messages.c.seq).where(
                    messages.c.conversation_id == id_, messages.c.client_id == question.client_id
                )
            ).scalar()
            if earlier is not None:
                return Receipt(earlier, new=False)
            if talk.state == State.CLOSED:
                raise Closed
            seq = talk.counter + 1
            asked = _asked(talk.language, seq, question, now)
            connection.execute(_insertion(id_, asked, question.client_id))
            connection.execute(
                update(talks)
                .where(talks.c.id == id_)
                .values(counter=seq, asked=seq, changed_at=now)
            )
        if talk.asked > talk.answered or talk.state not in ASSISTANT_ANSWERS:
            return Receipt(seq, new=True)
        before = replace(_conversation(talk), counter=seq, asked=seq)
        return Receipt(seq, new=True, work=Work(before, asked))

    def read(self, id_: str, token: str, after: int) -> list[Message]:
        """The messages with a number above `after`, oldest first."""
        with self._database.reading() as connection:
            _opened(connection.execute(select(talks).where(talks.c.id == id_)).first(), token)
            return _messages(connection, id_, messages.c.seq > after)

    def replies(self, id_: str, token: str, seq: int) -> list[Message] | None:
        """What was said to message `seq`, or None while nothing has been."""
        with self._database.reading() as connection:
            row = connection.execute(select(talks).where(talks.c.id == id_)).first()
            talk = _opened(row, token)
            if talk.answered < seq:
                return None
            return _messages(connection, id_, messages.c.reply_to == seq)

    def next_question(self, id_: str) -> Work | None:
        """The oldest message that nobody has answered, if the assistant is to answer it."""
        with self._database.reading() as connection:
            row = connection.execute(select(talks).where(talks.c.id == id_)).first()
            if row is None or row.asked <= row.answered or row.state not in ASSISTANT_ANSWERS:
                return None
            waiting = _messages(
                connection,
                id_,
                (messages.c.author == "person") & (messages.c.seq > row.answered),
                limit=1,
            )
        return Work(_conversation(row), waiting[0]) if waiting else None

    def answer(self, work: Work, turn: Turn, now: datetime) -> bool:
        """Stores a whole turn, unless the question was answered or wiped in the meantime.

        The number of the last answered message is compared and set under the row's lock, in the
        transaction that stores the replies: they are stored together, once, or not at all. Returns
        whether there may be more to answer.
        """
        id_, seq = work.talk.id, work.message.seq
        with self._database.writing() as connection:
            row = _locked(connection, id_)
            if row is None or row.state not in ASSISTANT_ANSWERS:
                return False  # wiped, or a person took over while this was made
            if row.answered != work.talk.answered:
                return True  # somebody else answered: look again at what is left
            if turn.forget:
                _forget_until(connection, id_, seq)
            elif turn.heard and turn.heard != work.message.language:
                _recognised(connection, id_, seq, turn.heard)
            counter = row.counter
            for draft in turn.drafts:
                counter += 1
                _say(connection, id_, counter, draft, seq, now)
            connection.execute(
                update(talks)
                .where(talks.c.id == id_)
                .values(
                    counter=counter,
                    answered=seq,
                    language=turn.language,
                    language_sure=turn.language_sure,
                    memory=dict(turn.memory),
                    changed_at=now,
                )
            )
        if turn.forget:
            self._database.scrub()
        return bool(row.asked > seq)

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
    return connection.execute(select(talks).where(talks.c.id == id_).with_for_update()).first()


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
    connection.execute(_insertion(id_, said, None))
    return said


def _insertion(id_: str, said: Message, client_id: str | None) -> Insert:
    return insert(messages).values(
        conversation_id=id_,
        seq=said.seq,
        client_id=client_id,
        author=said.author,
        language=said.language,
        direction=language(said.language).direction,
        key=said.key,
        params=dict(said.params),
        blocks=said.blocks,
        text=said.text,
        reply_to=said.reply_to,
        created_at=said.created_at,
    )


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


def _messages(
    connection: Connection, id_: str, which: Any, limit: int = MOST_READ
) -> list[Message]:
    rows = connection.execute(
        select(messages)
        .where(messages.c.conversation_id == id_, which)
        .order_by(messages.c.seq)
        .limit(limit)
    )
    return [_message(row) for row in rows]


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
