"""Checks whether an API follows Open Referral UK 3.0: `python -m tests.contract.oruk_runner URL`.

`… http://127.0.0.1:8000/hsds` asks the API of Antwerp what the published test profile asks, holds each
answer against the published schema, turns the pages of each list, and says what is wrong. Level 1 must
pass; level 2 is reported. The profile and schemas are read from WEGWIJS_STANDARDS.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.integration.hsds_schemas import STANDARDS, checker

PROFILE = "test-profile-HSDS-UK-3.0.json"
PER_PAGE = 5
PAGES_TURNED = 5
"""The first two pages, the middle one and the last two: where an off-by-one shows."""
PAUSE = httpx.Timeout(20)


@dataclass
class Check:
    """One line of the report: a call, and what is wrong with its answers.

    `schema` holds faults against the published schema, `paging` those of the envelope and of pages
    that do not add up, `transport` answers that are no JSON at all. `formats` are addresses and dates
    that are not written as such; the published counts leave them out, so they fail nothing here.
    """

    name: str
    path: str
    schema_name: str
    required: bool
    schema: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    paging: list[str] = field(default_factory=list)
    transport: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not (self.schema or self.paging or self.transport)


class Runner:
    """Runs the profile against one API. `ids` is how many records are fetched one by one."""

    def __init__(self, base_url: str, folder: Path, ids: int = 1) -> None:
        self._base = base_url.rstrip("/")
        self._folder = folder
        self._ids = ids
        self._saved: dict[str, list[str]] = {}
        self._http = httpx.Client(timeout=PAUSE, trust_env=False, follow_redirects=True)

    def run(self) -> list[Check]:
        """Every test of the profile, in its order."""
        profile = json.loads((self._folder / PROFILE).read_text("utf-8"))
        with self._http:
            return [
                self._check(test, group["required"])
                for group in profile["testGroups"]
                for test in group["tests"]
            ]

    def _check(self, test: Mapping[str, Any], required: bool) -> Check:
        name = test["schema"].rsplit("/", 1)[-1]
        check = Check(test["name"], test["endpoint"], name, required)
        for path in self._paths(test, check):
            answer = self._get(path, {}, check)
            if answer is None:
                continue
            self._hold_against(name, answer, check)
            if test.get("saveIds"):
                self._saved[f"{test['endpoint']}-id"] = _ids_in(answer, test["saveIdField"])
        if test.get("pagination") and not check.transport:
            check.paging += self._turn_pages(test["endpoint"], check)
        return check

    def _paths(self, test: Mapping[str, Any], check: Check) -> list[str]:
        if "useIdFrom" not in test:
            return [test["endpoint"]]
        ids = self._saved.get(test["useIdFrom"], [])[: self._ids]
        if not ids:
            check.transport.append("there is no id to ask for: the list gave none")
        return [test["endpoint"] + made for made in ids]

    def _get(self, path: str, params: Mapping[str, int], check: Check) -> Any:
        try:
            answer = self._http.get(self._base + path, params=dict(params))
            if answer.status_code != 200:
                check.transport.append(f"{path}: status {answer.status_code}")
                return None
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            check.transport.append(f"{path}: {type(error).__name__}")
            return None

    def _hold_against(self, name: str, answer: Any, check: Check) -> None:
        schema = json.loads((self._folder / "schemas" / name).read_text("utf-8"))
        for error in Draft202012Validator(schema, format_checker=checker()).iter_errors(answer):
            fault = f"{error.json_path}: {error.message[:160]}"
            only_form = error.validator == "format" and error.validator_value != "uuid"
            faults = check.formats if only_form else check.schema
            if fault not in faults:
                faults.append(fault)

    # Pages

    def _turn_pages(self, endpoint: str, check: Check) -> Iterator[str]:
        first = self._get(endpoint, {"page": 1, "per_page": PER_PAGE}, check)
        if not isinstance(first, dict):
            yield "the list is not in an envelope"
            return
        yield from _envelope_faults(first, 1)
        total = first.get("total_pages")
        if not isinstance(total, int):
            return
        seen = set(_ids_in(first, "contents"))
        chosen = sorted({2, (total + 1) // 2, total - 1, total} & set(range(2, total + 1)))
        for number in chosen[:PAGES_TURNED]:
            page = self._get(endpoint, {"page": number, "per_page": PER_PAGE}, check)
            if not isinstance(page, dict):
                return
            yield from _envelope_faults(page, number)
            again = seen & set(_ids_in(page, "contents"))
            if again:
                yield f"page {number}: {len(again)} records stood on an earlier page"
            seen |= set(_ids_in(page, "contents"))


def _envelope_faults(page: Mapping[str, Any], asked: int) -> Iterator[str]:
    contents, total = page.get("contents"), page.get("total_pages")
    if not isinstance(contents, list) or not isinstance(total, int):
        yield f"page {asked}: no contents or no total_pages"
        return
    last = asked == total
    wanted = {
        "page_number": asked,
        "first_page": asked == 1,
        "last_page": last,
        "empty": not contents,
        "size": len(contents),
    }
    for name, value in wanted.items():
        if page.get(name) is not value and page.get(name) != value:
            yield f"page {asked}: {name} is {page.get(name)!r} and not {value!r}"
    if len(contents) > PER_PAGE or (len(contents) < PER_PAGE and not last):
        yield f"page {asked}: {len(contents)} records where {PER_PAGE} were asked for"
    items = page.get("total_items")
    if not isinstance(items, int) or not (total - 1) * PER_PAGE < max(items, 1) <= total * PER_PAGE:
        yield f"page {asked}: {items!r} items cannot fill {total} pages of {PER_PAGE}"


def _ids_in(answer: Any, name: str) -> list[str]:
    items = answer.get(name) if isinstance(answer, dict) else None
    found = items if isinstance(items, list) else []
    return [
        item["id"] for item in found if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]


def level_1_passed(checks: list[Check]) -> bool:
    return all(check.passed for check in checks if check.required)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("url", help="base address of the API, e.g. http://127.0.0.1:8000/hsds")
    parser.add_argument("--standards", type=Path, default=STANDARDS, help="folder with oruk-3.0/")
    parser.add_argument("--ids", type=int, default=10, help="records to fetch one by one per kind")
    chosen = parser.parse_args(arguments)
    checks = Runner(chosen.url, chosen.standards / "oruk-3.0", chosen.ids).run()
    for check in checks:
        level = 1 if check.required else 2
        word = "passed" if check.passed else "FAILED"
        faults = [*check.transport, *check.schema, *check.paging]
        sys.stdout.write(
            f"level {level} {word} {check.path} ({check.schema_name}): {len(faults)}\n"
        )
        for fault in faults:
            sys.stdout.write(f"    {fault}\n")
        for fault in check.formats:
            sys.stdout.write(f"    (not counted) {fault}\n")
    passed = level_1_passed(checks)
    sys.stdout.write(f"Open Referral UK 3.0 level 1: {'passed' if passed else 'FAILED'}\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
