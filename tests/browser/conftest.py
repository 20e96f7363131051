"""A real Chromium over the real service, and a loud reason when the machine has no Chromium."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.service import Service, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("browser")) as started:
        started.wait_for("rasa", "actions", "store", "directory")
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("NOT TESTED IN A BROWSER: install Debian's package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@dataclass
class Phone:
    """A phone-sized page that remembers what went wrong and where it asked for things."""

    page: Page
    context: BrowserContext
    url: str
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, lang: str) -> None:
        self.page.goto(f"{self.url}/?lang={lang}")
        self.page.wait_for_selector(".turn .bubble")

    def say(self, text: str) -> None:
        answers = self.page.locator("#log > .turn:not(.mine)")
        before = answers.count()
        self.page.fill("#text", text)
        self.page.keyboard.press("Enter")
        answers.nth(before).wait_for(timeout=20_000)


@pytest.fixture
def phone(service: Service, browser: Browser) -> Iterator[Phone]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    made = Phone(page, context, service.url)
    page.on("console", lambda m: made.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    page.on("request", lambda request: made.asked.append(request.url))
    yield made
    context.close()
