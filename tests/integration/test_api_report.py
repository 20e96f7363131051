"""The quality report over HTTP, from the real starter directory of Antwerp."""

from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest

from tests.integration.api_service import serving


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        serving(tmp_path_factory.mktemp("api")) as api,
        httpx.Client(base_url=api.url, trust_env=False, timeout=20) as client,
    ):
        yield client


class Tags(HTMLParser):
    """Every tag with its attributes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_needs_nothing_but_its_style_sheet(http: httpx.Client) -> None:
    reply = http.get("/v1/directory/report")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/html")
    tags = Tags()
    tags.feed(reply.text)
    names = [tag for tag, _ in tags.found]
    assert not {"script", "style", "img", "iframe"} & set(names)
    assert not any("style" in attributes for _, attributes in tags.found)
    assert names.count("table") == names.count("caption") >= 5
    assert all("scope" in attributes for tag, attributes in tags.found if tag == "th")
    (style,) = [it["href"] for tag, it in tags.found if it.get("rel") == "stylesheet"]
    assert http.get(str(style)).headers["content-type"].startswith("text/css")


def test_the_figures_are_those_of_the_directory(http: httpx.Client) -> None:
    found = http.get("/v1/directory/report.json").json()
    assert found["places"] == sum(source["places"] for source in found["sources"]) > 200
    assert len(found["bs"]) == 7
    for b in found["bs"]:
        assert sum(b["values"].values()) == found["places"]
    worth = [call["worth"] for call in found["calls"]]
    assert worth == sorted(worth, reverse=True)
    assert all(call["phone"] and call["questions"] for call in found["calls"])
    assert not {"112", "101", "100"} & {call["phone"] for call in found["calls"]}
