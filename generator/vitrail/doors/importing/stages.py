"""Recognition of the pages that are no piece of a portfolio, and of those of a stage: its weeks, its own page."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from vitrail.content.values.folding import fold, free
from vitrail.doors.importing import names
from vitrail.doors.importing.citing import Owner, is_code
from vitrail.doors.importing.documents.texts import WORDS
from vitrail.doors.importing.draft import Draft
from vitrail.doors.importing.headers import SourcePage
from vitrail.doors.importing.hosts import StageFacts, among_stages, firm_of, host_of, without_facts
from vitrail.doors.importing.pages import NAMELESS, named_by, of_week, read_draft, week_of
from vitrail.doors.importing.tree import SourceFolder
from vitrail.doors.scaffolding.files import head_of, slug, stage_page
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_READMES = frozenset({"readme", "lisezmoi", "lisez moi"})
_NOTES = frozenset("a lire;license;licence;changelog;contributing;code of conduct".split(";"))
HOMES = frozenset({"index", "accueil", "home"})
_OWN = frozenset("portfolio accueil home".split())
_SAYING = frozenset("mon bts sio sisr slam de d e4 e5 e6 etudiant etudiante numerique professionnel".split())
"""Words of the name of a home page, one of the first at least, with those of its author's name."""
_MODEL = regex(
    r"\bportfolio\b|\breact \+|\bvue [\d.]+ \+|\b(?:nuxt|astro|svelte|vite)\b[\w ]{0,20}\b(?:starter|template)\b"
    r"|\bcreate (?:react|next|vue) app\b|^(?:create svelte|getting started)"
)
"""Beginning of the README of a portfolio itself, or of the model that it was made from."""
_TOLD = frozenset("robots;humans;requirements;url;urls".split(";"))
"""Texts for programs, and addresses alone."""
_ROOTS = frozenset({"", "content", "docs", "out", "dist", "build"})
_STAGE = regex(r"stages?\b|presentation\b|entreprise\b|organisation\b|rapport ?\d?$")
_NUMBER = regex(r"stages?\D{0,4}(\d)")
_TITLES = ("title", "titre")
_SHORTEST, _SEVERAL = 3, 2
_LONG = 150
"""Words from which a README tells a work, even above the pages that it sums up."""
_BEGINNING = 200
"""Characters of a README that say of what it is."""


def aside(page: SourcePage, reader: Owner, pages: Iterable[str]) -> Phrase | None:
    """Return why a page is no piece of the portfolio; None if it may be one, as a README that is long or alone.

    ``pages`` are the paths of all pages of the source.
    """
    stem, above = page.path.stem, page.path.parent.name
    if _is_note(page, pages) or (stem == "_index" and above not in _ROOTS):
        return mark("Note, sommaire ou page vide : laissé de côté.")
    if stem.endswith(".excalidraw") or any(fold(key) == "excalidraw plugin" for key in page.keys):
        return mark("Dessin d'un autre outil : exportez-le en PNG.")
    words = {*fold(named_by(page.path)[0]).split()} - {word for name in reader.names for word in fold(name).split()}
    own = not words.isdisjoint(_OWN) and words <= _OWN | _SAYING and any(path != str(page.path) for path in pages)
    if stem == "_index" or (fold(stem) in HOMES and (above in _ROOTS or not page.body.strip())) or own:
        return mark("Page d'accueil : recopiez dans index.md ce qui vous présente.")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stem) and not page.keys and not page.heading:
        return mark("Note d'un jour : recopiez-la dans la réalisation ou la semaine qu'elle raconte.")
    if is_code(stem, reader):
        return mark("Cette page explique une compétence : les réalisations la citent par son code.")
    return None


def _is_note(page: SourcePage, pages: Iterable[str]) -> bool:
    """True if a page is a note beside others, of a program or of a portfolio itself, or has no text at all."""
    stem, empty = fold(page.path.stem), not page.body.strip()
    if stem in _READMES:
        others = (path for path in map(PurePosixPath, pages) if fold(path.stem) not in _READMES | _NOTES)
        begins = fold(f"{page.heading}\n{page.body[:_BEGINNING]}".replace("_", " "))
        short = len(page.body.split()) < _LONG and any(page.path.parent in path.parents for path in others)
        return empty or short or _MODEL.search(begins) is not None
    bare = (empty and page.gathers) or (
        empty and not page.keys and stem not in HOMES and (not page.heading or NAMELESS.fullmatch(fold(page.heading)))
    )
    return bool(bare) or stem in _NOTES or (page.path.suffix == ".txt" and stem in _TOLD)


def is_week(place: str) -> bool:
    """True if a document is about a week of a stage, by its name."""
    path = PurePosixPath(place)
    return path.suffix.lower() in WORDS and week_of(SourcePage(path=path)) is not None


def _of_stage(page: SourcePage) -> str:
    """Return the file name of a page in its stage: a week's, « index », or empty if it is of no stage."""
    if number := week_of(page):
        return f"semaine-{number:02}"
    titles = map(fold, (page.path.stem, page.heading, *(names.text_of(page.keys.get(key)) for key in _TITLES)))
    placed = any(re.search(r"(?:^|[ _-])stage", fold(part)) for part in page.path.parts[:-1])
    stage = any(re.match(r"stages?\b", title) for title in titles) or (placed and _STAGE.match(fold(page.path.stem)))
    own = bool(page.under and among_stages(page) and firm_of(page)) or (placed and host_of(page) is not None)
    return "index" if stage or own else ""


def staged(
    texts: Mapping[str, SourcePage], source: SourceFolder, reader: Owner, said: str | None
) -> dict[str, Draft | None]:
    """Make the drafts of pages of stages, each in the stage that it names, else in ``said``, else in the only one.

    A page that says a firm and days is a stage of its own, when no other is named; one whose stage is not known has no
    draft, and is reported.
    """
    pages = [(page, name) for page in texts.values() if (name := _of_stage(page))]
    drafts: dict[str, Draft | None] = dict.fromkeys(page.path.as_posix() for page, _ in pages)
    folders = {path.parent.parent if of_week(path) else path.parent for path in (page.path for page, _ in pages)}
    sole = len(reader.stages) == 1 and len(folders) == 1
    only = next(iter(reader.stages)) if sole else None
    taken: set[str] = set()
    for page, name in pages:
        path, week = page.path, week_of(page)
        own = () if week else (path.stem, page.heading, *map(names.text_of, page.keys.values()))
        stage = _called((*path.parts[:-1], *own), reader)
        host = None if week or stage else host_of(page)
        stage = free(slug(host.name), taken) if host else stage or (said or only if week else only)
        draft = read_draft(without_facts(page) if host else page, reader, kind=f"stages/{stage}", week=week)
        draft.name = name
        if host:
            _begin(draft, host, reader)
        title = page.heading or named_by(path)[0]
        if stage is None and len(reader.stages) < _SEVERAL:
            text = mark("« {name} » est d'un stage : créez-le avec « vitrail new stage », puis relancez.", name=title)
        elif stage is None:
            text = mark("« {name} » est d'un stage, mais duquel ? Relancez avec --stage.", name=title)
        elif draft.path in taken:
            text = mark("Un autre fichier de la source est déjà {path} : ajoutez celui-ci à la main.", path=draft.path)
        else:
            taken |= {draft.path, str(stage)}
            drafts[draft.place] = draft
            continue
        source.note(draft.place, text)
    return drafts


def _begin(draft: Draft, host: StageFacts, reader: Owner) -> None:
    """Give a draft the header of a new stage, read by the team alone."""
    head = head_of(stage_page(host.name, host.start, host.end, reader.framework))
    draft.head = head.replace("---\n", "---\n# à retirer quand la page est prête :\nvisibilité: équipe\n", 1)


def _called(words: Iterable[str], reader: Owner) -> str | None:
    """Return the stage that some words name, by its folder, its organisation or its number."""
    stages = tuple(reader.stages)
    folded = tuple(map(fold, words))
    for part in folded:
        for stage, organisation in reader.stages.items():
            if any(len(name) >= _SHORTEST and name in part for name in (fold(stage), fold(organisation))):
                return stage
    numbers = (int(match[1]) for part in folded if (match := _NUMBER.match(part)))
    return next((stages[number - 1] for number in numbers if 0 < number <= len(stages)), None)
