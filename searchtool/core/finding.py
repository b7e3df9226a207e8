"""What `search doctor` finds, one thing each."""

from typing import Literal, NamedTuple, get_args

State = Literal["ok", "warning", "fault"]
STATES: tuple[State, ...] = get_args(State)


class Finding(NamedTuple):
    """The `state` of one thing: `name` is the same in every language, `what` says how it is, and
    `advice` what to do about it."""

    name: str
    state: State
    what: str
    advice: str = ""
