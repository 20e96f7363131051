"""`/print?need=food_aid&district=2060&lang=ar`: a list to print, made on the server, without script."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.directory.printable.listing import Lists, Wanted
from api.directory.printable.page import page

router = APIRouter(tags=["directory"])

_STYLE = Path(__file__).with_name("print.css")


@router.get("/print", response_class=HTMLResponse)
def printable(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
    """Places of a district, or of a need, or of both, on pages of A4."""
    lists: Lists = request.app.state.service.lists
    return HTMLResponse(page(lists.make(wanted)), headers={"Cache-Control": "public, max-age=60"})


@router.get("/print.css", include_in_schema=False)
def style() -> Response:
    """How the list looks on paper and on a screen."""
    return FileResponse(_STYLE, media_type="text/css; charset=utf-8")
