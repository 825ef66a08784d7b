"""What student, tutor and teacher say of one claim, side by side: their disagreements in words, never an average."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.language import Phrase, mark
from generator.model.verdict import Opinion, Verdict


def disagreements(
    own: int | None, tutor: Verdict | None, teacher: Verdict | None, name: Callable[[int | None], str]
) -> Iterator[Phrase]:
    """Say where two of the three differ.

    Args:
        own: level that the student gives themself.
        tutor: the latest word of a tutor on the claim.
        teacher: the verdict that governs it.
        name: how the class calls a level.
    """
    heard, judged = tutor.level if tutor else None, teacher.level if teacher else None
    if own and judged and own != judged:
        said = {"own": name(own), "teacher": name(judged)}
        yield (
            mark("L'étudiant se place plus haut (« {own} ») que l'enseignant (« {teacher} »).", **said)
            if own > judged
            else mark("L'étudiant se place plus bas (« {own} ») que l'enseignant (« {teacher} »).", **said)
        )
    if heard and judged and heard != judged:
        said = {"tutor": name(heard), "teacher": name(judged)}
        yield mark("Le tuteur dit « {tutor} », l'enseignant « {teacher} ».", **said)
    elif own and heard and own != heard and not judged:
        yield mark("L'étudiant se place à « {own} », le tuteur à « {tutor} ».", own=name(own), tutor=name(heard))
    opinions = (tutor.opinion if tutor else None, teacher.opinion if teacher else None)
    if opinions == (Opinion.RETAINED, Opinion.REWORK):
        yield mark("Le tuteur la confirme, l'enseignant demande de la reprendre.")
    elif opinions == (Opinion.RETAINED, Opinion.REFUSED):
        yield mark("Le tuteur la confirme, l'enseignant ne la retient pas.")
