"""Steps that go over every record between reading and loading, by name.

`clean = ["plain_text", "phones"]` in `sources.toml` runs `cleaning/plain_text.py` and then
`cleaning/phones.py` over each record of that source. A step gets the fields and gives the fields
back; it may raise RecordError when the record is beyond repair.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

Fields = dict[str, Any]
Step = Callable[[Fields], Fields]


def open_steps(names: Sequence[str]) -> tuple[Step, ...]:
    """The steps with these names, in this order."""
    for name in names:
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not the name of a cleaning step")
    return tuple(
        import_module(f"sociale_kaart.cleaning.{name}").create({"name": name}) for name in names
    )
