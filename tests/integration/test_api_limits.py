"""What a hostile or broken client can send: refused with a problem, never a fault, never an echo."""

import base64
import json
import socket
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from tests.integration.api_service import Api, Person, serving

FIELDS = {"type", "title", "status", "detail", "instance"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with serving(tmp_path_factory.mktemp("api")) as running:
        yield running


@pytest.fixture(scope="module")
def person(api: Api) -> Person:
    return Person(api, language="nl")


def refused(reply: httpx.Response, status: int) -> dict[str, Any]:
    """The problem in a refusal, whole."""
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = reply.json()
    assert problem.keys() >= FIELDS
    assert problem["status"] == status
    return problem


def new_id() -> str:
    return str(uuid.uuid4())


def raw(person: Person, content: bytes | str, kind: str = "application/json") -> httpx.Response:
    return person.http.post(
        f"{person.path}/messages",
        content=content,
        headers={**person.headers, "Content-Type": kind},
    )


class TestMessages:
    @pytest.mark.parametrize(
        "body",
        [
            {"text": ""},
            {"text": " \n\t "},
            {"text": "\u202e\x00"},
            {"text": "///"},
            {},
            {"text": None},
            {"text": 5},
            {"text": ["hallo"]},
            {"text": {"a": 1}},
            {"text": "x" * 2001},
            {"choice": "x" * 201},
            {"choice": 1},
            {"location": {}},
            {"location": {"latitude": "north", "longitude": 4}},
            {"location": {"latitude": 91, "longitude": 4}},
            {"location": {"latitude": 51, "longitude": 1e400}},
            {"location": {"latitude": None, "longitude": None}},
            {"location": [51, 4]},
        ],
        ids=str,
    )
    def test_wrong_fields(self, person: Person, body: dict[str, Any]) -> None:
        sent = json.dumps({"client_id": new_id(), **body})
        refused(raw(person, sent), 422)

    @pytest.mark.parametrize("client_id", [None, "", "x", 5, [], "g" * 36])
    def test_wrong_client_id(self, person: Person, client_id: object) -> None:
        refused(raw(person, json.dumps({"client_id": client_id, "text": "hallo"})), 422)

    @pytest.mark.parametrize("content", ["[]", "null", "1", '"x"', "", " "])
    def test_not_an_object(self, person: Person, content: str) -> None:
        assert raw(person, content).status_code in {400, 422}

    @pytest.mark.parametrize(
        "content",
        [
            b"{",
            b"{'text': 'x'}",
            b'{"text": "\xff\xfe"}',
            b"[" * 10_000 + b"]" * 10_000,
            b'{"text":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
            b'{"text": ' + b"1" * 5000 + b"}",
        ],
        ids=["cut off", "quotes", "not utf-8", "deep", "deep inside", "long number"],
    )
    def test_not_readable(self, person: Person, content: bytes) -> None:
        reply = raw(person, content)
        assert reply.status_code in {400, 422}, reply.text
        refused(reply, reply.status_code)

    def test_lone_surrogates(self, person: Person) -> None:
        refused(raw(person, f'{{"client_id": "{new_id()}", "text": "\\ud800 hallo"}}'), 422)

    def test_not_a_number_as_position(self, person: Person) -> None:
        place = '{"latitude": NaN, "longitude": Infinity}'
        refused(raw(person, f'{{"client_id": "{new_id()}", "location": {place}}}'), 422)

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "x", "a/b"]
    )
    def test_other_forms_than_json(self, person: Person, kind: str) -> None:
        refused(raw(person, json.dumps({"client_id": new_id(), "text": "hallo"}), kind), 415)

    def test_two_thousand_characters_are_taken(self, person: Person) -> None:
        longest = json.dumps({"client_id": new_id(), "text": "é" * 2000})
        assert raw(person, longest).status_code == 202

    def test_no_refusal_repeats_what_was_sent(self, person: Person) -> None:
        mark = "zwaluwnest"
        for body in ({"text": mark * 300}, {"text": [mark]}, {"location": mark}, {mark: mark}):
            assert mark not in raw(person, json.dumps(body)).text

    @pytest.mark.parametrize("wait", ["-1", "x", "nan", "inf", "1e300", ""])
    def test_wrong_wait(self, person: Person, wait: str) -> None:
        reply = person.http.post(
            f"{person.path}/messages?wait={wait}",
            json={"client_id": new_id(), "text": "hallo"},
            headers=person.headers,
        )
        refused(reply, 422)

    @pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 30, "9" * 5000, ""])
    def test_wrong_after(self, person: Person, after: str) -> None:
        url = f"{person.path}/messages?after={after}"
        refused(person.http.get(url, headers=person.headers), 422)


class TestSize:
    def test_a_large_body_is_refused_at_once(self, person: Person) -> None:
        began = time.perf_counter()
        refused(raw(person, b'{"text": "' + b"x" * 100_000), 413)
        assert time.perf_counter() - began < 0.5

    def test_in_pieces_without_a_length(self, person: Person) -> None:
        sent = 0

        def pieces() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(100):
                sent += 1000
                yield b"x" * 1000

        reply = person.http.post(
            f"{person.path}/messages", content=pieces(), headers=person.headers
        )
        refused(reply, 413)

    def test_the_connection_can_be_used_again(self, api: Api) -> None:
        with httpx.Client(base_url=api.url, trust_env=False) as http:
            assert http.post("/v1/conversations", content=b"x" * 50_000).status_code == 413
            assert http.get("/status/live").status_code == 200

    @pytest.mark.parametrize("length", ["-5", "99999999999999999999999", "1e3", "0x10"])
    def test_a_false_length(self, api: Api, length: str) -> None:
        head = f"POST /v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", api.port), timeout=5) as connection:
            connection.sendall(head.encode())
            assert connection.recv(100).split()[1] in {b"400", b"413", b"422"}


class TestOpening:
    @pytest.mark.parametrize(
        "body",
        [
            {"language": "xx"},
            {"language": ""},
            {"language": 5},
            {"channel": "fax"},
            {"channel": []},
            {"near": "x" * 201},
            {"near": 2060},
            [],
            "nl",
        ],
        ids=str,
    )
    def test_wrong_fields(self, api: Api, body: object) -> None:
        refused(httpx.post(f"{api.url}/v1/conversations", json=body, trust_env=False), 422)

    def test_an_unknown_language_names_the_known_ones(self, api: Api) -> None:
        reply = httpx.post(f"{api.url}/v1/conversations", json={"language": "xx"}, trust_env=False)
        assert "ti" in refused(reply, 422)["languages"]

    def test_nothing_at_all_is_enough(self, api: Api) -> None:
        assert httpx.post(f"{api.url}/v1/conversations", trust_env=False).status_code == 201


class TestKeys:
    def test_wrong_id_and_wrong_token_look_the_same(self, api: Api, person: Person) -> None:
        other = Person(api)
        seen = [
            person.http.get(f"/v1/conversations/{new_id()}/messages", headers=person.headers),
            person.http.get(f"{person.path}/messages", headers=other.headers),
            person.http.get(f"{person.path}/messages", headers={"Authorization": "Bearer x"}),
            person.http.get(f"{person.path}/messages", headers={"Authorization": "Basic eDp4"}),
            person.http.get(f"{person.path}/messages", headers={"Authorization": b"Bearer \xff"}),
            person.http.get(f"{person.path}/messages"),
        ]
        assert len({json.dumps(refused(reply, 404)) for reply in seen}) == 1

    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
    def test_every_door_needs_it(self, person: Person, method: str) -> None:
        paths = {"GET": ["/messages", "/events"], "POST": ["/messages"], "DELETE": [""]}[method]
        for path in paths:
            body = {"client_id": new_id(), "text": "hallo"} if method == "POST" else None
            reply = person.http.request(
                method, f"{person.path}{path}", json=body, headers={"Authorization": "Bearer x"}
            )
            refused(reply, 404)
        assert person.read().status_code == 200


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/nothing",
            "/v1",
            "/V1/needs",
            "/v1/needs/",
            "/v1//needs",
            "/v1/conversations/%2e%2e%2fneeds/messages",
            "/v1/conversations/%00/messages",
            "/v1/conversations/%ff/messages",
            "/v1/places/%00",
            "/v1/places/..%2f..%2fetc%2fpasswd",
            "/static/..%2fapp.py",
            "/status/",
            "/docs",
        ],
    )
    def test_not_there(self, api: Api, path: str) -> None:
        refused(httpx.get(f"{api.url}{path}", trust_env=False), 404)

    @pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "TRACE"])
    def test_other_methods(self, person: Person, method: str) -> None:
        reply = person.http.request(method, f"{person.path}/messages", headers=person.headers)
        assert reply.status_code == 405
        assert reply.headers["allow"]


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["/status/live", "/nothing", "/v1/needs", "/v1/places?limit=0"]
    )
    def test_on_every_answer(self, api: Api, path: str) -> None:
        reply = httpx.get(f"{api.url}{path}", trust_env=False)
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in reply.headers
        assert "server" not in reply.headers
        assert "access-control-allow-origin" not in reply.headers

    def test_a_conversation_is_not_cached(self, person: Person) -> None:
        assert person.read().headers["cache-control"] == "no-store"

    def test_other_sites_when_allowed(self, tmp_path: Path) -> None:
        site = "https://www.antwerpen.be"
        with serving(tmp_path, WEGWIJS_ALLOWED_ORIGINS=site) as api:
            asked = {"Origin": site, "Access-Control-Request-Method": "POST"}
            reply = httpx.options(f"{api.url}/v1/conversations", headers=asked, trust_env=False)
            assert reply.headers["access-control-allow-origin"] == site
            assert "access-control-allow-credentials" not in reply.headers
            asked["Origin"] = "https://elsewhere.example"
            reply = httpx.options(f"{api.url}/v1/conversations", headers=asked, trust_env=False)
            assert "access-control-allow-origin" not in reply.headers


class TestCorrelation:
    WHOLE: ClassVar = {
        "id": "a-1",
        "sourceId": "s",
        "sourceName": "desk",
        "instanceId": "i",
        "instanceName": "desk-1",
    }

    def sent(self, api: Api, value: object) -> str:
        raw_value = value if isinstance(value, str) else _encoded(value)
        reply = httpx.get(
            f"{api.url}/status/live", headers={"Dgp-Correlation": raw_value}, trust_env=False
        )
        assert reply.status_code == 200
        return reply.headers["dgp-correlation"]

    def test_made_when_missing(self, api: Api) -> None:
        made = httpx.get(f"{api.url}/status/live", trust_env=False).headers["dgp-correlation"]
        assert set(_decoded(made)) == set(self.WHOLE)

    def test_a_whole_one_goes_on_unchanged(self, api: Api) -> None:
        whole = _encoded(self.WHOLE)
        assert self.sent(api, whole) == whole

    def test_an_incomplete_one_is_completed(self, api: Api) -> None:
        completed = _decoded(self.sent(api, {"id": "a-1"}))
        assert completed["id"] == "a-1"
        assert set(completed) == set(self.WHOLE)

    @pytest.mark.parametrize(
        "value", ["!!!", "", "e30=", base64.b64encode(b"[" * 1400).decode(), "x" * 5000]
    )
    def test_nonsense_is_replaced(self, api: Api, value: str) -> None:
        assert set(_decoded(self.sent(api, value))) == set(self.WHOLE)


def _encoded(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def _decoded(value: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(base64.b64decode(value))
    return decoded


class TestRates:
    def test_a_loop_is_slowed_down(self, tmp_path: Path) -> None:
        with serving(tmp_path, WEGWIJS_MESSAGES_PER_MINUTE="5") as api:
            person, other = Person(api), Person(api)
            seen = [person.post(wait=0, text="hallo") for _ in range(8)]
            assert [reply.status_code for reply in seen] == [202] * 5 + [429] * 3
            refused(seen[-1], 429)
            assert int(seen[-1].headers["retry-after"]) >= 1
            assert other.post(wait=0, text="hallo").status_code == 202

    def test_new_conversations_are_counted_together(self, tmp_path: Path) -> None:
        with serving(tmp_path, WEGWIJS_CONVERSATIONS_PER_MINUTE="3") as api:
            seen = [
                httpx.post(f"{api.url}/v1/conversations", trust_env=False).status_code
                for _ in range(5)
            ]
            assert seen == [201] * 3 + [429] * 2


def test_the_interface_describes_itself(api: Api) -> None:
    described = httpx.get(f"{api.url}/openapi.json", trust_env=False).json()
    doors = {f"{method} {path}" for path, ways in described["paths"].items() for method in ways}
    assert doors >= {
        "post /v1/conversations",
        "post /v1/conversations/{id}/messages",
        "get /v1/conversations/{id}/messages",
        "get /v1/conversations/{id}/events",
        "delete /v1/conversations/{id}",
        "get /v1/places",
        "get /v1/places/{id}",
        "get /v1/needs",
        "get /v1/languages",
        "get /status/ping",
        "get /status/live",
        "get /status/ready",
        "get /status/health/components",
        "get /status/metrics",
    }
