"""Renders a paper to one HTML file that prints on A4: everything is embedded, without script or network."""

from pathlib import Path

from vitrail.content.addressing.spec import Content
from vitrail.ground.language.language import french
from vitrail.ground.regex import regex
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.outputs.papers.fiche import Presented
from vitrail.site.outputs.papers.stage import Subject
from vitrail.site.outputs.writing import Raw, TakenError, create
from vitrail.site.pages.fragments import TEMPLATES, environment

_NOT_IN_NAME = regex(r"[^a-z0-9-]+")


def stage_file(kind: str, subject: Subject) -> str:
    """Name the file of a stage's paper; the host's name distinguishes the papers of one stage."""
    host = subject.organisation
    other = "" if subject.alone else (host.slug or host.name if host else str(subject.host.periods[0][0] + 1))
    return _file(
        kind, subject.student.slug, subject.internship.slug, _NOT_IN_NAME.sub("-", other.casefold()).strip("-")
    )


def work_file(kind: str, presented: Presented) -> str:
    """Name the file of a réalisation's paper."""
    return _file(kind, presented.candidate.student.slug, presented.work.slug)


def tableau_file(candidate: Candidate) -> str:
    """Name the file of a candidate's table."""
    return f"tableau-{candidate.student.slug or 'de-synthese'}.xlsx"


def _file(*parts: str) -> str:
    return f"{'-'.join(part for part in parts if part)}.html"


def render(paper: Content) -> bytes:
    """Return the HTML of a paper in UTF-8; a character that it cannot encode becomes « ? »."""
    papers = environment(TEMPLATES / "papers")
    papers.filters["french"] = french
    return papers.get_template(f"{paper.kind}.html").render(c=paper).encode("utf-8", "replace")


def write(path: Path, paper: Raw) -> Path:
    """Write a file that only its owner can read, and return its path; an existing one, perhaps completed, is kept."""
    free, number = path, 1
    while True:
        try:
            create(free, paper, mode=0o600)
        except TakenError:
            number += 1
            free = path.with_stem(f"{path.stem}-{number}")
        else:
            return free
