"""The directory routes of the interface: `/v1/places?q=food+2060`, `/v1/needs`, `/v1/languages`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api.directory.schemas import Languages, Needs, Places, PlaceSearch
from api.directory.service import DirectoryService

router = APIRouter(prefix="/v1", tags=["directory"])

SHORT = {"Cache-Control": "public, max-age=60"}
"""Places change with the minute: "open until 17:00" must not be shown at 17:05."""
LONG = {"Cache-Control": "public, max-age=3600"}


def directory(request: Request) -> DirectoryService:
    service: DirectoryService = request.app.state.service.directory
    return service


Service = Annotated[DirectoryService, Depends(directory)]
Language = Annotated[str, Query(max_length=16)]


@router.get("/places", response_model=Places)
async def places(service: Service, search: Annotated[PlaceSearch, Query()]) -> Response:
    """Places for a need or a text, near a place, best first, with the reasons."""
    # What somebody typed must not become a key in a cache that others share.
    return JSONResponse(service.places(search), headers=None if search.q else SHORT)


@router.get("/places/{id}")
async def place(
    service: Service, id_: Annotated[str, Path(alias="id", max_length=100)], lang: Language = "nl"
) -> Response:
    """One place."""
    return JSONResponse(service.place(id_, lang), headers=SHORT)


@router.get("/needs", response_model=Needs)
async def needs(service: Service, lang: Language = "nl") -> Response:
    """What the assistant can look up, with titles for buttons."""
    return JSONResponse(service.needs(lang), headers=LONG)


@router.get("/languages", response_model=Languages)
async def languages(service: Service) -> Response:
    """The languages of the assistant, under their own names."""
    return JSONResponse(service.languages(), headers=LONG)
