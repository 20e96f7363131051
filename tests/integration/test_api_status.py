"""Health, metrics and logs, as the city's monitoring reads them."""

import base64
import json
import sqlite3
from pathlib import Path

import httpx
import psutil

from tests.integration.api_service import Person, RestChannel, eventually, serving, uttered


def test_without_rasa_it_is_degraded(tmp_path: Path) -> None:
    with serving(tmp_path) as api, httpx.Client(base_url=api.url, trust_env=False) as http:
        assert http.get("/status/ping").json() == {"status": "degraded"}
        assert http.get("/status/live").status_code == 200
        assert http.get("/status/ready").status_code == 200
        found = http.get("/status/health/components").json()
        rows = {row["name"]: row for row in found["components"]}
        assert {name: row["status"] for name, row in rows.items()} == {
            "store": "ok",
            "directory": "ok",
            "rasa": "outage",
            "actions": "outage",
        }
        assert rows["rasa"]["errormessage"] and rows["rasa"]["code"]
        assert rows["store"].keys() == {"name", "type", "status", "errormessage", "code"}


def test_with_all_parts_it_is_ok(tmp_path: Path) -> None:
    rasa = RestChannel()
    try:
        parts = {"WEGWIJS_RASA_URL": rasa.url, "WEGWIJS_ACTIONS_URL": f"{rasa.url}/webhook"}
        with serving(tmp_path, **parts) as api:
            assert httpx.get(f"{api.url}/status/ping", trust_env=False).json() == {"status": "ok"}
    finally:
        rasa.close()


def test_a_rasa_that_talks_nonsense_does_not_count_as_well(tmp_path: Path) -> None:
    rasa = RestChannel()
    rasa.answer = lambda _: []  # as it does without a model
    try:
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url) as api:
            Person(api, language="nl").say("voedselpakket in 2060")
            found = httpx.get(f"{api.url}/status/health/components", trust_env=False).json()
            assert {row["name"]: row["status"] for row in found["components"]}["rasa"] == "outage"
    finally:
        rasa.close()


def test_a_store_that_is_busy_refuses_and_recovers(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        person = Person(api)
        other = sqlite3.connect(api.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        refused = person.post(wait=0, text="hallo")
        assert refused.status_code == 503
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"]
        assert person.read().status_code == 200, "reading goes on"
        other.execute("ROLLBACK")
        other.close()
        assert person.post(wait=0, text="hallo").json() == {"seq": 2}, "nothing was half stored"


def test_metrics_count_by_route(tmp_path: Path) -> None:
    with serving(tmp_path) as api, httpx.Client(base_url=api.url, trust_env=False) as http:
        person = Person(api, language="nl")
        person.say("waar kan ik een voedselpakket krijgen in 2060")
        http.get("/nothing")
        text = http.get("/status/metrics").text
        route = 'route="/v1/conversations/{id}/messages"'
        assert f'wegwijs_requests_total{{method="POST",{route},status="200"}} 1' in text
        assert 'wegwijs_requests_total{method="GET",route="(none)",status="404"} 1' in text
        assert 'wegwijs_turns_total{by="fallback"} 1' in text
        assert f'wegwijs_duration_seconds_bucket{{{route},le="+Inf"}} 1' in text
        assert person.id not in text


def test_logs_say_what_happened_and_not_to_whom(tmp_path: Path) -> None:
    rasa = RestChannel()
    rasa.answer = uttered("crisis", {"kind": "meteorite", "numbers": []})
    try:
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url, WEGWIJS_LOG_LEVEL="debug") as api:
            whole = {
                "id": "desk-77",
                "sourceId": "s",
                "sourceName": "desk",
                "instanceId": "i",
                "instanceName": "desk",
                "userId": "somebody",
                "ipAddress": "10.9.8.7",
            }
            person = Person(api)
            linked = base64.b64encode(json.dumps(whole).encode()).decode()
            person.headers["Dgp-Correlation"] = linked
            person.post(text="zwaluwnest in 2060")
            person.post(text="zwaluwnest" * 400)
            person.http.get("/zwaluwnest?q=zwaluwnest")
            assert eventually(lambda: len(api.lines()) >= 5)
            lines = api.lines()
            text = api.log.read_text()
    finally:
        rasa.close()
    for line in lines:
        assert line.keys() >= {"timestamp", "type", "correlationId", "level"}
        assert isinstance(line["type"], list)
    requests = [line for line in lines if "request" in line]
    sent = next(
        line
        for line in requests
        if line["request"]["method"] == "POST" and line["request"]["path"].endswith("messages")
    )
    assert sent["correlationId"] == "desk-77"
    assert sent["request"]["path"] == "/v1/conversations/{id}/messages"
    assert sent["response"]["status"] == 200 and sent["response"]["duration"] > 0
    assert any(line["level"] == "error" for line in lines), "the reply that cannot be shown"
    for secret in ("zwaluwnest", person.opened["token"], person.id, "somebody", "10.9.8.7"):
        assert secret not in text
    inward = json.loads(base64.b64decode(rasa.headers[0]["Dgp-Correlation"]))
    assert inward["id"] == "desk-77"
    assert not {"userId", "ipAddress"} & inward.keys()


def test_start_and_memory(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        assert api.stop() < 2
        assert api.start() < 5, "3 s on a machine that does nothing else"
        Person(api).say("waar kan ik eten vinden in 2060")
        assert api.process is not None
        assert psutil.Process(api.process.pid).memory_info().rss < 250e6
