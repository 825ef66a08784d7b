"""Extract the pieces of text of a file, and of the members of its archives."""

from collections.abc import Iterator
from contextlib import suppress

from vitrail.content.extracts import formats, pdf
from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.escapes import read_text
from vitrail.content.extracts.markup import charge, html_text, json_text, shared_strings, xml_text
from vitrail.content.extracts.pieces import BEYOND, DEPTH, Allowance, Extract, Piece, UnopenedError, cut
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_WORDS = regex(rb"(?:[\x20-\x7e\xc0-\xff]\0){4,}|[\x20-\x7e\xc0-\xff]{4,}")
"""Words in binary data: letters of Windows-1252, or the same with a zero after each (UTF-16)."""
_CELLS = regex(r'"?[;,\t|]"?')
_STRINGS = "xl/sharedStrings.xml"
_PROPERTIES = ("docprops/", "meta.xml", "customxml/", "ppt/authors", "ppt/commentauthors")
"""Parts of an office document whose elements are values, not runs of a paragraph."""


def extract(name: str, raw: bytes) -> Extract:
    """Return all the text of a file, but for its own name; what must be opened is, in a separate process.

    Args:
        name: the file's name; its suffix gives the format that its bytes do not tell.
        raw: the bytes, as they will be published.

    Returns:
        The pieces that could be read, and why others could not. Nothing is raised, whatever the bytes.
    """
    suffix = _suffix(name)
    if formats.silent(suffix, raw):
        return Extract(silent=True)
    if not (pdf.is_pdf(raw) or formats.packed(raw) or suffix in formats.MARKED_UP | formats.DATA):
        return extract_here(name, raw)
    try:
        return kept().run(extract_here, name, raw)
    except UnopenedError as error:
        return Extract(trouble=error.reason)


def extract_here(name: str, raw: bytes) -> Extract:
    """Return all the text of a file that has some, as ``extract`` does, in this process."""
    pieces: list[Piece] = []
    reading = _Reading()
    trouble = None
    try:
        pieces.extend(reading.file(name, raw))
    except (UnopenedError, MemoryError) as error:
        trouble = getattr(error, "reason", BEYOND)
    except Exception:  # noqa: BLE001  # a damaged file raises anything, but other programs may open it
        trouble = mark("elle est abîmée, et ne s'ouvre pas")
    if trouble == BEYOND:
        pieces.clear()  # it is not published, and to search them would cost too
    return Extract(pieces=tuple(pieces), trouble=trouble, pages=reading.pages, members=tuple(reading.members))


class _Reading:
    """The extraction of one file, with its archives and attached files."""

    def __init__(self) -> None:
        self.budget = Allowance()
        self.pages = 0
        self.members: list[str] = []

    def file(self, name: str, raw: bytes, member: str = "", depth: int = DEPTH) -> Iterator[Piece]:
        """Yield the pieces of a file. Raises UnopenedError, and anything that damaged bytes raise."""
        suffix = _suffix(name)
        if formats.silent(suffix, raw):
            return
        if raw.startswith(formats.PACKED_OTHERWISE) or raw[formats.TAR_AT :].startswith(formats.TAR):
            raise UnopenedError(mark("elle contient un fichier compressé autrement qu'en zip"))
        if raw.startswith(formats.OFFICE_97) and suffix in formats.OFFICE:
            raise UnopenedError(mark("elle est protégée par un mot de passe"))
        if pdf.is_pdf(raw):
            yield from self._pdf(raw, member, depth)
        elif formats.packed(raw):
            yield from self._archive(raw, member, depth)
        else:
            yield from cut(self._text(suffix, raw), self.budget, member=member, line=1)

    def _text(self, suffix: str, raw: bytes) -> str:
        text = read_text(raw)
        if text is None:
            return "\n".join(run.replace(b"\0", b"").decode("cp1252", "replace") for run in _WORDS.findall(raw))
        if suffix in formats.MARKED_UP:
            with suppress(UnopenedError):
                return xml_text(raw, self.budget, every=suffix in {"xml", "rels"})
        if suffix in formats.MARKED_UP | formats.PAGES:  # the source too: attributes are in it, and comments
            return f"{html_text(text)}\n{text}"
        if suffix in formats.DATA:
            return json_text(decode(charge(raw, self.budget)).text or text, text)
        return _CELLS.sub("\t", text) if suffix in formats.TABLES else text

    def _archive(self, raw: bytes, member: str, depth: int) -> Iterator[Piece]:
        if not depth:
            raise UnopenedError(mark("ses archives sont trop imbriquées"))
        with formats.unpacked(raw) as archive:
            items = formats.members(archive, self.budget)
            names = {zipped.filename for zipped in items}
            notes = (archive.comment, *(zipped.comment for zipped in items))
            yield from cut("\n".join(decode(note).text or "" for note in notes if note), self.budget, member=member)
            office = "[Content_Types].xml" in names or "mimetype" in names
            if not office:
                self.members += (zipped.filename for zipped in items)
                yield from cut("\n".join(zipped.filename for zipped in items), self.budget, member=member)
            shared = formats.content(archive, archive.getinfo(_STRINGS)) if office and _STRINGS in names else b""
            strings = shared_strings(shared, self.budget) if shared else ()
            for zipped in items:
                inner = formats.content(archive, zipped)
                if office and zipped.filename.lower().endswith((".xml", ".rels")):
                    every = zipped.filename.lower().startswith(_PROPERTIES)
                    text = xml_text(inner, self.budget, every=every, shared=strings)
                    yield from cut(text, self.budget, member=member)
                else:
                    within = member if office else f"{member}/{zipped.filename}".lstrip("/")
                    yield from self.file(zipped.filename, inner, within, depth - 1)

    def _pdf(self, raw: bytes, member: str, depth: int) -> Iterator[Piece]:
        read = pdf.read(raw)
        if not member:
            self.pages = len(read.pages)
        for number, text in enumerate(read.pages, start=1):
            yield from cut(text, self.budget, member=member, page=number)
        yield from cut("\n".join(read.properties), self.budget, member=member)
        for name, inner in read.attached:
            if not depth:
                raise UnopenedError(mark("ses archives sont trop imbriquées"))
            self.budget.spend(size=len(inner), members=1)
            yield from cut(name, self.budget, member=member)
            yield from self.file(name, inner, f"{member}/{name}".lstrip("/"), depth - 1)
        if read.trouble:
            raise UnopenedError(read.trouble)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
