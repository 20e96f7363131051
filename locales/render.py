"""Turns a reply into the blocks a person sees, in the person's language: once, and only here.

`render(Reply("places_found", {…}), "ar")` gives an Arabic text (with the Dutch original beside it),
the places as cards and the buttons under them. `plain` writes the same blocks for a terminal.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from locales.cards import hours_sentence, near_words, phone_link, place_card
from locales.catalog import SOURCE, Text, has_text, text, writing_language
from locales.languages import LANGUAGES
from locales.languages import language as language_of
from locales.replies import CRISIS_KINDS, DISTRICTS, MENU, BadReply, Offer, Part, Reply
from locales.wording import isolate

Block = dict[str, Any]
Choice = dict[str, str]
Sentence = Callable[[str], Text]
"""A sentence that can be said in any language: given a code, it is the text."""


def render(reply: Reply, language: str, at: datetime | None = None) -> list[Block]:
    """The blocks of a reply. `at` is the moment of asking, for words as "tomorrow".

    A language without texts of its own gets the whole answer in the next one of its chain, marked.
    """
    writes = writing_language(language)
    blocks: list[Block] = []
    if writes != language and reply.spec.says_language:
        blocks.append(_said(partial(_not_written, language), writes))
    for part in reply.spec.parts:
        blocks.extend(_PARTS[part](reply, writes, at))
    if writes != language:
        for block in blocks:
            block |= {"language": writes, "direction": language_of(writes).direction}
    return blocks


def _said(sentence: Sentence, language: str) -> Block:
    """A text block; it says when it stands in another language than asked for."""
    said = sentence(language)
    if said.fallback_from:
        # Again in the language that stands in, so that days and names inside match it.
        said = replace(sentence(said.language), fallback_from=language)
    block: Block = {"type": "text", "text": said.value}
    if said.fallback_from:
        block |= {"language": said.language, "direction": language_of(said.language).direction}
    if said.language != SOURCE:
        block["original"] = sentence(SOURCE).value
    return block


# Texts


def _main_text(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    del at
    compose = _COMPOSED.get(reply.key)
    yield _said(
        lambda code: (
            compose(code, reply.params) if compose else text(code, f"reply.{reply.key}.text")
        ),
        language,
    )


def _found(language: str, params: Mapping[str, Any]) -> Text:
    counted = {"need": _need(language, params["need"]), "count": len(params["results"])}
    found = _with_near(language, "reply.places_found", params.get("near"), **counted)
    if params["open_now"]:
        return _joined(found, text(language, "reply.places_found.open_now"))
    return found


def _for_needs(language: str, params: Mapping[str, Any]) -> Text:
    return _with_near(language, "reply.places_for_needs", params["near"])


def _nothing(key: str) -> Callable[[str, Mapping[str, Any]], Text]:
    def compose(language: str, params: Mapping[str, Any]) -> Text:
        need = _need(language, params["need"])
        return _with_near(language, f"reply.{key}", params["near"], need=need)

    return compose


def _ask_need(language: str, params: Mapping[str, Any]) -> Text:
    return _with_near(language, "reply.ask_need", params["near"])


def _details(language: str, params: Mapping[str, Any]) -> Text:
    names = [str(result["name"]) for result in params["results"]]
    return text(language, "reply.place_details.text", name=", ".join(names))


def _outside(language: str, params: Mapping[str, Any]) -> Text:
    return text(language, "reply.outside_city.text", town=str(params["town"]))


def _crisis(language: str, params: Mapping[str, Any]) -> Text:
    kind = params["kind"]
    if kind not in CRISIS_KINDS:
        raise BadReply(f"crisis: there is no danger {kind!r}")
    return text(language, f"reply.crisis.{kind}")


_COMPOSED: dict[str, Callable[[str, Mapping[str, Any]], Text]] = {
    "places_found": _found,
    "places_citywide": _found,
    "places_for_needs": _for_needs,
    "no_places": _nothing("no_places"),
    "no_more_places": _nothing("no_more_places"),
    "none_open_now": _nothing("none_open_now"),
    "ask_need": _ask_need,
    "place_details": _details,
    "crisis": _crisis,
    "outside_city": _outside,
}


def _with_near(language: str, key: str, near: object, **params: Any) -> Text:
    """The text with the place in it, or its twin about the whole city."""
    label = near.get("label") if isinstance(near, Mapping) else near
    if not label:
        return text(language, f"{key}.text_city", **params)
    return text(language, f"{key}.text", near=near_words(str(label), language), **params)


def _need(language: str, need: str | None) -> str:
    """A need as it stands in a sentence: "een maaltijd of een voedselpakket"."""
    key = f"need.{need or 'any'}.short"
    if not has_text(key):
        raise BadReply(f"there is no need {need!r}")
    return text(language, key).value


def _joined(*parts: Text) -> Text:
    return Text(" ".join(part.value for part in parts), parts[0].language, parts[0].fallback_from)


# Blocks beside the main text


def _not_written(asked: str, language: str) -> Text:
    """Says once that the assistant cannot write the language asked for."""
    return text(language, "notice.not_written", name=language_of(asked).name)


def _ask_place(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    del at
    if _asks_where(reply.params):
        yield _said(lambda code: text(code, "ask.place"), language)


def _asks_where(params: Mapping[str, Any]) -> bool:
    """Not when the place is known, nor when somebody did not want to say it."""
    return params.get("near") is None and params.get("ask", True) is not False


def _groups(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    """Per need its title as a short text, and its places."""
    for group in reply.params["groups"]:
        need, found = group["need"], group["results"]
        key = "reply.places_for_needs.group" if found else "reply.places_for_needs.none"
        yield _said(lambda code, n=need, k=key: text(code, k, need=_need(code, n)), language)  # type: ignore[misc]
        if found:
            yield _places_block(found, need, language, at)


def _hours(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    for result in reply.params["results"]:
        yield _said(
            lambda code, r=result: text(  # type: ignore[misc]
                code,
                "reply.opening_hours.text",
                name=r["name"],
                hours=hours_sentence(r, code, at).value,
            ),
            language,
        )


def _places(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    if reply.params["results"]:
        need = reply.params.get("need")
        yield _places_block(reply.params["results"], need, language, at)


def _places_block(
    results: Sequence[Mapping[str, Any]], need: str | None, language: str, at: datetime | None
) -> Block:
    cards = [place_card(result, language, at) for result in results]
    return {"type": "places", "need": need, "places": cards}


def _numbers(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    del at
    numbers = [_number(number, language) for number in reply.params["numbers"]]
    if numbers:
        yield {"type": "numbers", "numbers": numbers}


def _number(number: Mapping[str, Any], language: str) -> Block:
    """A phone line: its name in words when we have them, else the name it gives itself."""
    key = f"number.{number.get('id')}.name"
    name = text(language, key).value if has_text(key) else number["name"]
    shown: Block = {"id": number.get("id"), "name": name, "phone": number["phone"]}
    shown["call"] = phone_link(number["phone"])
    if number.get("url"):
        shown["url"] = number["url"]
    return shown


def _handoff(*_: object) -> Iterator[Block]:
    # Nobody can join the conversation itself yet, so it stays with the assistant.
    yield {"type": "handoff", "state": "bot"}


def _choices(reply: Reply, language: str, at: datetime | None) -> Iterator[Block]:
    del at
    choices = [choice for offer in reply.spec.offers for choice in _offered(offer, reply, language)]
    if choices:
        yield {"type": "choices", "choices": choices}


def _offered(offer: Offer, reply: Reply, language: str) -> list[Choice]:
    params = reply.params
    match offer:
        case "menu":
            return [_need_choice(need, language) for need in MENU]
        case "needs":
            return [_need_choice(need, language) for need in params["needs"]]
        case "districts":
            return [_near_choice(label) for label in DISTRICTS] if _asks_where(params) else []
        case "candidates":
            return [_near_choice(label) for label in params["candidates"]]
        case "languages":
            return [{"id": f"language:{code}", "label": it.name} for code, it in LANGUAGES.items()]
        case _:
            return [_choice(offer, language)] if _makes_sense(offer, params) else []


def _makes_sense(offer: Offer, params: Mapping[str, Any]) -> bool:
    """No button that would change nothing."""
    if offer == "more":
        return bool(params["more"])
    if offer == "open_now":
        return not params["open_now"]
    if offer == "anywhere":
        return "near" not in params or params["near"] is not None
    return True


def _choice(name: str, language: str) -> Choice:
    return {"id": name, "label": text(language, f"choice.{name}").value}


def _need_choice(need: str, language: str) -> Choice:
    key = f"need.{need}.title"
    if not has_text(key):
        raise BadReply(f"there is no need {need!r}")
    return {"id": f"need:{need}", "label": text(language, key).value}


def _near_choice(label: str) -> Choice:
    return {"id": f"near:{label}", "label": label}


_PARTS: dict[Part, Callable[[Reply, str, datetime | None], Iterator[Block]]] = {
    "text": _main_text,
    "ask_place": _ask_place,
    "groups": _groups,
    "hours": _hours,
    "places": _places,
    "numbers": _numbers,
    "handoff": _handoff,
    "choices": _choices,
}


# Plain text, for a terminal


def plain(blocks: Sequence[Mapping[str, Any]], language: str) -> str:
    """The same blocks as lines of text, with what runs the other way isolated."""
    direction = language_of(language).direction
    lines: list[str] = []
    for block in blocks:
        match block["type"]:
            case "text":
                lines.append(block["text"])
            case "places":
                for position, place in enumerate(block["places"], start=1):
                    lines.append("\n".join(_card_lines(position, place, direction)))
            case "numbers":
                for number in block["numbers"]:
                    phone, name = isolate(number["phone"], direction), number["name"]
                    lines.append(f"  {phone}  {isolate(name, direction)}")
            case "choices":
                labels = [isolate(choice["label"], direction) for choice in block["choices"]]
                lines.append("  ".join(f"[{label}]" for label in labels))
    return "\n".join(lines)


def _card_lines(position: int, place: Mapping[str, Any], direction: str) -> Iterator[str]:
    yield f"{isolate(str(position), direction)}. {isolate(place['name'], direction)}"
    for name in ("address", "distance_text", "phone", "hours_text", "website"):
        if place[name]:
            yield f"   {isolate(place[name], direction)}"
    for sentence in (place["cost"], place["appointment"], place["call_first_text"]):
        if sentence:
            yield f"   {isolate(sentence, direction)}"
    if place["source"]:
        yield f"   ({isolate(place['source'], direction)})"
