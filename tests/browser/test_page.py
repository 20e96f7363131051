"""The chat page in a real browser: an Arabic question about 2060, a lost connection, a quick way out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone

pytestmark = pytest.mark.processes


def test_an_arabic_question_gets_cards_from_right_to_left(phone: Phone) -> None:
    phone.open("ar")
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    phone.say("أين أجد طعاما مجانيا قرب 2060")
    card = phone.page.locator(".card").first
    expect(card.locator("h2")).to_be_visible()
    expect(phone.page.locator(".turn").last).to_have_attribute("dir", "rtl")
    expect(phone.page.locator(".turn.mine")).to_have_count(1)
    assert phone.errors == []
    assert all(url.startswith(phone.url) for url in phone.asked), "nothing is asked of others"
    assert phone.context.cookies() == []


def test_phones_stay_in_order_in_arabic(phone: Phone) -> None:
    """Unisolated, `03 338 32 32` is drawn as `32 32 338 03`."""
    phone.open("ar")
    phone.page.click("#human")
    number = phone.page.locator(".numbers .phone").first
    number.wait_for()
    expect(number).to_have_attribute("dir", "ltr")
    link = phone.page.locator(".numbers a").first.get_attribute("href") or ""
    assert re.fullmatch(r"tel:\+?\d+", link), link


def test_what_is_typed_never_becomes_html(phone: Phone) -> None:
    phone.open("nl")
    phone.say("<img src=x onerror=alert(1)><b>eten</b> in 2060")
    mine = phone.page.locator(".turn.mine .bubble")
    expect(mine).to_contain_text("<b>eten</b>")
    assert phone.page.locator("#log img").count() == 0
    assert phone.errors == []


def test_offline_is_said_and_the_message_is_sent_later_once(phone: Phone) -> None:
    phone.open("nl")
    phone.context.set_offline(True)
    phone.page.fill("#text", "ik zoek een voedselpakket in 2060")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator(".turn.mine .state")).to_be_visible()
    phone.context.set_offline(False)
    phone.page.locator(".card").first.wait_for(timeout=30_000)
    expect(phone.page.locator(".turn.mine")).to_have_count(1)
    expect(phone.page.locator(".turn.mine .state")).to_have_count(0)


def test_reloading_the_page_goes_on_where_it_was(phone: Phone) -> None:
    phone.open("nl")
    phone.say("ik zoek een voedselpakket in 2060")
    phone.page.reload()
    phone.page.locator(".card").first.wait_for()
    expect(phone.page.locator(".turn.mine")).to_have_count(1)
    phone.say("dichter bij Deurne")
    expect(phone.page.locator(".turn.mine")).to_have_count(2)


def test_another_language_changes_page_and_answers(phone: Phone) -> None:
    phone.open("nl")
    phone.page.select_option("#language", "fr")
    expect(phone.page.locator("html")).to_have_attribute("lang", "fr")
    expect(phone.page.locator(".turn:not(.mine)").last).to_have_attribute("lang", "fr")


def test_leaving_quickly_leaves_nothing(phone: Phone) -> None:
    phone.open("nl")
    phone.say("mijn man slaat mij")
    phone.page.route(
        "**/*",
        lambda route: (
            route.fulfill(body="elsewhere")
            if not route.request.url.startswith(phone.url)
            else route.continue_()
        ),
    )
    phone.page.click("#leave")
    phone.page.wait_for_url(lambda url: not url.startswith(phone.url))
    phone.page.goto(f"{phone.url}/?lang=nl")
    phone.page.wait_for_selector(".turn .bubble")
    assert phone.page.locator(".turn.mine").count() == 0


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_fits_a_small_phone(phone: Phone, lang: str) -> None:
    phone.page.set_viewport_size({"width": 320, "height": 568})
    phone.open(lang)
    phone.say("2060 eten")
    wide = phone.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "nobody should have to scroll sideways"
    for button in phone.page.locator("button:visible, .button:visible").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44, button.text_content()
