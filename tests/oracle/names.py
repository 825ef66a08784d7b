"""A finished site, searched for what its readers may not read: ``python -m tests.oracle.names SITE PORTFOLIOS``.

It knows nothing of how names are replaced: it folds to ASCII, reads pages as people do, and looks for whole values in
any order of their words, and for surnames after a civility. It prints « file: value » a line; 1 when there is one.
"""

import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from vitrail.content.model.audience import Audience
from vitrail.content.model.school import School
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.school import read_school
from vitrail.knowledge.coverage.view import view
from vitrail.knowledge.privacy.declared import declared, folder_in
from vitrail.knowledge.privacy.forms import turned

Phrase: TypeAlias = tuple[str, ...]

APART = " 0apart0 "
"""Between texts that are read in one go: a word of no phrase."""
_WORDS = bytes(byte if chr(byte).isalnum() and byte < 0x80 else 0x20 for byte in range(256)).lower()
_CIVILITIES = frozenset("m mm mr mrs ms mme mmes mlle monsieur madame mademoiselle dr".split())
_PARTICLES = frozenset("le la les l de du des d del der da dos das van von den".split())
_SHORTEST, _SHORTEST_SURNAME, _LONGEST_NAME = 5, 3, 5
_AUTHOR = re.compile(r'(<section class="vt-prose".*?</section>)', re.DOTALL)
_RUNNING = "abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_IN_LINE = re.compile(rf"</?(?:{_RUNNING})(?:[\s/][^<>]*)?>")
_TAG = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[·•—–|:()«»“”→]")
_QUOTE = re.compile(r'[":·•—–|()«»“”→{}\[\]]')


def words(text: str) -> Phrase:
    """Words without accents or case; other scripts are left out."""
    plain = unicodedata.normalize("NFKD", unescape(text))
    for sign in "‘’‐–—":
        plain = plain.replace(sign, " ")
    return tuple(plain.encode("ascii", "ignore").translate(_WORDS).decode("ascii").split())


def surnames(name: str) -> Iterator[Phrase]:
    """What may be the surname in a name."""
    bare = [part for part in map(words, name.split()) if part and not (len(part) == 1 and part[0] in _CIVILITIES)]
    if len(bare) > _LONGEST_NAME:
        return
    cuts = range(1, len(bare))
    for parts in (*(bare[cut:] for cut in cuts), *(bare[:cut] for cut in cuts)) if len(bare) > 1 else (bare,):
        form = tuple(word for part in parts for word in part)
        if any(len(word) >= _SHORTEST_SURNAME and word not in _PARTICLES for word in form):
            yield form


def met(told: str, whole: Iterable[Phrase], called: Iterable[Phrase]) -> Iterator[str]:
    """Yield the values that a text holds, folded, and the surnames after a civility."""
    for phrase in whole:
        if f" {' '.join(phrase)} " in told:
            yield " ".join(phrase)
    for phrase in called:
        found = f" {' '.join(phrase)} "
        if found in told and any(f" {civility}{found}" in told for civility in _CIVILITIES):
            yield " ".join(("m", *phrase))


def texts(url: str, raw: bytes) -> Iterator[str]:
    """Yield the texts of a file: its address, a page as it reads and its tags, the members of an archive."""
    yield unquote(url)
    text = raw.decode("utf-8", "ignore")
    if url.endswith(".html"):
        ours = (_IN_LINE.sub(" ", part) for part in _AUTHOR.split(text)[0::2])
        authors = (_TAG.sub(" ", part) for part in _AUTHOR.findall(text))
        yield APART.join((*(_BETWEEN.sub(APART, _TAG.sub(APART, part)) for part in ours), *authors))
        yield _QUOTE.sub(APART, text.replace("<", '"').replace(">", '"'))
    elif url.endswith((".json", ".js")):
        yield _QUOTE.sub(APART, text)
    else:
        yield text
        yield _TAG.sub(" ", text)
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for item in archive.infolist():
                yield from texts(item.filename, archive.read(item))


def holds(site: Path, name: str, under: str = "") -> dict[str, list[str]]:
    """Return the files of a site, those of a folder, that hold somebody's name."""
    whole = [form for form in turned_of(name) if sum(map(len, form)) >= _SHORTEST]
    called = list(surnames(name))
    found = {url: list(met(told, whole, called)) for url, told in told_by(site) if url.startswith(under)}
    return {url: values for url, values in found.items() if values}


def turned_of(name: str) -> tuple[Phrase, ...]:
    """A name in both orders, in ASCII."""
    every = tuple(words(" ".join(form)) for form in turned(name))
    return tuple(dict.fromkeys((words(name), *every)))


def leaks(site: Path, school: School, audience: Audience) -> Iterator[tuple[str, str]]:
    """Yield each file of a site with a value that its readers may not read there.

    A student's word is looked for in their own portfolio, the team's everywhere; what the audience reads anyway, such
    as the name of everybody whom it sees, is no secret.
    """
    seen = view(school, audience)
    shown = {form for _, student in seen.everyone for form in (*turned_of(student.name), words(student.slug))}
    shown |= {words(host.shown_name) for host in school.organisations}
    roots = {folder_in(cohort, student.source.path): (cohort, student) for cohort, student in school.everyone}
    every_file = told_by(site) if audience is not Audience.TEAM else ()
    vocabularies = {url: frozenset(told.split()) for url, told in every_file}
    for one in declared(school, seen):
        every = turned_of(one.value) if one.person else (words(one.value),)
        whole = [form for form in every if form not in shown and sum(map(len, form)) >= _SHORTEST]
        called = list(surnames(one.value)) if one.person and len(whole) == len(every) else []
        under = safe_path(one.folder) if one.folder in roots and one.folder != "/" else ""
        for url, told in every_file:
            if url.startswith(under) and any(map(vocabularies[url].issuperset, (*whole, *called))):
                yield from ((url, value) for value in met(told, whole, called))


def told_by(site: Path) -> tuple[tuple[str, str], ...]:
    """What each file of a site says, folded; those of the theme are nobody's."""
    files = ((path.relative_to(site).as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())
    return tuple(
        (url, "".join(f" {' '.join(words(text))} {APART}" for text in texts(url, path.read_bytes())))
        for url, path in files
        if not url.startswith("assets/")
    )


def audience_of(site: Path) -> Audience:
    """Tell for whom a site was made: the team has the state of the school, and the public alone no « .gitignore »."""
    if (site / "etat.html").exists():
        return Audience.TEAM
    return Audience.JURY if (site / ".gitignore").exists() else Audience.PUBLIC


def main(site: Path, portfolios: Path) -> int:
    """Print what a site should not hold."""
    found = sorted(set(leaks(site, read_school(portfolios).school, audience_of(site))))
    for url, value in found:
        sys.stdout.write(f"{url}: {value}\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
