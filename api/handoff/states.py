"""How a conversation goes from the assistant to a person and back.

Somebody in Borgerhout asks for a person: the conversation goes from `bot` to `waiting`, a worker
takes it (`person`), gives it back or closes it. One table says which step is allowed from where.
"""

from enum import StrEnum

from api.conversation import State


class Step(StrEnum):
    """What can happen to a conversation."""

    ASK = "ask"
    TAKE = "take"
    GIVE_BACK = "give_back"
    CLOSE = "close"


class ImpossibleStep(ValueError):
    """This step cannot be taken from this state."""


_STEPS: dict[tuple[State, Step], State] = {
    (State.BOT, Step.ASK): State.WAITING,
    (State.WAITING, Step.ASK): State.WAITING,
    (State.BOT, Step.TAKE): State.PERSON,
    (State.WAITING, Step.TAKE): State.PERSON,
    (State.WAITING, Step.GIVE_BACK): State.BOT,
    (State.PERSON, Step.GIVE_BACK): State.BOT,
    (State.BOT, Step.CLOSE): State.CLOSED,
    (State.WAITING, Step.CLOSE): State.CLOSED,
    (State.PERSON, Step.CLOSE): State.CLOSED,
}


def after(state: State, step: Step) -> State:
    """The state after a step; a step that makes no sense raises `ImpossibleStep`."""
    try:
        return _STEPS[state, step]
    except KeyError:
        raise ImpossibleStep(f"{step} is not possible when {state}") from None
