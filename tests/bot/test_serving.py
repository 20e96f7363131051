"""The running bot: a real Rasa on a free port, and a small action server that notes what it is asked.

"waar kan ik eten" goes in over the REST channel; the action must be called with the whole turn, and
afterwards nothing of it may be left.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

CPU_SECONDS_TO_READY = 15.0
"""Of processor time, so that a busy machine does not fail the test."""

MEGABYTES_AT_MOST = 300


class Actions(BaseHTTPRequestHandler):
    """Answers every action with one JSON message, as the real action server does."""

    asked: ClassVar[list[dict]] = []

    def do_POST(self):
        turn = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append(turn)
        message = {"key": turn["next_action"], "params": {}, "memory": {"needs": ["food_aid"]}}
        body = json.dumps({"events": [], "responses": [{"custom": message}]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Quiet."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Bot:
    """The running process and how to talk to it."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log
        self.cpu_seconds = 0.0

    def get(self, path, host="127.0.0.1"):
        return urllib.request.urlopen(f"http://{host}:{self.port}{path}", timeout=5)

    def say(self, text, **metadata):
        Actions.asked.clear()
        body = {"sender": "test", "message": text, "metadata": {"language": "nl", **metadata}}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhooks/rest/webhook",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as reply:
            return json.loads(reply.read())


@pytest.fixture(scope="module")
def bot(root, model, tmp_path_factory):
    assert model.is_file()
    actions = ThreadingHTTPServer(("127.0.0.1", 0), Actions)
    threading.Thread(target=actions.serve_forever, daemon=True).start()
    port = free_port()
    log = tmp_path_factory.mktemp("bot") / "log"
    home = tmp_path_factory.mktemp("home")
    began = time.monotonic()
    with log.open("w") as written:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "nlu.runtime.launch", "run"),
                *("--model", "var/models", "--port", str(port), "--verbose"),
            ],
            cwd=root,
            env={
                **os.environ,
                "HOME": str(home),
                "WEGWIJS_ACTIONS_URL": f"http://127.0.0.1:{actions.server_port}/webhook",
            },
            stdout=written,
            stderr=written,
        )
        running = Bot(process, port, log)
        while time.monotonic() - began < 60 and process.poll() is None:
            try:
                running.get("/").close()
                break
            except OSError:
                time.sleep(0.05)
        times = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        running.cpu_seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        running.home = home
        yield running
        process.terminate()
        process.wait(timeout=20)
    actions.shutdown()


def test_it_is_ready_soon_and_small(bot):
    status = Path(f"/proc/{bot.process.pid}/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    assert bot.cpu_seconds < CPU_SECONDS_TO_READY
    assert peak / 1024 < MEGABYTES_AT_MOST


def test_a_need_reaches_its_action_with_the_whole_turn(bot):
    reply = bot.say("waar kan ik gratis eten in Deurne", memory={"needs": ["doctor_gp"]})
    assert [message["custom"]["key"] for message in reply] == ["action_find_places"]
    (turn,) = Actions.asked
    latest = turn["tracker"]["latest_message"]
    assert latest["intent"]["name"] == "food_aid"
    assert latest["metadata"]["memory"] == {"needs": ["doctor_gp"]}
    assert len(latest["intent_ranking"]) == 12


def test_several_needs_reach_the_action(bot):
    bot.say("gratis eten, en een bed voor vannacht")
    entities = Actions.asked[0]["tracker"]["latest_message"]["entities"]
    assert {e["value"] for e in entities if e["entity"] == "need"} == {"food_aid", "night_shelter"}


@pytest.mark.parametrize(
    ("message", "action"),
    [
        ("/food_aid", "action_find_places"),
        ("/near_place", "action_near_place"),
        ("/yes", "action_yes"),
        ("/no", "action_no"),
        ("/crisis", "action_crisis"),
        ("/start_again", "action_start_again"),
        ("🍞🛏️", "action_unsure"),
    ],
)
def test_each_turn_calls_one_action(bot, message, action):
    bot.say(message)
    assert [turn["next_action"] for turn in Actions.asked] == [action]


def test_nothing_of_a_turn_is_left_for_the_next(bot):
    bot.say("ik heb geen papieren en ben ziek", memory={"secret": 1})
    bot.say("/more_places")
    (turn,) = Actions.asked
    assert "papieren" not in json.dumps(turn)
    assert "secret" not in json.dumps(turn)
    said = [event for event in turn["tracker"]["events"] if event["event"] == "user"]
    assert len(said) == 1


def test_many_people_at_once_get_their_own_answer(bot):
    wanted = ["/yes", "/no", "/more_places", "/talk_to_human"] * 5
    replies: dict[int, str] = {}

    def ask(number, text):
        body = json.dumps({"sender": f"person-{number}", "message": text}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{bot.port}/webhooks/rest/webhook",
            data=body,
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as reply:
            replies[number] = json.loads(reply.read())[0]["custom"]["key"]

    threads = [threading.Thread(target=ask, args=item) for item in enumerate(wanted)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [replies[n] for n in range(len(wanted))] == [f"action_{w[1:]}" for w in wanted]


@pytest.mark.parametrize(
    "path", ["/conversations/test/tracker", "/model/parse", "/domain", "/status"]
)
def test_there_is_no_way_in_besides_the_channel(bot, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        bot.get(path)
    assert refused.value.code == 404


def test_it_listens_on_this_machine_only(bot):
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for row in Path(table).read_text().splitlines()[1:]:
            address, state = row.split()[1], row.split()[3]
            if state == "0A" and int(address.rpartition(":")[2], 16) == bot.port:
                listening.add(address.rpartition(":")[0])
    assert listening == {"0100007F"}


def test_nothing_is_written_in_the_home_directory(bot):
    assert list(bot.home.rglob("*")) == []


def test_no_word_of_a_message_is_in_the_log(bot):
    bot.say("mijnwachtwoord geheimwoord")
    broken = urllib.request.Request(
        f"http://127.0.0.1:{bot.port}/webhooks/rest/webhook",
        data=json.dumps({"sender": "x", "message": {"geheimwoord": "geheimwoord"}}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(broken, timeout=10) as reply:
        reply.read()
    written = bot.log.read_text(encoding="utf-8")
    assert "rest.message.received.failure" in written, "the failure itself is logged"
    assert "geheimwoord" not in written


def test_using_what_was_left_out_says_so():
    import tensorflow as tf

    from nlu.runtime import absent

    with pytest.raises(absent.AbsentPackageError, match="0002-no-tensorflow"):
        tf.constant([1])
    with pytest.raises(absent.AbsentPackageError):
        tf.keras.layers.Dense(3)


def test_absent_errors_can_be_named_in_except_clauses():
    import pymongo.errors

    with pytest.raises(ValueError, match="real"):
        try:
            raise ValueError("real")
        except pymongo.errors.ConnectionFailure:
            pass


def test_the_store_keeps_nothing():
    import asyncio

    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import UserUttered

    from nlu.runtime.forgetful import ForgetfulTrackerStore

    async def turn():
        store = ForgetfulTrackerStore(Domain.empty())
        tracker = await store.get_or_create_tracker("someone")
        tracker.update(UserUttered("geen papieren"))
        await store.save(tracker)
        assert await store.retrieve("someone") is None
        assert not await store.exists("someone")
        assert list(await store.keys()) == []
        assert not (await store.get_or_create_tracker("someone")).latest_message.text

    asyncio.run(turn())
