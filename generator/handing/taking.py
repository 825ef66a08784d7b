"""A hand-in is written into its student's folder: what is new, what its author changed, what they took away.

New files appear together or not at all; each other one is replaced only if it still is what was compared. The record
comes last: a run that was cut short is done again.
"""

import shutil
from functools import partial
from typing import BinaryIO

from generator.handing.comparing import Incoming, Step, StepKind
from generator.handing.exchange import NAME
from generator.handing.opening import HeldFile
from generator.handing.packing import sum_of
from generator.outputs import writing


def take(change: Incoming) -> None:
    """Write what a hand-in changes.

    Raises FileExistsError: a file came meanwhile; writing.UnwrittenError: a file was changed meanwhile, or the disk
    refused; UnopenedError: the hand-in cannot be read to its end.
    """
    made = [step for step in change.steps if step.move in {StepKind.NEW, StepKind.CONFLICT}]
    writing.create_all({step.target: partial(_copy, step.file) for step in made if step.file}, within=change.home)
    for step in change.steps:
        if step.move is StepKind.CHANGED and step.file:
            writing.replace(step.target, partial(_copy, step.file), read=_read(step))
        elif step.move is StepKind.REMOVED:
            writing.remove(step.target, read=_read(step))
    raw = change.record.dumped()
    if raw != change.before:
        writing.replace(change.home / NAME, raw, read=change.before)


def _copy(file: HeldFile, stream: BinaryIO) -> None:
    with file.reading() as source:
        shutil.copyfileobj(source, stream)


def _read(step: Step) -> bytes:
    """Return what stands in a file's place. Raises writing.ChangedMeanwhileError: it is not what was compared."""
    if sum_of(step.target) != step.there:
        raise writing.changed_meanwhile(step.target)
    return step.target.read_bytes()
