"""The status routes: `/status/ping` for a monitor, `/status/ready` for what starts and stops us."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from api.edge.metrics import Metrics
from api.status.schemas import Components, Ping
from api.status.service import StatusService

router = APIRouter(prefix="/status", tags=["status"])


def status(request: Request) -> StatusService:
    service: StatusService = request.app.state.service.status
    return service


def metrics(request: Request) -> Metrics:
    counted: Metrics = request.app.state.service.metrics
    return counted


Service = Annotated[StatusService, Depends(status)]


@router.get("/ping", response_model=Ping)
async def ping(service: Service) -> Response:
    """Whether people are helped: fully, with less, or not."""
    return JSONResponse({"status": (await service.components()).status})


@router.get("/live")
async def live() -> Response:
    """Whether the process answers at all."""
    return JSONResponse({"status": "ok"})


@router.get("/ready", response_model=Ping)
async def ready(service: Service) -> Response:
    """Whether messages can be taken: 200, or 500 when the store or the directory is away."""
    seen = await service.components()
    return JSONResponse({"status": seen.status}, 500 if seen.status == "outage" else 200)


@router.get("/health/components", response_model=Components)
async def components(service: Service) -> Response:
    """Each part by name."""
    return JSONResponse((await service.components()).model_dump())


@router.get("/metrics")
async def measured(counted: Annotated[Metrics, Depends(metrics)]) -> Response:
    """Counters in Prometheus text."""
    return PlainTextResponse(counted.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
