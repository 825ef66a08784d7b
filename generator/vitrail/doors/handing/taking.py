"""Apply a hand-in to its student's folder: new files, changed files, deleted files.

New files appear together or not at all; any other file is replaced only if it still is the version that was compared.
The record is written last: an interrupted run is done again.
"""

import shutil
from functools import partial
from typing import BinaryIO

from vitrail.content.reading.disk.opening import HeldFile
from vitrail.doors.handing.comparing import Incoming, Step, StepKind
from vitrail.doors.handing.exchange import NAME
from vitrail.doors.handing.packing import sum_of
from vitrail.site.outputs import writing


def take(change: Incoming) -> None:
    """Write the changes of a hand-in.

    Raises writing.TakenError: a file was made meanwhile; writing.UnwrittenError: a file was changed meanwhile, or the
    disk refused the write; UnopenedError: the hand-in cannot be read to its end.
    """
    made = [step for step in change.steps if step.move in {StepKind.NEW, StepKind.CONFLICT}]
    writing.create_all({step.target: partial(copy, step.file) for step in made if step.file}, within=change.home)
    for step in change.steps:
        if step.move is StepKind.CHANGED and step.file:
            writing.replace(step.target, partial(copy, step.file), read=_read(step))
        elif step.move is StepKind.REMOVED:
            writing.remove(step.target, read=_read(step))
    raw = change.record.dumped()
    if raw != change.before:
        writing.replace(change.home / NAME, raw, read=change.before)


def copy(file: HeldFile, stream: BinaryIO) -> None:
    """Write what a file holds to a stream. Raises UnopenedError: it cannot be read to its end."""
    with file.reading() as source:
        shutil.copyfileobj(source, stream)


def _read(step: Step) -> bytes:
    """Return the target's bytes. Raises writing.UnwrittenError: they are not those that were compared."""
    if sum_of(step.target) != step.there:
        raise writing.changed_meanwhile(step.target)
    return step.target.read_bytes()
