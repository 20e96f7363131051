"""Rasa killed in mid-conversation, a taken port, a clean stop: over the real processes."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.service import ROOT, Service, Talk, running

pytestmark = pytest.mark.processes


def test_first_seconds_are_answered_and_nothing_is_lost(tmp_path: Path) -> None:
    """The API answers within 3 s of its start; while Rasa loads, the directory answers."""
    with running(tmp_path) as service:
        ready = service.wait_for("store", "directory", seconds=20)
        assert ready < 5, f"the API took {ready:.1f} s"
        talk = Talk(service.url)
        said = talk.say("waar kan ik een voedselpakket krijgen in 2060")
        assert said.seconds < 4
        assert "food_aid" in said.needs and said.places, said
        everything = service.wait_for("rasa", "actions", "store", "directory")
        assert everything < 30
        said = talk.say("nee dichter bij Deurne")
        assert "food_aid" in said.needs, "what was said before Rasa came is remembered"
        assert service.stop() < 10


def test_rasa_killed_in_mid_conversation(service: Service) -> None:
    talk = Talk(service.url, language="nl")
    said = talk.say("ik zoek een voedselpakket in 2060")
    assert said.keys == ["places_found"]
    killed = service.kill("rasa")
    said = talk.say("ik heb ook kleren nodig")
    assert said.seconds < 4
    assert "clothes_furniture" in said.needs, said
    assert said.keys == ["places_found"], "2060 is still known"
    service.wait_for_another("rasa", killed)
    said = talk.say("en dichter bij Deurne?")
    assert "clothes_furniture" in said.needs, "need and place are remembered"
    sequence = [message["seq"] for message in talk.messages()]
    assert sequence == list(range(1, len(sequence) + 1)), "nothing lost, nothing doubled"


def test_actions_killed_in_mid_conversation(service: Service) -> None:
    talk = Talk(service.url, language="nl")
    killed = service.kill("actions")
    said = talk.say("ik zoek een voedselpakket in 2060")
    assert said.places and said.seconds < 5, said
    service.wait_for_another("actions", killed)


def test_api_killed_keeps_what_was_accepted(service: Service) -> None:
    talk = Talk(service.url, language="nl")
    accepted = talk.send(wait=0, text="ik zoek een voedselpakket in 2060")
    assert accepted.status_code == 202
    service.wait_for_another("api", service.kill("api"))
    deadline = time.monotonic() + 10
    messages = talk.messages()
    while messages[-1]["author"] == "person" and time.monotonic() < deadline:
        time.sleep(0.2)
        messages = talk.messages()
    mine = [m for m in messages if m["author"] == "person"]
    assert [m["seq"] for m in mine] == [accepted.json()["seq"]]
    assert messages[-1]["author"] == "assistant", "answered after the restart"


def test_a_taken_port_gives_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "api.cli", "up"],
            cwd=ROOT,
            env={
                **os.environ,
                "WEGWIJS_PORT": str(port),
                "WEGWIJS_DATABASE_URL": f"sqlite:///{tmp_path / 'talks.sqlite'}",
            },
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert ended.returncode == 1
    assert f"Port {port}" in ended.stderr and "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_killing_the_supervisor_leaves_no_orphan(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        service.wait_for("store", seconds=20)
        assert service.process is not None
        children = psutil.Process(service.process.pid).children(recursive=True)
        service.process.kill()
        service.process.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        for orphan in alive:
            orphan.kill()
        assert not alive


def test_everything_listens_on_loopback_only(service: Service) -> None:
    assert service.process is not None
    family = psutil.Process(service.process.pid).children(recursive=True)
    listening = {
        connection.laddr.ip
        for process in family
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}, listening


def test_no_log_holds_what_a_person_wrote(service: Service) -> None:
    marks = ["zwaluwnest", "kanariepiet"]
    talk = Talk(service.url, language="nl")
    talk.say(f"ik zoek een voedselpakket in 2060 {marks[0]}")
    talk.say(f"{marks[1]} blablabla")
    talk.send(text=marks[0] * 1000)
    time.sleep(0.5)
    searched = [*(ROOT / "var" / "log").glob("*"), service.folder / "up.log"]
    for path in searched:
        found = path.read_bytes()
        for mark in marks:
            assert mark.encode() not in found, path
