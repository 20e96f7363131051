"""Our runner of Open Referral UK: right about the standard's own examples, and passed by our API.

`mocks/default` passes, `mocks/fail` has no profile, services without a name and a term without a
description; the API of Antwerp, a real process, passes level 1 and also everything else.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.contract.oruk_runner import Check, Runner, level_1_passed
from tests.integration.api_service import ROOT, serving
from tests.integration.hsds_schemas import STANDARDS, standards

KINDS = ("service", "taxonomy", "taxonomy_term", "service_at_location")
PLURALS = {"taxonomy": "taxonomies"}


@contextmanager
def mock(folder: Path) -> Iterator[str]:
    """The standard's example answers, served as its own mock service does."""
    files = {"/": "api_details.json"}
    for kind in KINDS:
        files[f"/{PLURALS.get(kind, f'{kind}s')}"] = f"{kind}_list.json"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            name = files.get(path) or self._one(path)
            raw = (folder / name).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def _one(self, path: str) -> str:
            listed = files[path.rsplit("/", 1)[0]]
            kind = listed.removesuffix("_list.json")
            whole = folder / f"{kind}_full.json"
            return whole.name if whole.exists() else f"{kind}.json"

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def checked(url: str, ids: int = 1) -> dict[str, Check]:
    checks = Runner(url, standards("oruk-3.0"), ids).run()
    return {check.schema_name: check for check in checks}


def test_the_examples_that_are_right_pass() -> None:
    # organization_list is not asked for: its schema describes one organisation, a slip upstream.
    with mock(standards("oruk-3.0/mocks/default")) as url:
        checks = checked(url)
    assert len(checks) == 9
    assert {name: check for name, check in checks.items() if not check.passed} == {}
    assert level_1_passed(list(checks.values()))


def test_the_examples_that_are_wrong_fail_with_their_faults() -> None:
    with mock(standards("oruk-3.0/mocks/fail")) as url:
        checks = checked(url)
    faults = {name: len(check.schema) for name, check in checks.items() if check.schema}
    assert faults == {"api_details.json": 1, "service_list.json": 6, "taxonomy_term.json": 1}
    assert any("uri" in fault for fault in checks["service.json"].formats)
    assert "profile" in checks["api_details.json"].schema[0]
    assert any("name" in fault for fault in checks["service_list.json"].schema)
    assert "description" in checks["taxonomy_term.json"].schema[0]
    assert not level_1_passed(list(checks.values()))


def test_pages_that_do_not_add_up_are_seen() -> None:
    with mock(standards("oruk-3.0/mocks/fail")) as url:
        checks = checked(url)
    assert any("size" in fault for fault in checks["service_list.json"].paging)


def test_an_api_that_is_not_there_fails() -> None:
    checks = checked("http://127.0.0.1:9")
    assert not level_1_passed(list(checks.values()))
    assert all(check.transport for check in checks.values())


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("oruk")) as running:
        yield f"{running.url}/hsds"


def test_our_running_api_passes_level_1_and_2(api: str) -> None:
    checks = checked(api, ids=50)
    wrong = {name: check for name, check in checks.items() if not check.passed}
    assert wrong == {}
    assert [fault for check in checks.values() for fault in check.formats] == []
    assert level_1_passed(list(checks.values()))


def test_the_runner_is_a_command(api: str) -> None:
    standards("oruk-3.0")
    for url, code, word in ((api, 0, "passed"), ("http://127.0.0.1:9", 1, "FAILED")):
        done = subprocess.run(
            [sys.executable, "-m", "tests.contract.oruk_runner", url, "--standards", STANDARDS],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout
        assert done.stdout.splitlines()[-1] == f"Open Referral UK 3.0 level 1: {word}"


def test_the_profile_is_the_published_one() -> None:
    folder = standards("oruk-3.0")
    profile = json.loads((folder / "test-profile-HSDS-UK-3.0.json").read_text("utf-8"))
    assert [group["required"] for group in profile["testGroups"]] == [True, False]
