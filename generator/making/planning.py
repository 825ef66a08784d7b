"""The site of an audience: its parts, each planned when its turn comes, and every other file beside them."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.spec import StaticFile
from generator.addressing.table import AtRoot, InPortfolio
from generator.chrome.assets import assets
from generator.language import Language, mark
from generator.making.facts.attached import SCHOOL
from generator.making.facts.beside import SentFile, class_moves, moves, sent, tables
from generator.making.facts.cards import crowd, mate
from generator.making.facts.parts import SitePart, parts
from generator.making.facts.people import Who, asked, bare_class, classes, seen_files
from generator.making.facts.readers import seen_school, shown_class
from generator.memo.memo import Memo
from generator.model.audience import Audience
from generator.outputs.formats import PUBLISHED, as_text
from generator.pages.portfolio import printed
from generator.pages.redirects import redirect
from generator.project import Project
from generator.publishing.disk.site import Site
from generator.publishing.search import words_file
from generator.publishing.workers.shells import Dress

_ROBOTS = "\n".join((
    "# Les pages disent elles-mêmes de ne pas les indexer ; il faut les lire pour le savoir.",
    "User-agent: *",
    *(f"Disallow: /*.{suffix}$" for suffix in PUBLISHED),
    f"Disallow: /*{AtRoot.SEARCH}$",
    "",
)).encode()  # fmt: skip
"""What search engines are asked not to keep: whatever is no page, which alone can say it of itself."""


def plan_site(project: Project, memo: Memo, dress: Dress) -> Site:
    """Name the parts of a site and list its other files; the memo was told what keys its pages (``shell``)."""
    audience = project.audience.name
    shown = _shown_to(memo, audience)
    return replace(
        bare_site(project, memo, dress),
        parts=tuple(SitePart(memo, part) for part in parts(memo, audience)),
        statics={**assets(dress.sheet), **_statics(project, memo, shown), **dict(_redirects(memo, audience, shown))},
        later=made_later(project, memo),
    )


def made_later(project: Project, memo: Memo) -> frozenset[str]:
    """List the pages that are made when somebody asks for them: portfolios to print, where a server is there to ask."""
    audience = project.audience.name
    if project.printed is None or project.audience is Audience.PUBLIC:
        return frozenset()
    return frozenset(_printed(memo, audience, who, "html") for who in _shown_to(memo, audience))


def _shown_to(memo: Memo, audience: str) -> list[Who]:
    return [who for who in asked(memo) if shown_class(memo, audience, who[0]) and mate(memo, audience, *who)]


def bare_site(project: Project, memo: Memo, dress: Dress) -> Site:
    """Return what it takes to render any page of a site."""

    @cache
    def places() -> Mapping[str, str]:  # where no page is made, the files are not listed
        return {file.path: file.disk for file in seen_files(memo)}

    return Site(
        parts=(),
        statics={},
        shell=replace(dress.shell, indexed=seen_school(memo, project.audience.name).school.indexing),
        file_of=lambda path: Path(memo.files.place(places()[path])),
        language=project.language,
        audience=project.audience.name.lower(),
        site_url=project.site_url.rstrip("/") + "/" if project.site_url else "",
    )


def _printed(memo: Memo, audience: str, who: Who, extension: str) -> str:
    person = mate(memo, audience, *who)
    if person is None:
        raise LookupError(who)  # a fault of ours: nobody prints what is hidden
    return addresses.in_portfolio(bare_class(memo, who[0]), person, InPortfolio.PRINTED, extension=extension)


def _statics(project: Project, memo: Memo, shown: list[Who]) -> Mapping[str, StaticFile]:
    """Every file of the site that is neither a page nor the theme's, but for those at old addresses."""
    audience = project.audience.name
    reason = "habillage que mkdocs.yml demande"
    files = {url: StaticFile(content=raw, reason=reason) for url, raw in project.look.files.items()}
    for who in (SCHOOL, *asked(memo)):
        files |= {url: _attachment(memo, file) for url, file in sent(memo, audience, *who).items()}
    if not seen_school(memo, audience).school.indexing:
        files[AtRoot.ROBOTS] = StaticFile(content=_ROBOTS, reason="indexation: non, pour ce qui n'est pas une page")
    for who in shown:
        if student := mate(memo, audience, *who):
            year = student.session or bare_class(memo, who[0]).session
            session = Language(project.language).write(mark("session {year}", year=year)) if year else ""
            content = printed.sheet(student.name, session)
            files[_printed(memo, audience, who, "css")] = StaticFile(content=content, reason="pied des pages imprimées")
    kin = "mots que la recherche prend l'un pour l'autre"
    files[AtRoot.WORDS] = StaticFile(content=_kin(memo, audience), reason=kin)
    if project.audience is not Audience.PUBLIC:
        files[".gitignore"] = StaticFile(content=b"*\n", reason="« git add . » ne prend pas cette édition")
    for slug in classes(memo) if project.audience is Audience.TEAM else ():
        for url, raw in tables(memo, audience, slug).items():
            files[url] = StaticFile(content=raw, reason="tableau de la promotion")
    return files


def _attachment(memo: Memo, attachment: SentFile) -> StaticFile:
    if attachment.front:
        return StaticFile(content=memo.tool.place(attachment.key), reason="première page d'une pièce jointe, dessinée")
    file = memo.tool.place(attachment.key) if attachment.key else Path(memo.files.place(attachment.disk))
    content, digest = (as_text(file.read_bytes()), "") if attachment.marked else (file, attachment.digest)
    return StaticFile(content=content, reason="pièce jointe montrée par une page", digest=digest)


def _kin(memo: Memo, audience: str) -> bytes:
    """Write the words that search takes for one another, of the référentiels that are followed, else of all."""
    used, known = crowd(memo, audience).frameworks, sorted(seen_school(memo, audience).school.frameworks.items())
    followed = [framework for key, framework in known if key in used] or [framework for _, framework in known]
    return words_file(dict.fromkeys(row for framework in followed for row in framework.kin))


def _redirects(memo: Memo, audience: str, shown: list[Who]) -> Iterator[tuple[str, StaticFile]]:
    """Yield each old address with the page that leads from there, for the records that the audience may see."""
    language = Language(memo.given("language"))
    every = [move for who in shown for move in moves(memo, audience, *who)]
    every += [move for slug in classes(memo) for move in class_moves(memo, audience, slug)]
    yield from ((move.old, redirect(move, language)) for move in every)
