"""Talks to a running service in a terminal: `wegwijs chat --lang ar`.

It uses the same HTTP as the page, so that a developer or a desk in Ekeren without a browser sees
what people see. A number taps the button with that number; `/stop` ends and wipes the conversation.
"""

import sys
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

import httpx

from locales.render import plain

STOP = "/stop"
WAIT = 20


class Terminal:
    """One conversation with its reader and its writer."""

    def __init__(self, http: httpx.Client, out: TextIO) -> None:
        self._http = http
        self._out = out
        self._path = ""
        self._choices: list[Mapping[str, str]] = []

    def start(self, language: str | None) -> None:
        wanted = {"channel": "terminal", "language": language}
        reply = self._http.post("/v1/conversations", json=wanted)
        started = _good(reply)
        self._path = f"/v1/conversations/{started['id']}"
        self._http.headers["Authorization"] = f"Bearer {started['token']}"
        self._show(started["messages"])

    def say(self, line: str) -> None:
        """One line from the keyboard: words, or the number of a button."""
        body: dict[str, Any] = {"client_id": str(uuid.uuid4())}
        if line.isascii() and line.isdigit() and 0 < int(line) <= len(self._choices):
            chosen = self._choices[int(line) - 1]
            body |= {"choice": chosen["id"], "text": chosen["label"]}
        else:
            body["text"] = line
        reply = self._http.post(f"{self._path}/messages", params={"wait": WAIT}, json=body)
        self._show(_good(reply).get("messages", []))

    def forget(self) -> None:
        self._http.delete(self._path)

    def _show(self, messages: Iterable[Mapping[str, Any]]) -> None:
        for message in messages:
            blocks = message["blocks"]
            rest = [block for block in blocks if block["type"] != "choices"]
            self._out.write(plain(rest, message["language"]) + "\n")
            self._choices = [
                choice
                for block in blocks
                if block["type"] == "choices"
                for choice in block["choices"]
            ]
            for number, choice in enumerate(self._choices, start=1):
                self._out.write(f"  [{number}] {choice['label']}\n")
        self._out.flush()


def talk(base: str, language: str | None) -> None:
    """Talks until the keyboard ends or `/stop` is typed, then has the conversation wiped."""
    with httpx.Client(base_url=base, timeout=WAIT + 5, trust_env=False) as http:
        terminal = Terminal(http, sys.stdout)
        try:
            terminal.start(language)
            for line in sys.stdin:
                if line.strip() == STOP:
                    break
                if line.strip():
                    terminal.say(line.strip())
            terminal.forget()
        except httpx.TransportError:
            sys.exit(f"Wegwijs does not answer at {base}. Start it with `make up`.")
        except KeyboardInterrupt:
            terminal.forget()


def _good(reply: httpx.Response) -> dict[str, Any]:
    """The body of an answer; a refusal is told and ends the conversation."""
    body: dict[str, Any] = reply.json()
    if reply.is_error:
        sys.exit(f"{body.get('title')}: {body.get('detail')}")
    return body
