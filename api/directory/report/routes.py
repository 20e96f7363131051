"""`/v1/directory/report`: how good the directory is, as a page to read and print, or as JSON."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from api.directory.report.page import page
from api.directory.service import DirectoryService

router = APIRouter(prefix="/v1/directory", tags=["directory"])

_STYLE = Path(__file__).with_name("report.css")
_HOUR = {"Cache-Control": "public, max-age=3600"}


def _service(request: Request) -> DirectoryService:
    service: DirectoryService = request.app.state.service.directory
    return service


@router.get("/report", response_class=HTMLResponse)
def report(request: Request) -> Response:
    """Counts, doubts and useful phone calls, in Dutch, without script."""
    return HTMLResponse(page(_service(request).quality()), headers=_HOUR)


@router.get("/report.json")
def report_json(request: Request) -> Response:
    """The same figures for programs; the lists are whole."""
    return JSONResponse(_service(request).quality().as_json(), headers=_HOUR)


@router.get("/report.css", include_in_schema=False)
def style() -> Response:
    """How the page looks on a screen and on paper."""
    return FileResponse(_STYLE, media_type="text/css; charset=utf-8")
