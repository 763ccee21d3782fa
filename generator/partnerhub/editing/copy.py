"""An event of a file once more, on another day: with all that is typed of it but what was of that day alone."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import TypeAdapter

from partnerhub.editing.edit import changed
from partnerhub.editing.move import moved
from partnerhub.editing.subject import Subject
from partnerhub.record.partner import Event
from partnerhub.record.read import Tree
from partnerhub.record.time_types import Start

OF_ITS_DAY = ("slug", "status", "agreed", "announced", "thanked_on", "outcome")
"""What another event does not have of this one."""

_START = TypeAdapter[datetime | date](Start)


def copied(subject: Subject, event: Event, when: str) -> dict[str, Tree]:
    """The fields of a new event like one of the file; `when` is a day, which keeps the hour, or day and hour."""
    tree: Tree = subject.at(event.at())
    for edit in moved(event, _START.validate_python(when)):
        tree = changed(tree, edit.path[2:], edit.value)
    assert isinstance(tree, dict), "an event is fields"
    return {name: value for name, value in tree.items() if name not in OF_ITS_DAY}
