"""``vitrail review --list`` and ``--set``: list the works that wait, write one verdict from the command line."""

import json
from collections.abc import Collection
from datetime import date, datetime

from vitrail.content.model.internships.internship import STAGES
from vitrail.content.model.school import School
from vitrail.content.model.verdict import Opinion
from vitrail.content.reading.named import find_portfolio, find_realisation
from vitrail.content.reading.school import Reading
from vitrail.content.values.choices import rank_of, read_choice
from vitrail.doors.cli.folders import find_student
from vitrail.doors.cli.telling import WrongUseError, emit, tell
from vitrail.doors.reviewing.orders import Exempted, check_said, head_of, judged, speaker, speaking
from vitrail.ground.language import Alternatives, nmark
from vitrail.ground.memo.files import VERDICTS
from vitrail.knowledge.coverage.waiting import Waiting, listed, waiting
from vitrail.site.outputs.sealing import give
from vitrail.site.outputs.writing import changed_meanwhile
from vitrail.site.project import Project

_WORDS = {
    **dict.fromkeys(("validé", "validée", "retenu", "ok", "oui"), Opinion.RETAINED),
    **dict.fromkeys(("refusé", "non"), Opinion.REFUSED),
    **dict.fromkeys(("reprendre", "à revoir"), Opinion.REWORK),
}
"""Other words that people type → opinion."""


def tell_waiting(school: School, wanted: Collection[str], form: str, today: date) -> None:
    """Print the works that wait to be read, the longest first; ``wanted`` are folders, empty for all."""
    due = waiting(listed(school, wanted, today))
    if form == "json":
        data = {"schema": 1, "waiting": [_data(awaited) for awaited in due]}
        emit(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    for awaited in due:
        place, why = f"{awaited.place} « {awaited.work.title} »", awaited.reason
        tell("{place} : {why}", place=place, why=why)
    tell(nmark("{n} travail à relire.", "{n} travaux à relire.", len(due)))


def _data(awaited: Waiting) -> dict[str, str | None]:
    since = awaited.since.isoformat() if awaited.since else None
    return {"realisation": awaited.place, "title": awaited.work.title, "why": awaited.why.value, "since": since}


def write_verdict(  # noqa: PLR0913  # the options of a verdict, each by name
    reading: Reading, project: Project, words: tuple[str, ...], *, by: str, level: str, comment: str, on: date
) -> str:
    """Write a sealed verdict into a file of its own; return its path from the root of the verdicts.

    Raises WrongUseError or ToldError: the work, the opinion or the author is missing or unknown;
    writing.UnwrittenError: the disk refused the write.
    """
    if len(words) not in {2, 3}:
        raise WrongUseError(
            "Écrivez l'étudiant et la réalisation ou « stages/ » et le stage, une compétence si l'avis ne porte que "
            "sur elle, puis l'avis."
        )
    school, root = reading.school, project.judging
    folder, _, slug = words[0].strip("/").rpartition("/")
    cohort, student = find_portfolio(school, find_student(folder, project.portfolios))
    work = student.judged.get(f"{STAGES}/{slug}") if f"/{folder}".endswith(f"/{STAGES}") else None
    work = work or find_realisation(student, student.realisations, slug)
    opinion, (name, role) = _opinion(words[-1]), speaker(by, cohort, student)
    scale = school.scale_of(cohort, student)
    rank = _level(level, scale) if level else None
    said = Exempted(code="".join(words[1:-1]), opinion=opinion, level=rank, comment=comment)
    check_said(said, work, len(scale))
    now = datetime.now()  # noqa: DTZ005  # local time
    entry = {
        **head_of(work),
        "empreinte": work.fingerprint,
        **({"compétence": said.code} if said.code else {}),
        **speaking(name, role, on, now),
        **judged(said),
        **({"réponse": work.answer} if work.answer else {}),
    }
    given = give(root / cohort.slug / VERDICTS, student.slug or "portfolio", work, [entry], reading.places)
    if given is None:
        raise changed_meanwhile(reading.places[work.source.path])
    return given.file.relative_to(root).as_posix()


def _opinion(word: str) -> Opinion:
    opinion = read_choice(word, Opinion, _WORDS)
    if not isinstance(opinion, Opinion):
        known = Alternatives(item.value for item in Opinion)
        raise WrongUseError("« {word} » n'est pas un avis : écrivez {known}.", word=word, known=known)
    return opinion


def _level(word: str, scale: tuple[str, ...]) -> int:
    """Return the rank of a level, typed as its rank or its name."""
    if rank := rank_of(word, scale):
        return rank
    raise WrongUseError("« {word} » n'est pas un niveau : écrivez {known}.", word=word, known=Alternatives(scale))
