"""The outer layers by themselves: rates, correlation, log lines, metrics and problems."""

import json
import logging
from typing import Any

import pytest

from api.edge import correlation
from api.edge.logs import JsonLines, where
from api.edge.metrics import Metrics
from api.edge.problems import response_for
from api.edge.rates import MOST_KEYS, Rate
from api.errors import Invalid, NoConversation, Problem, TooLarge, TooMany


class Ticks:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestRates:
    def test_a_burst_and_then_one_at_a_time(self) -> None:
        ticks = Ticks()
        rate = Rate("messages", 3, 0.5, ticks)
        for _ in range(3):
            rate.take("a")
        with pytest.raises(TooMany) as refused:
            rate.take("a")
        assert refused.value.headers["Retry-After"] == "2"
        ticks.now = 2
        rate.take("a")
        with pytest.raises(TooMany):
            rate.take("a")

    def test_each_key_has_its_own(self) -> None:
        rate = Rate("messages", 1, 1, Ticks())
        rate.take("a")
        rate.take("b")
        with pytest.raises(TooMany):
            rate.take("a")

    def test_never_more_than_a_burst(self) -> None:
        ticks = Ticks()
        rate = Rate("messages", 2, 1, ticks)
        ticks.now = 1000
        rate.take()
        rate.take()
        with pytest.raises(TooMany):
            rate.take()

    def test_memory_does_not_grow(self) -> None:
        rate = Rate("messages", 1, 1, Ticks())
        for key in range(MOST_KEYS + 500):
            rate.take(key)
        rate.take(0)  # the oldest ones were forgotten, so this one starts again
        assert len(rate._buckets) == MOST_KEYS


class TestCorrelation:
    def test_user_and_address_do_not_go_inwards(self) -> None:
        whole = dict.fromkeys((*correlation.REQUIRED, "userId", "ipAddress"), "x")
        linked = correlation.begin(correlation._encode(whole))
        assert linked.id == "x"
        assert linked.header == correlation._encode(whole)
        assert linked.inward == correlation._encode(dict.fromkeys(correlation.REQUIRED, "x"))

    @pytest.mark.parametrize("bad", ["a\nb", "", "x" * 65, 5, None, {"a": 1}, 'x"', "é"])
    def test_a_strange_field_is_made_anew(self, bad: object) -> None:
        whole: dict[str, Any] = {**dict.fromkeys(correlation.REQUIRED, "x"), "id": bad}
        linked = correlation.begin(correlation._encode(whole))
        assert linked.id != bad
        assert len(linked.id) == 36


class TestLogs:
    def line(self, **extra: object) -> dict[str, Any]:
        record = logging.makeLogRecord({"msg": "said", "levelname": "INFO", **extra})
        parsed: dict[str, Any] = json.loads(JsonLines().format(record))
        return parsed

    def test_what_the_city_asks_for(self) -> None:
        assert self.line().keys() >= {"timestamp", "type", "correlationId", "level"}
        assert self.line(fields={"type": ["application"]})["type"] == ["application"]

    def test_a_fault_does_not_quote(self) -> None:
        try:
            raise ValueError("zwaluwnest")
        except ValueError as error:
            told = where(error)
            line = self.line(exc_info=(type(error), error, error.__traceback__))
        assert told["kind"] == "ValueError"
        assert "test_edge.py" in told["at"][-1]
        assert "zwaluwnest" not in json.dumps(line)


class TestMetrics:
    def test_prometheus_text(self) -> None:
        metrics = Metrics()
        metrics.request("GET", "/v1/needs", 200, 0.02)
        metrics.request("GET", "/v1/needs", 200, 3.0)
        metrics.turn("rasa", 0.04)
        lines = metrics.text().splitlines()
        assert 'wegwijs_requests_total{method="GET",route="/v1/needs",status="200"} 2' in lines
        assert 'wegwijs_turns_total{by="rasa"} 1' in lines
        assert 'wegwijs_duration_seconds_bucket{route="/v1/needs",le="0.025"} 1' in lines
        assert 'wegwijs_duration_seconds_bucket{route="/v1/needs",le="5.0"} 2' in lines
        assert 'wegwijs_duration_seconds_sum{route="/v1/needs"} 3.020000' in lines
        for line in lines:
            assert line.startswith("# ") or line.rsplit(" ", 1)[1].replace(".", "").isdigit()


class TestProblems:
    @pytest.mark.parametrize(
        ("problem", "kind"),
        [
            (NoConversation(), "not-found"),
            (Invalid("x"), "unprocessable-"),
            (TooMany("x", 3), "too-many-requests"),
            (Problem(500, "x"), "internal-server-error"),
        ],
    )
    def test_the_type_tells_them_apart(self, problem: Problem, kind: str) -> None:
        body = json.loads(bytes(response_for(problem, {"type": "http"}).body))
        assert body["type"].startswith(f"urn:wegwijs:problem:{kind}")
        assert body["status"] == problem.status

    def test_nothing_extra_can_hide_the_standard_fields(self) -> None:
        problem = TooLarge(5)
        problem.extra["status"] = 200
        body = json.loads(bytes(response_for(problem, {"type": "http"}).body))
        assert (body["status"], body["limit"]) == (413, 5)
