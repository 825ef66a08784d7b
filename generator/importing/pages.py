"""A page of another generator becomes a draft: each of its keys is one of ours, or a remark that is told."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import Struct

from generator.importing import names
from generator.importing.citing import Owner, cited, resolved
from generator.importing.documents.versions import bare
from generator.importing.draft import Draft, SourceText, Treatment
from generator.importing.headers import SourcePage
from generator.importing.periods import days
from generator.language import mark
from generator.scaffolding.files import quoted
from generator.values import keys
from generator.values.folding import fold
from generator.values.key import Key, Kind

_DATED = re.compile(r"(\d{4}-\d\d?-\d\d?)[-_ ]+(.+)")
_NOTION = re.compile(r"(.+?)[ _-][0-9a-f]{32}")
_WEEK = re.compile(r"(?:compte rendu )?(?:semaine|sem|week)\s*n?°?\s*0*(\d{1,2})\b")
HEADS = frozenset(
    "sommaire;introduction;table des matieres;contexte;presentation;dossier;rapport;compte rendu;sans titre".split(";")
)
"""Titles that name no work."""
_NAMELESS = re.compile(r"(?:sans titre|untitled|(?:nouveau )?document(?: microsoft word| texte)?|new)(?: \d+)?")
"""Names that programs give: such a text is called by its first line."""
_SHORT = 90
"""Signs of a first line that may be the title of a file whose name says nothing."""
_OWN = frozenset(
    "about;a propos;contact;cv;parcours;presentation;mentions legales;certifications;competences;"
    "qui suis je;formation;formations;loisirs;centres d interet".split(";")
)


def week_of(page: SourcePage) -> int | None:
    """Return the number of the week that a page tells, by its name or its title."""
    title = next((str(value) for key, value in page.keys.items() if fold(key) in {"titre", "title"}), "")
    found = filter(None, (_WEEK.match(fold(name)) for name in (page.path.stem, title, page.heading)))
    return next((int(one[1]) for one in found), None)


def read_draft(
    page: SourcePage, reader: Owner, *, kind: str | None = None, week: int | None = None, title: str = ""
) -> Draft:
    """Make a draft of a text that is cut from its keys; ``kind`` is where it goes, ``title`` its own, when known."""
    by_key = next((v for k, v in page.keys.items() if names.ours(k, keys.REALISATION) is _TITLE), None)
    name, _ = named_by(page.path)
    heading = "" if fold(page.heading) in HEADS - {fold(name)} else page.heading
    said = page.body.lstrip().partition("\n")[0]
    if _NAMELESS.fullmatch(fold(name)) and 0 < len(said) <= _SHORT and said[0].isalpha():
        name = said.rstrip(" .\\")
    title = " ".join((title or names.text_of(by_key) or heading or name).split())
    kind = _kind(page.path, title) if kind is None else kind
    one = Draft(title=title, place=page.path.as_posix(), kind=kind, week=week)
    return _Reading(page=page, reader=reader, one=one).draft()


class _Reading(Struct, kw_only=True):
    """The keys of a page as they are taken, one by one."""

    page: SourcePage
    reader: Owner
    one: Draft
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    blocks: list[str] = []
    """What stands above the text."""
    above: list[str] = []
    """Lines that stay text."""

    def draft(self) -> Draft:
        """Take each key, then what the text says."""
        one, page = self.one, self.page
        if page.fault:
            one.note(
                mark("{why} Ses lignes sont gardées dans le texte.", why=page.fault),
                at=f"{page.path}:{page.fault_line}",
            )
        table = names.TABLES.get(one.kind, keys.REPORT if one.week else keys.INTERNSHIP)
        found = [(names.ours(name, table), name, value) for name, value in page.keys.items()]
        for key, name, value in sorted(found, key=lambda one: names.rank(one[1], one[0]) if one[0] else ()):
            self.take(key, name, value)
        self.values |= {key: names.flow(words) for key, words in self.lists.items() if words}
        self.head()
        wanted = names.absent(table)
        one.keys = {key: self.values.get(key) or text for key, text in wanted.items()}
        one.keys |= {key: value for key, value in self.values.items() if key not in one.keys}
        head = "".join(f"{block}\n\n" for block in (*self.blocks, "\n".join(self.above)) if block)
        text = head + page.body.lstrip("\n")
        line = page.line and page.line + page.body.count("\n") - text.count("\n")
        one.passages = [SourceText(text=text, place=one.place, line=line)]
        one.note(mark("« {title} »", title=one.title), Treatment.CONVERTED)
        return one

    def take(self, key: Key | None, name: str, value: object) -> None:
        """Put a value where it goes; every way out says it, or writes it."""
        said, folded = names.text_of(value), fold(name)
        if folded in names.DROPPED or not said:
            line = f"{name}: {said}"
            self.one.note(mark("« {line} » ne sert qu'à l'autre site.", line=line), Treatment.KEPT)
        elif folded in names.TAGS:
            self.tag(key, name, value)
        elif folded in names.COVER:
            self.cover(value)
        elif names.ours(name, keys.REALISATION) is _TITLE:
            if " ".join(said.split()) != self.one.title or self.one.week is not None:
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
        """Give a key its value, unless it has another or cannot say this one."""
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
            self.one.note(mark("« {key} » n'est pas une clé qui se lit ici : la ligne reste dans le texte.", key=name))
        else:
            self.one.left.append(f"{name}: {said}")
            self.one.note(mark("La clé « {key} » n'a pas de place ici : elle est gardée en remarque.", key=name))

    def cover(self, value: object) -> None:
        """Show the picture of a page's head at the top of its text, where ours are, unless the text shows it."""
        found = {fold(str(key)): str(one) for key, one in value.items()} if isinstance(value, Mapping) else {}
        target = next((found.pop(key) for key in ("image", "src", "url", "path") if key in found), "")
        target = target or names.text_of(value)
        words = next((found.pop(key) for key in ("alt", "caption", "title") if key in found), "")
        if PurePosixPath(target).name in self.page.body:
            self.one.note(mark("« {target} » est déjà dans le texte.", target=target), Treatment.KEPT)
        else:
            self.blocks.append(f"![{words or self.one.title}](<{target}>)")
        for key, one in found.items():
            self.leave(key, one)

    def tag(self, key: Key | None, name: str, value: object) -> None:
        """Sort the words of a line of tags: codes, names of technologies, and labels that only sort pages."""
        loose = isinstance(value, str) and not re.search(r"[,;\[]", value) and _JEKYLL & {*self.page.path.parts}
        for word in str(value).split() if loose else names.items(value):
            if fold(word) in names.GENERIC:
                text = mark("L'étiquette « {word} » range les pages : laissée de côté.", word=word)
                self.one.note(text, Treatment.KEPT)
            elif found := resolved(word, self.reader):
                self.one.codes |= dict.fromkeys(found, "")
            elif key is None:
                self.leave(name, word)
            else:
                self.lists.setdefault(key.name, []).append(word)

    def cite(self, value: object) -> None:
        """Read codes, with the sentence that follows them; report what is none."""
        for said, sentence in cited(value):
            found = resolved(said, self.reader)
            if not found:
                whole = f"{said} {sentence}"
                self.one.left.append(f"compétence: {whole}")
                self.one.note(mark("« {code} » n'est pas une compétence connue ici.", code=whole.strip()))
            elif (said,) != tuple(found):
                text = mark("« {cited} » est {codes}.", cited=said, codes=tuple(found))
                self.one.note(text, Treatment.CONVERTED)
            for code in found:
                self.one.codes[code] = self.one.codes.get(code) or sentence

    def head(self) -> None:
        """Keep a title of the text that says more than the key's; days in that of a week are its days."""
        heading, week = self.page.heading, self.one.week
        if week is not None and (found := _WEEK.match(fold(heading))):
            rest = fold(heading)[found.end() :].strip()
            start, end = days(rest.strip(" ()[]:,.-"))
            if start:
                self.values.setdefault("du", start)
                self.values.setdefault("au", end)
            if start or not rest:
                return
        if heading and (week is not None or " ".join(heading.split()) != self.one.title):
            self.blocks.insert(0, f"## {heading}")


_TITLE = keys.REALISATION["titre"]
_ORIGIN = keys.WATCH["source"]
_JEKYLL = {"_posts", "_drafts"}
"""Folders of a generator that cuts the words of a line of tags at its spaces."""


def _kind(path: PurePosixPath, title: str) -> str:
    if any(fold(part.removeprefix("_")).startswith("veille") for part in path.parts):
        return "veille"
    return "" if fold(path.stem) in _OWN or fold(title) in _OWN else "realisations"


def named_by(path: PurePosixPath) -> tuple[str, str]:
    """Return the title that a file's name holds, without marks of versions, and its date when it begins with one."""
    stem = bare(path.parent.name if fold(path.stem) in {"index", "readme"} and path.parent.name else path.stem)
    day = ""
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", stem):
        return stem, stem
    if found := _DATED.fullmatch(stem):
        day, stem = found[1], found[2]
    if found := _NOTION.fullmatch(stem):
        stem = found[1]
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:], day
