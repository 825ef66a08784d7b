"""Write in promotion.yml where the portfolios of a class live, when each student has a repository of theirs."""

from collections.abc import Iterable, Sequence

from vitrail.content.values.folding import free
from vitrail.doors.scaffolding.files import quoted, slug
from vitrail.doors.scaffolding.roster import Person
from vitrail.ground.language import ToldError
from vitrail.ground.regex import regex

_MODEL = regex(r"(?m)^d[ée]p[ôo]ts[ \t]*:")
_STUDENTS = regex(r"(?m)^[ée]tudiants[ \t]*:[ \t]*(?:#.*)?\r?\n(?P<items>(?:[ \t]*(?:-|#).*\r?\n?|[ \t]*\r?\n)*)")
_KEY = regex(r"(?m)^[ée]tudiants[ \t]*:")
_ITEM = regex(r"(?m)^(?P<indent>[ \t]*)-.*(?:\r?\n)?")


def folders(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the folder of each person of a list, in its order; a homonym's gets a number.

    >>> ana = Person(last="Roy", first="Ana", option="", line=2)
    >>> folders([ana, ana])
    ('roy-ana', 'roy-ana-2')
    """
    taken: list[str] = []
    for person in people:
        taken.append(free(slug(f"{person.last} {person.first}"), taken))
    return tuple(taken)


def lodged(text: str, model: str, students: Sequence[str]) -> str:
    r"""Return a promotion.yml with the address of the repositories and new students at the end of its list.

    Every line that is there stays as it is. Raises ToldError: the list is not written one student a line.

    >>> print(lodged("session: 2027\nétudiants:\n  - roy-ana\n", "", ["le-goff-yann"]), end="")
    session: 2027
    étudiants:
      - roy-ana
      - le-goff-yann
    """
    end = "\r\n" if "\r\n" in text else "\n"
    text = text if not text or text.endswith("\n") else text + end
    if model and not _MODEL.search(text):
        text += f"dépôts: {quoted(model)}{end}"
    if not students:
        return text
    if _KEY.search(text) is None:
        return text + "".join(f"{line}{end}" for line in ("étudiants:", *(f"  - {name}" for name in students)))
    listed = _STUDENTS.search(text)
    items = [*_ITEM.finditer(text, *listed.span("items"))] if listed else []
    if not items:
        raise ToldError(
            "« étudiants » n'est pas écrit une ligne par étudiant dans promotion.yml : ajoutez-y vous-même {names}.",
            names=tuple(students),
        )
    after = items[-1].end()
    return text[:after] + "".join(f"{items[0]['indent']}- {name}{end}" for name in students) + text[after:]
