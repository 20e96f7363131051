"""The routes of the HSDS read API: `/hsds/services?postcode=2060`, `/hsds/taxonomy_terms`, …

Public data: no token, open to pages of other sites. Every answer carries an ETag that changes with a
load of the directory and with the day, so a reader who comes back hourly fetches nothing twice.
"""

import re
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response, StreamingResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api.hsds.schemas import OrganizationSearch, Paging, ServiceSearch, TermSearch
from api.hsds.service import BRUSSELS, BadRequest, Found, HsdsService, size_of
from sociale_kaart.export.checked import as_json

VERSION = "HSDS-UK-3.0"
"""The profile that validators look for; what stands in it is HSDS 3.1 (docs/reference/hsds.md)."""
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
SHAPE = "1"
"""Part of the ETag: goes up when the same places are written out in another way."""

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def hsds(request: Request) -> HsdsService:
    service: HsdsService = request.app.state.service.hsds
    return service


class HsdsRoute(APIRoute):
    """A route that answers 304 to who has it already, and 400 to a parameter that is wrong."""

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request.app.state.service.hsds_rate.take()
            fresh = await run_in_threadpool(_freshness, hsds(request))
            if _has_it(request, fresh):
                return Response(status_code=304, headers=fresh)
            try:
                response = await answer(request)
            except RequestValidationError as error:
                raise _refused(error) from None
            response.headers.update(fresh)
            return response

        return handle


router = APIRouter(prefix="/hsds", tags=["hsds"], route_class=HsdsRoute)

Service = Annotated[HsdsService, Depends(hsds)]
Id = Annotated[str, Path(alias="id", max_length=100)]


@router.get("", include_in_schema=False)
@router.get("/")
def about(request: Request) -> Response:
    """What this API is."""
    host = request.headers.get("host", "")
    base = str(request.base_url) if _HOST.fullmatch(host) else "http://localhost/"
    details = {"version": VERSION, "profile": PROFILE, "openapi_url": f"{base}hsds/openapi.json"}
    return _json(details)


@router.get("/openapi.json", include_in_schema=False)
def openapi() -> Response:
    """These routes, described."""
    return _json(get_openapi(title="Wegwijs HSDS", version=VERSION, routes=router.routes))


@router.get("/services")
def services(service: Service, search: Annotated[ServiceSearch, Query()]) -> Response:
    """Services, page by page."""
    return _listed(service.services(search), search)


@router.get("/services/{id}")
def one_service(service: Service, id_: Id) -> Response:
    """A whole service."""
    return _json(service.service(id_))


@router.get("/organizations")
def organizations(service: Service, search: Annotated[OrganizationSearch, Query()]) -> Response:
    """Organisations, page by page."""
    return _listed(service.organizations(search), search)


@router.get("/organizations/{id}")
def one_organization(service: Service, id_: Id, full_service: bool = False) -> Response:
    """A whole organisation, with its services in short or whole."""
    return _json(service.organization(id_, full_service))


@router.get("/service_at_locations")
def at_locations(service: Service, search: Annotated[ServiceSearch, Query()]) -> Response:
    """Services at their locations, page by page."""
    return _listed(service.at_locations(search), search)


@router.get("/service_at_locations/{id}")
def one_at_location(service: Service, id_: Id) -> Response:
    """A whole service at its location."""
    return _json(service.at_location(id_))


@router.get("/taxonomies")
def taxonomies(service: Service, search: Annotated[Paging, Query()]) -> Response:
    """The taxonomies that attributes refer to."""
    return _listed(service.taxonomies(search), search)


@router.get("/taxonomies/{id}")
def one_taxonomy(service: Service, id_: Id) -> Response:
    """One taxonomy."""
    return _json(service.taxonomy(id_))


@router.get("/taxonomy_terms")
def terms(service: Service, search: Annotated[TermSearch, Query()]) -> Response:
    """Terms of the taxonomies, page by page."""
    return _listed(service.terms(search), search)


@router.get("/taxonomy_terms/{id}")
def one_term(service: Service, id_: Id) -> Response:
    """One term."""
    return _json(service.term(id_))


# Answers


def _json(body: Any) -> Response:
    return Response(as_json(body), media_type="application/json")


def _listed(found: Found[Any], search: Paging) -> Response:
    if search.format == "ndjson":
        lines = (as_json(record) + "\n" for record in found.lines())
        return StreamingResponse(lines, media_type="application/x-ndjson")
    return _json(found.page(search.page, size_of(search)))


def _refused(error: RequestValidationError) -> BadRequest:
    """The first parameter that is wrong, by name and never by its value."""
    fault = error.errors()[0]
    return BadRequest(f"{fault['loc'][-1]}: {fault['msg']}.")


def _freshness(service: HsdsService) -> dict[str, str]:
    """The directory as it is today: notices end and begin at midnight in Brussels."""
    catalogue, today = service.catalogue, service.today
    changed = datetime.combine(today, time(), BRUSSELS).astimezone(UTC)
    if catalogue.newest:
        changed = max(changed, catalogue.newest.astimezone(UTC))
    return {
        "ETag": f'W/"{SHAPE}-{catalogue.number}-{today:%Y%m%d}"',
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "public, max-age=60",
    }


def _has_it(request: Request, fresh: dict[str, str]) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return fresh["ETag"].removeprefix("W/") in (
            tag.strip().removeprefix("W/") for tag in tags.split(",")
        )
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(since) >= parsedate_to_datetime(
            fresh["Last-Modified"]
        )
    except (ValueError, TypeError):
        return False
