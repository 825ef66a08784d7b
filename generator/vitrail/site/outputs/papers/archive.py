"""Gathers a jury edition and its papers into a bag: files get names that every system takes, and links follow them."""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.relative import with_links
from vitrail.content.addressing.spec import Content as Paper
from vitrail.content.addressing.spec import templated
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.school import Cohort, School
from vitrail.ground.language import FRENCH, elided
from vitrail.ground.regex import regex
from vitrail.site.outputs.bag import MAX_PATH, Bag, Content, ascii_paths
from vitrail.site.outputs.papers.candidate import Candidate, Filed, candidates
from vitrail.site.outputs.papers.printing import render
from vitrail.site.outputs.papers.stage import NoPaperError

_ELSEWHERE = regex(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)

_FOR_SERVERS = frozenset({"404.html", "robots.txt", ".gitignore"})
"""Files of a site that are left out of the archive: only servers use them."""
SITE = "site/"
PAPERS = "papiers/"
_NAME = 60
"""Most characters of the bag's own name."""
_SCRIPTED = regex(r'"(base|search)": "([^"]*)"')
"""Addresses in a page's configuration, by which its scripts find the site."""
_READ_ME = """{title}

1. EXTRAIRE TOUT : clic droit sur le fichier .zip, « Extraire tout ». Sans cela les liens ne mènent nulle part.
2. Ouvrir OUVRIR.html d'un double-clic, dans n'importe quel navigateur. Le réseau n'est pas nécessaire.

Figé le {frozen}. {commit}

Vérifier que rien n'a changé depuis (Linux, macOS, ou Git Bash sous Windows), dans ce dossier :
    sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt
Rien ne s'affiche : tout est intact. « FAILED » (ou « ÉCHEC ») à côté d'un nom : ce fichier a été modifié, ou abîmé par
une copie ; demandez l'archive d'origine.

Ce dossier suit la norme BagIt (RFC 8493) : le contenu est dans data/, les empreintes dans manifest-sha256.txt.
"""


class Frozen(Struct, frozen=True, kw_only=True):
    """The state that is archived."""

    at: datetime
    commit: str = ""
    """« commit 3f9c1a… », empty without git."""
    changed: bool = False
    """Whether files differ from the commit."""
    directory: str = ""
    """SWHID of the repository's files, if they are unchanged since the commit."""

    @property
    def said(self) -> str:
        """Name the state for a reader."""
        if not self.commit:
            return ""
        return f"{self.commit}, avec des modifications non enregistrées" if self.changed else self.commit


class ArchivedPaper(Struct, frozen=True, kw_only=True):
    """A paper of a candidate, made here or added."""

    title: str
    file: str
    raw: Content
    owner: str = ""
    """Folder of the student that it belongs to; empty when unknown."""


def shown_candidates(school: School, target: str, disk: Filed, today: date) -> tuple[Candidate, ...]:
    """Return the candidates of a portfolio or of a class; ``school`` has the records that the jury reads.

    Raises NoPaperError: the target is not among them.
    """
    if not any(target in {cohort.slug, cohort.folder_of(student)} for cohort, student in school.everyone):
        raise NoPaperError("L'édition du jury ne montre pas « {target} » : rien à archiver.", target=target)
    return candidates(school, target, disk, today)


def assemble(
    site: Path,
    people: Sequence[tuple[Candidate, Sequence[ArchivedPaper]]],
    others: Sequence[ArchivedPaper],
    frozen: Frozen,
    target: str,
) -> Bag:
    """Put a jury edition, the papers of candidates in the order in which they pass, and others into one bag.

    Raises OSError: a file cannot be read.
    """
    name = next(iter(ascii_paths([f"archive-{target.replace('/', '-') or 'portfolio'}"], _NAME).values()))
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    pages = {url: path for url, path in files.items() if url not in _FOR_SERVERS}
    renamed = ascii_paths(pages, MAX_PATH - len(f"{name}/data/{SITE}"))
    moved = {old: new for old, new in renamed.items() if old != new}
    papers = {paper.file: paper.raw for made in (others, *(made for _, made in people)) for paper in made}
    kept = ascii_paths(papers, MAX_PATH - len(f"{name}/data/{PAPERS}"))

    def page(url: str) -> str:
        return quote(f"data/{SITE}{renamed[url]}") if url in renamed else ""

    first = people[0][0]
    several = bool(first.cohort.slug) and target == first.cohort.slug
    url = (
        addresses.in_cohort(first.cohort, InCohort.HOME) if several else addresses.student(first.cohort, first.student)
    )
    whose = (first.cohort.name or target) if several else first.student.name
    title = elided("Portfolio{s} de {name}", {"name": whose}).format(s="s" if several else "", name=whose)
    opening = templated(
        "ouvrir",
        frozen=FRENCH.date(frozen.at.date()),
        commit=frozen.said,
        entries=tuple(
            (
                candidate.student.name,
                page(addresses.in_portfolio(candidate.cohort, candidate.student, InPortfolio.PRINTED)),
                tuple(_links(made, kept)),
            )
            for candidate, made in people
        ),
        others=tuple(_links(others, kept)),
    )
    home = relinked_page(files[url].read_text("utf-8"), url, moved)
    return Bag(
        name=name,
        payload={
            **{f"{SITE}{renamed[url]}": _relinked(url, path, moved) for url, path in pages.items()},
            **{f"{PAPERS}{kept[path]}": content for path, content in papers.items()},
        },
        tags={
            "OUVRIR.html": opened(home, f"data/{SITE}{renamed[url]}", render(opening).decode()).encode(),
            "LISEZMOI.txt": _read_me(title, frozen),
        },
        info=tuple(_info(title, first.school, frozen, target)),
        frozen=frozen.at,
    )


def farewell(
    group: Cohort, now: datetime, given: Mapping[str, tuple[str, str]], erased: Iterable[tuple[str, int]], closed: int
) -> Paper:
    """Return the list to sign at the end of a class.

    Args:
        group: the class.
        now: when the erasure begins.
        given: portfolio or class → its archive and the SHA-256 of that.
        erased: places to erase, each with its number of files.
        closed: how many addresses say that the portfolio is no longer published.
    """
    return templated(
        "fin",
        title=f"liste-{group.slug.replace('/', '-')}",
        name=group.name,
        when=f"{FRENCH.date(now.date())}, {now:%H:%M}",
        archives=tuple((who, *archive) for who, archive in given.items()),
        erased=tuple(erased),
        pages=closed,
    )


def opened(page: str, place: str, told: str) -> str:
    """Return a page of the site with links from the archive's root folder, and a part on the archive below its text."""
    folder = dirname(place)

    def from_here(match: re.Match[str]) -> str:
        kept = "/" if match[2].endswith("/") else ""
        return f'"{match[1]}": "{normpath(join(folder, match[2]))}{kept}"'

    before, end, after = _led(page, folder, lambda target: target).rpartition("</article>")
    return f"{_SCRIPTED.sub(from_here, before)}{told}{end}{after}"


def _links(made: Iterable[ArchivedPaper], papers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((paper.title, quote(f"data/{PAPERS}{papers[paper.file]}")) for paper in made)


def _relinked(url: str, path: Path, moved: Mapping[str, str]) -> Content:
    """Return the path of a file, or its bytes with new links if files were renamed and it has links."""
    if not moved or path.suffix not in {".html", ".json", ".js"} or url.startswith("assets/"):
        return path
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        return relinked_page(text, url, moved).encode()
    root = url.rpartition("search/")[0]
    return relinked_index(text, root, moved).encode()


def _read_me(title: str, frozen: Frozen) -> bytes:
    """Write the file that a person reads first, with CRLF and a byte order mark, which editors of any system accept."""
    commit = f"État : {frozen.said}." if frozen.said else ""
    text = _READ_ME.format(title=title, frozen=FRENCH.date(frozen.at.date()), commit=commit)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _info(title: str, school: School, frozen: Frozen, target: str) -> Iterator[tuple[str, str]]:
    yield "Source-Organization", school.name or ""
    yield "External-Identifier", f"{target} {frozen.commit}".strip()
    yield "External-Description", title
    yield "Bagging-Date", frozen.at.date().isoformat()
    if frozen.directory:
        yield "External-Identifier", frozen.directory
    if frozen.said:
        yield "Internal-Sender-Identifier", frozen.said


def relinked_page(text: str, url: str, names: Mapping[str, str]) -> str:
    """Rewrite the links of a page at ``url``; ``names`` maps former addresses in the site to new ones."""
    start = dirname(names.get(url, url)) or "."
    return _led(text, dirname(url), lambda target: relpath(names[target], start) if target in names else None)


def _led(page: str, folder: str, lead: Callable[[str], str | None]) -> str:
    """Rewrite the links of a page in a folder that stay in the archive.

    ``lead`` maps the target of a link to its new address, unquoted; None keeps the link.
    """

    def follow(written: str) -> str | None:
        if _ELSEWHERE.match(written):
            return None
        path, *rest = re.split(r"(?=[?#])", written, maxsplit=1)
        address = lead(normpath(join(folder, unquote(path))))
        return None if address is None else html.escape(quote(address) + "".join(rest), quote=True)

    return with_links(page, follow)


def relinked_index(text: str, root: str, names: Mapping[str, str]) -> str:
    """Rewrite the addresses in the search index of the folder ``root``."""
    for old, new in names.items():
        if old.startswith(root) and old.endswith(".html"):
            before = json.dumps(old.removeprefix(root), ensure_ascii=False)[:-1]
            text = text.replace(before, json.dumps(new.removeprefix(root), ensure_ascii=False)[:-1])
    return text
