"""The store on a real SQLite file: numbers, one answer each, keys, and what is left after wiping."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from api.conversation import Draft, Question, Receipt, Stored, Turn, Work
from api.errors import Closed, NoConversation, Unavailable
from api.storage.database import Database
from api.storage.migrate import VERSIONS, tables, upgrade
from api.storage.store import Store, hashed
from api.storage.tables import metadata

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WELCOME = Draft("nl", [{"type": "text", "text": "Hallo"}], "welcome")


@dataclass
class Talk:
    """A store with one conversation in it."""

    store: Store
    database: Database
    id: str
    token: str

    def ask(self, client_id: str, words: str = "waar kan ik eten") -> Receipt:
        return self.store.ask(self.id, self.token, Question(client_id, words), NOON)

    def work(self) -> Work:
        found = self.store.next_question(self.id)
        assert found is not None
        return found


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    database = Database(f"sqlite:///{tmp_path / 'talks.sqlite'}")
    upgrade(database)
    store = Store(database)
    started, token, _ = store.start("nl", False, "web", {}, WELCOME, NOON)
    yield Talk(store, database, started.id, token)
    database.close()


def turn(words: str = "Hier zijn plekken", **changes: object) -> Turn:
    said = Draft("nl", [{"type": "text", "text": words}], "greet")
    return replace(Turn([said], "nl", True, {"needs": ["food_aid"]}), **changes)  # type: ignore[arg-type]


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("talks.sqlite*"))


class TestNumbers:
    def test_count_from_one_in_each_conversation(self, talk: Talk) -> None:
        assert [talk.ask(str(number)).seq for number in range(3)] == [2, 3, 4]
        other, token, first = talk.store.start("nl", False, "web", {}, WELCOME, NOON)
        assert first.seq == 1
        assert talk.store.ask(other.id, token, Question("0", "hallo"), NOON).seq == 2

    def test_no_gap_and_no_double_with_many_threads(self, talk: Talk) -> None:
        with ThreadPoolExecutor(16) as pool:
            seen = list(pool.map(lambda number: talk.ask(str(number)).seq, range(80)))
        assert sorted(seen) == list(range(2, 82))

    def test_the_same_client_id_is_one_message(self, talk: Talk) -> None:
        barrier = threading.Barrier(5)

        def send(_: int) -> Receipt:
            barrier.wait()
            return talk.ask("same")

        with ThreadPoolExecutor(5) as pool:
            seen = list(pool.map(send, range(5)))
        assert {receipt.seq for receipt in seen} == {2}
        assert [receipt.new for receipt in seen].count(True) == 1
        assert len(talk.store.read(talk.id, talk.token, 0)) == 2

    def test_two_processes_share_a_file(self, talk: Talk, tmp_path: Path) -> None:
        other = Store(Database(f"sqlite:///{tmp_path / 'talks.sqlite'}"))

        def send(number: int) -> int:
            store = talk.store if number % 2 else other
            return store.ask(talk.id, talk.token, Question(str(number), "hallo"), NOON).seq

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(send, range(40))) == list(range(2, 42))

    def test_read_after_a_number(self, talk: Talk) -> None:
        for number in range(4):
            talk.ask(str(number))
        assert [m.seq for m in talk.store.read(talk.id, talk.token, 3)] == [4, 5]
        assert talk.store.read(talk.id, talk.token, 99) == []


class TestAnswers:
    def test_oldest_first(self, talk: Talk) -> None:
        talk.ask("a", "eerste")
        talk.ask("b", "tweede")
        assert talk.work().message.text == "eerste"
        assert talk.store.answer(talk.work(), turn(), NOON).more
        assert talk.work().message.text == "tweede"
        assert not talk.store.answer(talk.work(), turn(), NOON).more
        assert talk.store.next_question(talk.id) is None

    def test_stored_once_when_two_workers_try(self, talk: Talk) -> None:
        talk.ask("a")
        work = talk.work()
        barrier = threading.Barrier(4)

        def answer(number: int) -> None:
            barrier.wait()
            talk.store.answer(work, turn(f"antwoord {number}"), NOON)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(answer, range(4)))
        assert [m.author for m in talk.store.read(talk.id, talk.token, 0)] == [
            "assistant",
            "person",
            "assistant",
        ]

    def test_all_of_a_turn_or_nothing(self, talk: Talk) -> None:
        talk.ask("a")
        good, unknown_language = turn().drafts[0], Draft("xx", [], "greet")
        with pytest.raises(LookupError):
            talk.store.answer(talk.work(), turn(drafts=[good, unknown_language]), NOON)
        assert len(talk.store.read(talk.id, talk.token, 0)) == 2
        assert talk.work().talk.memory == {}

    def test_memory_and_language_come_along(self, talk: Talk) -> None:
        talk.ask("a")
        talk.store.answer(talk.work(), turn(language="ar", heard="ar"), NOON)
        talk.ask("b")
        after = talk.work().talk
        assert (after.language, after.language_sure) == ("ar", True)
        assert after.memory == {"needs": ["food_aid"]}
        assert talk.store.read(talk.id, talk.token, 1)[0].language == "ar"

    def test_work_at_hand_is_what_the_store_would_say(self, talk: Talk) -> None:
        receipt = talk.ask("a")
        assert receipt.work == talk.work()
        assert talk.ask("b").work is None, "an older one waits"
        assert talk.ask("a").work is None, "sent before"

    def test_what_is_told_is_what_is_stored(self, talk: Talk) -> None:
        talk.ask("a")
        work = talk.work()
        stored = talk.store.answer(work, turn(), NOON)
        assert stored.messages == talk.store.read(talk.id, talk.token, 2)
        talk.ask("b")
        assert talk.store.answer(work, turn(), NOON) == Stored(None, more=True), "answered before"

    def test_replies_belong_to_their_question(self, talk: Talk) -> None:
        talk.ask("a")
        talk.ask("b")
        assert talk.store.replies(talk.id, talk.token, 2) is None
        talk.store.answer(talk.work(), turn("een"), NOON)
        talk.store.answer(talk.work(), turn("twee"), NOON)
        found = talk.store.replies(talk.id, talk.token, 3)
        assert found is not None
        assert [m.blocks[0]["text"] for m in found] == ["twee"]

    def test_found_again_after_a_restart(self, talk: Talk, tmp_path: Path) -> None:
        talk.ask("a")
        talk.database.close()
        database = Database(f"sqlite:///{tmp_path / 'talks.sqlite'}")
        upgrade(database)
        assert Store(database).unanswered() == [talk.id]
        database.close()

    @pytest.mark.parametrize("state", ["person", "closed"])
    def test_never_over_the_head_of_a_person(self, talk: Talk, state: str) -> None:
        talk.ask("a")
        work = talk.work()
        with talk.database.writing() as connection:
            connection.execute(text("UPDATE conversation SET state = :state"), {"state": state})
        assert talk.store.answer(work, turn(), NOON) == Stored(None, more=False)
        assert talk.store.next_question(talk.id) is None
        assert talk.store.unanswered() == []
        assert len(talk.store.read(talk.id, talk.token, 0)) == 2

    def test_a_closed_one_takes_no_more(self, talk: Talk) -> None:
        talk.ask("a")
        with talk.database.writing() as connection:
            connection.execute(text("UPDATE conversation SET state = 'closed'"))
        with pytest.raises(Closed):
            talk.ask("b")
        assert talk.ask("a").seq == 2, "but repeats are still told their number"


class TestKeys:
    @pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "a" * 1000])
    def test_a_wrong_token_opens_nothing(self, talk: Talk, token: str) -> None:
        calls = (
            lambda: talk.store.read(talk.id, token, 0),
            lambda: talk.store.ask(talk.id, token, Question("a", "hallo"), NOON),
            lambda: talk.store.replies(talk.id, token, 1),
            lambda: talk.store.forget(talk.id, token),
        )
        for call in calls:
            with pytest.raises(NoConversation):
                call()

    def test_a_wrong_id_opens_nothing(self, talk: Talk) -> None:
        with pytest.raises(NoConversation):
            talk.store.read("00000000-0000-0000-0000-000000000000", talk.token, 0)

    def test_only_the_hash_is_kept(self, talk: Talk, tmp_path: Path) -> None:
        assert talk.token.encode() not in on_disk(tmp_path)
        assert hashed(talk.token) in on_disk(tmp_path)


class TestForgetting:
    def test_nothing_is_left_in_the_file(self, talk: Talk, tmp_path: Path) -> None:
        talk.ask("a", "zwaluwnest in de dakgoot")
        talk.store.answer(talk.work(), turn("kanariepiet"), NOON)
        assert b"zwaluwnest" in on_disk(tmp_path)
        talk.store.forget(talk.id, talk.token)
        assert b"zwaluwnest" not in on_disk(tmp_path)
        assert b"kanariepiet" not in on_disk(tmp_path)

    def test_an_answer_that_comes_later_is_dropped(self, talk: Talk, tmp_path: Path) -> None:
        talk.ask("a")
        work = talk.work()
        talk.store.forget(talk.id, talk.token)
        assert talk.store.answer(work, turn("kanariepiet"), NOON) == Stored(None, more=False)
        assert b"kanariepiet" not in on_disk(tmp_path)

    def test_the_talk_so_far_but_not_what_comes_after(self, talk: Talk, tmp_path: Path) -> None:
        talk.ask("a", "zwaluwnest")
        talk.ask("b", "wat is er open")
        talk.store.answer(talk.work(), turn("gewist", forget=True), NOON)
        left = talk.store.read(talk.id, talk.token, 0)
        assert [(m.seq, m.author) for m in left] == [(3, "person"), (4, "assistant")]
        assert b"zwaluwnest" not in on_disk(tmp_path)

    def test_the_silent_ones_by_the_clock(self, talk: Talk) -> None:
        talk.store.start("nl", False, "web", {}, WELCOME, NOON + timedelta(days=2))
        assert talk.store.forget_silent_since(NOON) == 0
        assert talk.store.forget_silent_since(NOON + timedelta(days=1)) == 1
        with pytest.raises(NoConversation):
            talk.store.read(talk.id, talk.token, 0)


class TestTables:
    def test_migrations_make_the_tables_of_the_code(self, talk: Talk) -> None:
        with talk.database.reading() as connection:
            context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
            assert compare_metadata(context, metadata) == []

    def test_starts_at_the_same_moment(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'new.sqlite'}"
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: upgrade(Database(url)), range(4)))
        assert tables(Database(url)) == {"conversation", "message", VERSIONS}

    def test_upgrading_again_changes_nothing(self, talk: Talk) -> None:
        talk.ask("a")
        upgrade(talk.database)
        assert len(talk.store.read(talk.id, talk.token, 0)) == 2

    def test_postgresql_can_make_them(self) -> None:
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        made = [
            str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables
        ]
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for table in metadata.sorted_tables
            for index in table.indexes
        ]
        whole = "\n".join(made)
        assert "JSONB" in whole
        assert "TIMESTAMP WITH TIME ZONE" in whole
        assert "WHERE asked > answered" in whole

    def test_times_come_back_in_utc(self, talk: Talk) -> None:
        assert talk.store.read(talk.id, talk.token, 0)[0].created_at == NOON

    def test_a_file_that_cannot_be_opened_is_a_refusal(self, tmp_path: Path) -> None:
        with pytest.raises(Unavailable):
            Database(f"sqlite:///{tmp_path}").check()
