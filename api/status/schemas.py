"""The shapes of the status routes, as Antwerp's IT (Digipolis) expects them.

While Rasa is still loading, ping says `degraded`: people in Antwerp are helped, by the fallback.
"""

from typing import Literal

from pydantic import BaseModel

Health = Literal["ok", "degraded", "outage"]


class Ping(BaseModel):
    """The service as a whole."""

    status: Health


class Component(BaseModel):
    """One part the service needs or uses."""

    name: str
    type: str
    status: Literal["ok", "outage"]
    errormessage: str | None = None
    code: str | None = None


class Components(BaseModel):
    """The service and each of its parts."""

    status: Health
    components: list[Component]
