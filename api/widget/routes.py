"""Serves the chat page and its words: `/` in the language of the reader's browser, or `/?lang=ar`.

The page asks nothing of any other machine: script, style and icon come from here.
"""

import html
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from api.errors import Invalid, NotFound
from locales.cards import phone_link
from locales.catalog import texts, writing_language
from locales.languages import LANGUAGES, language, nearest
from sociale_kaart.emergency import emergency_list

HERE = Path(__file__).parent
STATIC = {
    "page.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
DEFAULT_LANGUAGE = "nl"

router = APIRouter()


def preferred(accept: str) -> str:
    """The first of our languages in an Accept-Language header, Dutch when there is none."""
    for part in accept[:500].split(","):
        code = nearest(part.partition(";")[0])
        if code:
            return code
    return DEFAULT_LANGUAGE


@router.api_route(
    "/", methods=["GET", "HEAD"], response_class=HTMLResponse, include_in_schema=False
)
def page(request: Request, lang: str = "") -> Response:
    code = nearest(lang) or preferred(request.headers.get("accept-language", ""))
    return HTMLResponse(_page(code), headers={"Vary": "Accept-Language"})


@router.api_route("/static/{name}", methods=["GET", "HEAD"], include_in_schema=False)
def static(name: str) -> Response:
    if name not in STATIC:
        raise NotFound("There is no such file.")
    return FileResponse(HERE / "static" / name, media_type=STATIC[name])


@router.get("/v1/words")
def words(lang: str = DEFAULT_LANGUAGE) -> Response:
    """The words of the page itself, for a page that changes language while open."""
    code = nearest(lang)
    if code is None:
        raise Invalid("lang: not one of our languages.", languages=list(LANGUAGES))
    return JSONResponse(_interface(code))


def _interface(code: str) -> dict[str, Any]:
    """The words in the language we write to readers of `code`; `asked` is what they chose."""
    written = language(writing_language(code))
    return {
        "asked": code,
        "language": written.code,
        "direction": written.direction,
        "words": texts(written.code, "page."),
    }


@lru_cache(maxsize=len(LANGUAGES))
def _page(code: str) -> str:
    """The page with its words filled in; every value is escaped, the JSON also for `</script>`."""
    interface = _interface(code)
    filled = (HERE / "page.html").read_text("utf-8")
    for key, text in interface["words"].items():
        filled = filled.replace(f"{{{{{key}}}}}", html.escape(text))
    as_json = json.dumps(interface["words"], ensure_ascii=False).replace("<", "\\u003c")
    return (
        filled.replace("{{lang}}", interface["language"])
        .replace("{{dir}}", interface["direction"])
        .replace("{{options}}", _options(code))
        .replace("{{numbers}}", _numbers(code))
        .replace("{{words}}", as_json)
    )


def _options(chosen: str) -> str:
    return "".join(
        f'<option value="{code}" lang="{code}"{" selected" if code == chosen else ""}>'
        f"{html.escape(item.name)}</option>"
        for code, item in LANGUAGES.items()
    )


def _numbers(code: str) -> str:
    """Numbers for a reader whose browser runs no script."""
    rows = "".join(
        f'<li><a href="{html.escape(phone_link(number.phone) or "")}">'
        f'<span class="phone" dir="ltr">{html.escape(number.phone or "")}</span> '
        f"<span>{html.escape(number.name)}</span></a></li>"
        for number in emergency_list().for_danger("danger", code)
    )
    return f'<ul class="numbers">{rows}</ul>'
