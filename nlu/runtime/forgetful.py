"""A Rasa tracker store that keeps nothing.

Someone in Antwerp types "geen papieren, waar kan ik naar de dokter"; Rasa answers and holds nothing
of it afterwards. What a conversation has to remember travels in the message's metadata and comes
back with the reply (docs/architecture.md), so every turn starts with an empty tracker. Why:
docs/decisions/0004-rasa-forgets.md.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig


class ForgetfulTrackerStore(TrackerStore):
    """Gives a fresh tracker for every turn; saving is done by not doing it.

    Within a turn Rasa passes one tracker object along (listen, intent, action, listen), so rules
    work as with any other store.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        host: EndpointConfig | str | None = None,  # noqa: ARG002 - Rasa gives it to every store
        **kwargs: Any,
    ) -> None:
        if event_broker is not None:
            raise ValueError("A store that forgets streams no events: remove event_broker.")
        super().__init__(domain, None, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:  # noqa: ARG002
        """Nothing was kept, whoever asks."""
        return None

    async def keys(self) -> Iterable[str]:
        """No conversation is known."""
        return ()
