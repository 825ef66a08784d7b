"""Conversion of another generator's page to a draft: each of its keys becomes one of ours, or a reported remark."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import Struct

from vitrail.content.values import keys
from vitrail.content.values.folding import fold
from vitrail.content.values.key import Key, Kind
from vitrail.doors.importing import names
from vitrail.doors.importing.citing import CODE, Owner, cited, resolved
from vitrail.doors.importing.documents.versions import bare
from vitrail.doors.importing.draft import Draft, SourceText, Treatment
from vitrail.doors.importing.headers import SourcePage
from vitrail.doors.importing.markup import unescaped
from vitrail.doors.importing.periods import days
from vitrail.doors.scaffolding.files import quoted
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_DATED = regex(r"(\d{4}-\d\d?-\d\d?)[-_ ]+(.+)")
_NOTION = regex(r"(.+?)[ _-][0-9a-f]{32}")
_STAGE = regex(r"(?:(?:rapport|bilan) de )?stages?\b")
_WEEK = regex(r"(?:compte rendu )?(?:semaine|sem|week)\s*n?°?\s*0*(\d{1,2})\b")
HEADS = regex(
    r"sommaire|introduction|table des matieres|contexte|presentation|dossier|rapport|compte rendu|sans titre"
    r"|annexe\b.*|fiche descriptive\b.*|bonjour|bienvenue\b.*"
)
"""Folded titles that name no work: titles of forms, and of sections of any text."""
NAMELESS = regex(r"(?:sans titre|untitled|(?:nouveau )?document(?: microsoft word| texte)?|new)(?: \d+)?")
"""Default file names of programs: the first line of such a text is its title."""
_SHORT = 90
"""Most characters of a first line that may be the title of a file with such a name."""
_OF_AUTHOR = frozenset(
    "about accueil apropos bac baccalaureat biographie bienvenue centres certification certifications competences"
    " confidentialite contact contactez contacter contacts coordonnees cursus curriculum cv diplome diplomes etudes"
    " experiences formation formations hobbies home interet interets langues legales lettre loisirs mentions"
    " motivation parcours passions politique portfolio presentation professionnelles professionnel profil propos"
    " qualites qui resume scolaire scolarite skills suis vitae".split()
)
_LINKING = frozenset("a d de des du en et j je l la le les ma me mes moi mon nous of my me the un une bts sio".split())
_BLOGS = frozenset("blog blogs actualites news articles".split())


def of_author(title: str, names: Iterable[str]) -> bool:
    """True if a title names no work, but a page about its author: their contact, their studies, their own name.

    >>> of_author("Mon parcours scolaire", []), of_author("Léa Moreau", ["Moreau", "Léa"]), of_author("BTS SIO", [])
    (True, True, False)
    >>> of_author("Parcours de santé", []), of_author("Formation des usagers", [])
    (False, False)
    """
    said = {*re.findall(r"[a-z]+", fold(title))} - _LINKING
    return bool(said) and said <= _OF_AUTHOR | {word for name in names for word in fold(name).split()}


def week_of(page: SourcePage) -> int | None:
    """Return the number of the week that a page is about, from its name, its title or the folder that it sums up."""
    title = next((str(value) for key, value in page.keys.items() if fold(key) in {"titre", "title"}), "")
    matches = filter(
        None, (_WEEK.match(fold(name)) for name in (page.path.stem, title, page.heading, of_week(page.path)))
    )
    return next((int(match[1]) for match in matches), None)


def of_week(path: PurePosixPath) -> str:
    """Return the name of the folder of a week of which a page is the text: « Semaine 2/README.md »; or empty.

    >>> of_week(PurePosixPath("stage/Semaine 2/README.md")), of_week(PurePosixPath("stage/README.md"))
    ('Semaine 2', '')
    """
    name = path.parent.name
    return name if fold(path.stem) in {"readme", "index"} and _WEEK.match(fold(name)) else ""


def read_draft(
    page: SourcePage, reader: Owner, *, kind: str | None = None, week: int | None = None, title: str = ""
) -> Draft:
    """Make a draft of a page; ``kind`` is its folder in the portfolio, ``title`` its title, when they are known."""
    by_key = next((v for k, v in page.keys.items() if names.ours(k, keys.REALISATION) is _TITLE), None)
    name, _ = named_by(page.path)
    heading = "" if HEADS.fullmatch(fold(page.heading)) and fold(page.heading) != fold(name) else page.heading
    said = page.body.lstrip().partition("\n")[0]
    if NAMELESS.fullmatch(fold(name)) and 0 < len(said) <= _SHORT and said[0].isalpha():
        name = unescaped(said.rstrip(" .\\"))
    title = " ".join((title or names.text_of(by_key) or heading or name).split())
    if kind in {None, "realisations"}:
        kind = _kind(page, title, reader) if kind is None or of_author(title, reader.names) else kind
    draft = Draft(title=title, place=page.path.as_posix(), kind=kind, week=week)
    return _Reading(page=page, reader=reader, draft=draft).read()


class _Reading(Struct, kw_only=True):
    """The state of the conversion of a page's keys."""

    page: SourcePage
    reader: Owner
    draft: Draft
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    blocks: list[str] = []
    """Blocks to put above the text: a title, a picture."""
    above: list[str] = []
    """Keys that go back to the text as lines."""

    def read(self) -> Draft:
        """Convert each key, then the text."""
        draft, page = self.draft, self.page
        if page.fault:
            draft.note(
                mark("{why} Ses lignes sont gardées dans le texte.", why=page.fault),
                at=f"{page.path}:{page.fault_line}",
            )
        table = names.TABLES.get(draft.kind, keys.REPORT if draft.week else keys.INTERNSHIP)
        rows = [(names.ours(name, table), name, value) for name, value in page.keys.items()]
        for key, name, value in sorted(rows, key=lambda row: names.rank(row[1], row[0]) if row[0] else ()):
            self.take(key, name, value)
        self.values |= {key: names.flow(words) for key, words in self.lists.items() if words}
        self.head()
        wanted = names.absent(table)
        if "contexte" in wanted and any(map(_STAGE.match, map(fold, (*page.path.parts[:-1], draft.title)))):
            wanted = {**wanted, "contexte": "stage"}
        draft.keys = {key: self.values.get(key) or text for key, text in wanted.items()}
        draft.keys |= {key: value for key, value in self.values.items() if key not in draft.keys}
        head = "".join(f"{block}\n\n" for block in (*self.blocks, "\n".join(self.above)) if block)
        text = head + page.body.lstrip("\n")
        line = page.line and page.line + page.body.count("\n") - text.count("\n")
        draft.passages = [SourceText(text=text, place=draft.place, line=line)]
        draft.note(mark("« {title} »", title=draft.title), Treatment.CONVERTED)
        return draft

    def take(self, key: Key | None, name: str, value: object) -> None:
        """Convert one key; in every case its value is written in the draft, or reported."""
        said, folded = names.text_of(value), fold(name)
        if folded in names.DROPPED or not said:
            line = f"{name}: {said}"
            self.draft.note(mark("« {line} » ne sert qu'à l'autre site.", line=line), Treatment.KEPT)
        elif folded in names.TAGS:
            self.tag(key, name, value)
        elif folded in names.COVER:
            self.cover(value)
        elif names.ours(name, keys.REALISATION) is _TITLE:
            if " ".join(said.split()) != self.draft.title or self.draft.week is not None:
                self.leave(name, said)
        elif key is None or key.name in {"statut", "visibilité"}:
            self.leave(name, said)
        elif key.keys is keys.CLAIM:
            self.cite(value)
        elif key.kind is Kind.WORDS:
            self.lists.setdefault(key.name, []).extend(names.items(value))
        elif not self.put(key, value):
            self.leave(name, said)

    def put(self, key: Key, value: object) -> bool:
        """Set a key; False if it has another value or cannot hold this one."""
        said = names.text_of(value)
        if key is _ORIGIN and re.match(r"https?://", said) and "lien" not in self.values:
            self.values["lien"] = quoted(said)
            said = value = urlsplit(said).hostname or said
        text = names.spelled(key, value)
        return bool(text) and self.values.setdefault(key.name, text) == text

    def leave(self, name: str, said: str) -> None:
        """Keep a key as a remark; a line of a text without a header stays in its text."""
        if self.page.bare:
            self.above.append(f"{name} : {said}")
            self.draft.note(
                mark("« {key} » n'est pas une clé qui se lit ici : la ligne reste dans le texte.", key=name)
            )
        else:
            self.draft.left.append(f"{name}: {said}")
            self.draft.note(mark("La clé « {key} » n'a pas de place ici : elle est gardée en remarque.", key=name))

    def cover(self, value: object) -> None:
        """Put the picture of a page's header at the top of its text, unless the text shows it."""
        parts = {fold(str(key)): str(part) for key, part in value.items()} if isinstance(value, Mapping) else {}
        target = next((parts.pop(key) for key in ("image", "src", "url", "path") if key in parts), "")
        target = target or names.text_of(value)
        words = next((parts.pop(key) for key in ("alt", "caption", "title") if key in parts), "")
        if PurePosixPath(target).name in self.page.body:
            self.draft.note(mark("« {target} » est déjà dans le texte.", target=target), Treatment.KEPT)
        else:
            self.blocks.append(f"![{words or self.draft.title}](<{target}>)")
        for key, part in parts.items():
            self.leave(key, part)

    def tag(self, key: Key | None, name: str, value: object) -> None:
        """Convert tags: codes become citations, labels that sort pages are dropped, other words are technologies."""
        loose = isinstance(value, str) and not re.search(r"[,;\[]", value) and _JEKYLL & {*self.page.path.parts}
        for word in str(value).split() if loose else names.items(value):
            if fold(word) in names.GENERIC:
                text = mark("L'étiquette « {word} » range les pages : laissée de côté.", word=word)
                self.draft.note(text, Treatment.KEPT)
            elif codes := resolved(word, self.reader):
                self.draft.codes |= dict.fromkeys(codes, "")
            elif key is None:
                self.leave(name, word)
            else:
                self.lists.setdefault(key.name, []).append(word)

    def cite(self, value: object) -> None:
        """Convert cited codes, with their sentences; report those that are unknown."""
        for said, sentence in cited(value):
            codes = resolved(said, self.reader)
            if not codes:
                whole = f"{said} {sentence}"
                self.draft.left.append(f"compétence: {whole}")
                self.draft.note(mark("« {code} » n'est pas une compétence connue ici.", code=whole.strip()))
            elif (said,) != tuple(codes):
                self.draft.note(mark("« {cited} » est {codes}.", cited=said, codes=tuple(codes)), Treatment.CONVERTED)
            for code in codes:
                self.draft.codes[code] = self.draft.codes.get(code) or sentence

    def head(self) -> None:
        """Keep the heading of the text if it differs from the title; in a week's heading, days are its period."""
        heading, week = self.page.heading, self.draft.week
        if week is not None and (match := _WEEK.match(fold(heading))):
            rest = fold(heading)[match.end() :].strip()
            start, end = days(rest.strip(" ()[]:,.-"))
            if start:
                self.values.setdefault("du", start)
                self.values.setdefault("au", end)
            if start or not rest:
                return
        if heading and (week is not None or " ".join(heading.split()) != self.draft.title):
            self.blocks.insert(0, f"## {heading}")


_TITLE = keys.REALISATION["titre"]
_ORIGIN = keys.WATCH["source"]
_JEKYLL = {"_posts", "_drafts"}
"""Folders of Jekyll, which splits a line of tags at spaces."""


def _kind(page: SourcePage, title: str, reader: Owner) -> str:
    if page.gathers or any(of_author(name, reader.names) for name in (named_by(page.path)[0], title)):
        return ""
    if any(fold(part.removeprefix("_")).startswith("veille") for part in (*page.path.parts, title)):
        return "veille"
    claims = any(key and key.keys is keys.CLAIM for key in (names.ours(name, keys.REALISATION) for name in page.keys))
    article = not _BLOGS.isdisjoint(map(fold, page.path.parts[:-1])) and not claims and not CODE.search(page.body)
    return "" if article else "realisations"


def named_by(path: PurePosixPath) -> tuple[str, str]:
    """Return the title in a file's name, without marks of versions, and the date at its beginning, if any."""
    stem = bare(path.parent.name if fold(path.stem) in {"index", "readme"} and path.parent.name else path.stem)
    day = ""
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", stem):
        return stem, stem
    if match := _DATED.fullmatch(stem):
        day, stem = match[1], match[2]
    if match := _NOTION.fullmatch(stem):
        stem = match[1]
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:], day
