"""The border with Rasa: which answers count, and when it is not asked at all."""

import json

import pytest

from api.rasa.breaker import Breaker
from api.rasa.schemas import read_reply

GOOD = {"key": "greet", "params": {}, "memory": {}}


class TestReplies:
    def test_one_reply(self) -> None:
        body = json.dumps([{"recipient_id": "x", "custom": GOOD}]).encode()
        assert read_reply(body).key == "greet"

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"{}",
            b"null",
            b"not json",
            b"\xff",
            json.dumps([{"custom": GOOD}, {"custom": GOOD}]).encode(),
            json.dumps([{"text": "hallo"}]).encode(),
            json.dumps([{"custom": {"key": "greet", "params": []}}]).encode(),
            json.dumps([{"custom": {"key": 5, "params": {}, "memory": {}}}]).encode(),
            json.dumps([{"custom": {"key": "greet", "params": {}, "memory": None}}]).encode(),
            b"[" * 5000,
        ],
    )
    def test_anything_else_is_refused(self, body: bytes) -> None:
        with pytest.raises(ValueError):
            read_reply(body)


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestBreaker:
    def test_open_after_a_failure_until_the_pause_is_over(self) -> None:
        ticks = Ticks()
        breaker = Breaker(5, ticks)
        assert breaker.lets_through() and not breaker.open
        breaker.failed(at_once=False)
        assert breaker.open and not breaker.lets_through()
        ticks.now = 5
        assert breaker.lets_through()

    def test_one_try_at_a_time(self) -> None:
        ticks = Ticks()
        breaker = Breaker(5, ticks)
        breaker.failed(at_once=False)
        ticks.now = 6
        assert breaker.lets_through()
        assert not breaker.lets_through()
        breaker.failed(at_once=False)
        assert not breaker.lets_through()
        ticks.now = 12
        assert breaker.lets_through()
        breaker.answered()
        assert breaker.lets_through() and breaker.lets_through() and not breaker.open

    def test_a_refusal_at_once_costs_nobody_time(self) -> None:
        breaker = Breaker(5, Ticks())
        breaker.failed(at_once=True)
        assert breaker.lets_through()

    def test_an_asker_that_leaves_frees_the_try(self) -> None:
        breaker = Breaker(5, Ticks())
        breaker.failed(at_once=True)
        assert breaker.lets_through()
        assert not breaker.lets_through()
        breaker.left()
        assert breaker.lets_through()
