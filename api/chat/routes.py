"""The conversation routes of the interface. Each parses, calls one method of `Chat`, and returns.

`POST /v1/conversations`, then `POST /v1/conversations/{id}/messages?wait=10` with "voedselpakket in
2060", and the answer is there.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.chat.schemas import (
    LARGEST_NUMBER,
    Accepted,
    Messages,
    NewConversation,
    NewMessage,
    Started,
)
from api.chat.service import Chat, Key
from api.errors import NoConversation, NotJson


def json_only(request: Request) -> None:
    """Forms of other sites can post without asking first; JSON they cannot (CORS)."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip()
    if request.method == "POST" and kind.lower() != "application/json":
        raise NotJson


router = APIRouter(
    prefix="/v1/conversations", tags=["conversations"], dependencies=[Depends(json_only)]
)


def chat(request: Request) -> Chat:
    service: Chat = request.app.state.service.chat
    return service


def key(
    id_: Annotated[str, Path(alias="id", max_length=200)],
    authorization: Annotated[str, Header()] = "",
) -> Key:
    """The key in the path and the `Authorization: Bearer` header; a missing one opens nothing."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NoConversation
    return Key(id_, token.strip())


TheChat = Annotated[Chat, Depends(chat)]
TheKey = Annotated[Key, Depends(key)]
After = Annotated[int, Query(ge=0, le=LARGEST_NUMBER)]


@router.post("", status_code=201, response_model=Started)
async def start(service: TheChat, wanted: NewConversation | None = None) -> Response:
    """Start a conversation. The first message says that this is a computer and what it can do."""
    return JSONResponse(await service.start(wanted or NewConversation()), 201)


@router.post("/{id}/messages", status_code=202, response_model=Accepted)
async def say(
    service: TheChat,
    opened: TheKey,
    said: NewMessage,
    wait: Annotated[float, Query(ge=0, le=3600, allow_inf_nan=False)] = 0,
) -> Response:
    """Say something. 202 when it is stored; 200 with the answer when `wait` was long enough."""
    accepted = await service.say(opened, said, wait)
    return JSONResponse(accepted, 200 if "messages" in accepted else 202)


@router.get("/{id}/messages", response_model=Messages)
async def read(service: TheChat, opened: TheKey, after: After = 0) -> Response:
    """The messages after a number."""
    return JSONResponse(await service.read(opened, after))


@router.get("/{id}/events", response_class=StreamingResponse)
async def events(
    service: TheChat,
    opened: TheKey,
    after: After = 0,
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """The same as server-sent events. `Last-Event-ID` goes before `after`."""
    if last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 10:
        after = int(last_event_id)
    stream = await service.follow(opened, after)
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


@router.delete("/{id}", status_code=204)
async def forget(service: TheChat, opened: TheKey) -> Response:
    """Forget the conversation: everything that was said is wiped at once."""
    await service.forget(opened)
    return Response(status_code=204)
