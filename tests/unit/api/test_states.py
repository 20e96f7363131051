"""Who holds a conversation: every step from every state, allowed or refused."""

import pytest

from api.conversation import State
from api.handoff.states import ImpossibleStep, Step, after

ALLOWED = {
    (State.BOT, Step.ASK): State.WAITING,
    (State.BOT, Step.TAKE): State.PERSON,
    (State.BOT, Step.CLOSE): State.CLOSED,
    (State.WAITING, Step.ASK): State.WAITING,
    (State.WAITING, Step.TAKE): State.PERSON,
    (State.WAITING, Step.GIVE_BACK): State.BOT,
    (State.WAITING, Step.CLOSE): State.CLOSED,
    (State.PERSON, Step.GIVE_BACK): State.BOT,
    (State.PERSON, Step.CLOSE): State.CLOSED,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_step(state: State, step: Step) -> None:
    if (state, step) in ALLOWED:
        assert after(state, step) is ALLOWED[state, step]
    else:
        with pytest.raises(ImpossibleStep):
            after(state, step)
