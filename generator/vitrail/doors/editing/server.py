"""``vitrail lsp``: the door, behind the Language Server Protocol.

A text is sent whole at each change, since libraries do not agree on where lines end; it is checked after a pause of
its author.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from vitrail import __version__
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.text.documents import TABLES
from vitrail.doors.editing.completing import Offer, OfferKind, links, offers
from vitrail.doors.editing.cursor import spot_at
from vitrail.doors.editing.door import JudgedPortfolio
from vitrail.doors.editing.looking import Thing, target, thing_at, told
from vitrail.doors.editing.phrasing import phrases
from vitrail.doors.editing.positions import column_of, lines_of, range_of, span
from vitrail.doors.editing.session import EditedFile, EditorSession
from vitrail.ground.diagnostics import Diagnostic, Fix, Severity
from vitrail.ground.language import FRENCH

_REST: Final = 0.15
"""Seconds without a keystroke after which a text is checked."""
_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.ADVICE: lsp.DiagnosticSeverity.Information,
}
_KINDS: Final = {
    OfferKind.KEY: lsp.CompletionItemKind.Property, OfferKind.WORD: lsp.CompletionItemKind.Value,
    OfferKind.CODE: lsp.CompletionItemKind.EnumMember, OfferKind.FILE: lsp.CompletionItemKind.File,
    OfferKind.NAME: lsp.CompletionItemKind.Reference,
}  # fmt: skip
_SIGNS: Final = [" ", ":", "-", "[", "{", ",", "/", "(", "."]
"""Characters that trigger completion."""


class VitrailServer(LanguageServer):
    """The server of one editor, over a pipe."""

    def __init__(self) -> None:
        super().__init__("vitrail", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.session = EditorSession()
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._shown: dict[Path, str] = {}
        """Open file → its URI as the editor spells it: the library keeps decoded ones."""

    def file(self, uri: str) -> EditedFile | None:
        """Return the file of a school that a document is; None for any other."""
        path = to_fs_path(uri)
        return self.session.find(Path(path)) if path else None

    def placed(self, uri: str) -> tuple[EditedFile, SourceFile] | None:
        """Return the file that a document is, and its role; None for a file that the school does not read."""
        file = self.file(uri)
        source = file.door.place(file.path) if file else None
        return (file, source) if file and source else None

    def lines(self, uri: str) -> list[str]:
        """Return the lines of a document as it is now."""
        return lines_of(self.workspace.get_text_document(uri).source)

    def take(self, uri: str, *, alone: bool) -> None:
        """Check a document with its unsaved text, and publish the diagnostics that changed."""
        self._settle(uri)
        if file := self.file(uri):
            self._shown[file.place] = uri
            file.door.write(file.path, self.workspace.get_text_document(uri).source.encode("utf-8", "replace"))
            self.tell(self.session.news(file, alone=alone))

    def wait(self, uri: str) -> None:
        """Check a document after a pause of its author."""
        self._settle(uri)
        self._resting[uri] = asyncio.get_running_loop().call_later(_REST, lambda: self.take(uri, alone=True))

    def _settle(self, uri: str) -> None:
        if waiting := self._resting.pop(uri, None):
            waiting.cancel()

    def keep(self, uri: str) -> None:
        """Check a document that was saved, after a look at the disk."""
        if file := self.file(uri):
            file.door.look()
            self.take(uri, alone=False)

    def leave(self, uri: str) -> None:
        """Check a closed document again with its saved text."""
        self._settle(uri)
        if file := self.file(uri):
            self._shown.pop(file.place, None)
            file.door.forget(file.path)
            self.tell(self.session.news(file, alone=False))

    def look(self) -> None:
        """Look at the disk again, and check the open documents."""
        for door in self.session.doors():
            door.look()
        for uri in tuple(self._shown.values()):
            self.take(uri, alone=False)

    def tell(self, news: Mapping[Path, tuple[Diagnostic, ...]]) -> None:
        """Publish the faults of some files, under the URI by which the editor has them open."""
        for place, faults in news.items():
            uri = self._shown.get(place)
            text = self.lines(uri) if uri else lines_of(_read(place))
            shown = [self._fault(fault, text) for fault in faults]
            version = self.workspace.get_text_document(uri).version if uri else None
            told = lsp.PublishDiagnosticsParams(uri or from_fs_path(str(place)) or "", shown, version)
            self.text_document_publish_diagnostics(told)

    def _fault(self, fault: Diagnostic, lines: list[str]) -> lsp.Diagnostic:
        said = (fault.message, *fault.remedies)
        return lsp.Diagnostic(
            range=range_of(fault.place, lines, self.workspace.position_codec),
            message="\n".join(said),
            severity=_SEVERITIES[fault.severity],
            code=fault.code,
            source="vitrail",
        )

    def action(
        self, fix: Fix, file: EditedFile, lines: list[str], path: str, fault: Diagnostic | None = None
    ) -> lsp.CodeAction:
        """Convert a fix to a code action of the editor, with all of its edits in all files."""
        edits: dict[str, list[lsp.TextEdit]] = {}
        disks = {source.file.path: source.file.disk for source in file.door.placed()}
        for edit in fix.edits:
            place = Path(file.door.memo.files.place(disks.get(edit.place.path, edit.place.path)))
            uri = self._shown.get(place) or from_fs_path(str(place)) or ""
            text = lines if edit.place.path == path else lines_of(_read(place))
            edited = lsp.TextEdit(range_of(edit.place, text, self.workspace.position_codec), edit.text)
            edits.setdefault(uri, []).append(edited)
        return lsp.CodeAction(
            title=FRENCH.write(fix.title),
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[self._fault(fault, lines)] if fault else None,
            is_preferred=fix.safe if fault else None,
            edit=lsp.WorkspaceEdit(changes=edits),
        )


def _read(place: Path) -> str:
    try:
        return place.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def make_server() -> VitrailServer:
    """Make a server with its features, not started yet."""
    server = VitrailServer()

    server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(lambda ls, asked: ls.take(asked.text_document.uri, alone=False))
    server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(lambda ls, asked: ls.wait(asked.text_document.uri))
    server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(lambda ls, asked: ls.keep(asked.text_document.uri))
    server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(lambda ls, asked: ls.leave(asked.text_document.uri))
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(lambda ls, _: ls.look())
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_SIGNS))(complete)
    kinds = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(actions)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(lsp.TEXT_DOCUMENT_DEFINITION)(definition)
    return server


def complete(ls: VitrailServer, asked: lsp.CompletionParams) -> lsp.CompletionList | None:
    """Return the completions at the cursor."""
    placed = ls.placed(asked.text_document.uri)
    if placed is None:
        return None
    file, source = placed
    lines, codec = ls.lines(asked.text_document.uri), ls.workspace.position_codec
    row, column = asked.position.line, column_of(asked.position, lines, codec)
    known, table = ls.session.known(file), TABLES.get(source.role) if source.role else None
    spot = spot_at(lines, row, column, table, markdown=file.path.lower().endswith(".md")) if table else None
    if spot:
        written, start, offered = spot.written, spot.column, offers(spot, known, file.door)
    elif linked := links(lines[row][:column] if row < len(lines) else "", source.file.path, known):
        written, offered = linked
        start = column - len(written)
    else:
        return None
    place = span(row, start, column, lines, codec)
    items = [_item(offer, rank, written, place) for rank, offer in enumerate(offered)]
    return lsp.CompletionList(is_incomplete=True, items=items)


def _item(offer: Offer, rank: int, written: str, place: lsp.Range) -> lsp.CompletionItem:
    """Convert a completion; its filter is the text written so far, lest the editor drop one found by other words."""
    return lsp.CompletionItem(
        label=offer.label,
        label_details=lsp.CompletionItemLabelDetails(description=offer.detail) if offer.detail else None,
        kind=_KINDS[offer.kind],
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, offer.help) if offer.help else None,
        sort_text=f"{rank:04}",
        filter_text=written or offer.label,
        text_edit=lsp.TextEdit(place, offer.text),
    )


def hover(ls: VitrailServer, asked: lsp.HoverParams) -> lsp.Hover | None:
    """Return the help of the word under the cursor."""
    if at := _pointed(ls, asked):
        file, _, known, thing = at
        if said := told(thing, known, file.door):
            text = "\n\n".join(FRENCH.write(part) for part in said)
            lines, codec = ls.lines(asked.text_document.uri), ls.workspace.position_codec
            content = lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
            return lsp.Hover(content, span(thing.row, thing.start, thing.end, lines, codec))
    return None


def definition(ls: VitrailServer, asked: lsp.DefinitionParams) -> lsp.Location | None:
    """Return the location of the thing that the word under the cursor names."""
    if at := _pointed(ls, asked):
        file, source, known, thing = at
        if place := target(thing, known, file.door, source.file.path):
            start = lsp.Position(place[1], 0)
            return lsp.Location(from_fs_path(str(place[0])) or "", lsp.Range(start, start))
    return None


def _pointed(
    ls: VitrailServer, asked: lsp.HoverParams | lsp.DefinitionParams
) -> tuple[EditedFile, SourceFile, JudgedPortfolio, Thing] | None:
    """Return the thing under the cursor, with its file, the file's role, and the checked portfolio."""
    placed = ls.placed(asked.text_document.uri)
    if placed is None:
        return None
    file, source = placed
    known, lines = ls.session.known(file), ls.lines(asked.text_document.uri)
    column = column_of(asked.position, lines, ls.workspace.position_codec)
    thing = thing_at(lines, asked.position.line, column, known, source)
    return (file, source, known, thing) if thing else None


def actions(ls: VitrailServer, asked: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return the fixes of the faults of some lines, and the edits that add missing sentences."""
    placed = ls.placed(asked.text_document.uri)
    if placed is None:
        return []
    file, source = placed
    lines, known = ls.lines(asked.text_document.uri), ls.session.known(file)
    rows, path = range(asked.range.start.line, asked.range.end.line + 1), source.file.path
    fixes = [
        (fault.fix, fault)
        for fault in known.diagnostics
        if fault.fix and fault.place.path == path and fault.place.line - 1 in rows
    ]
    told = [ls.action(fix, file, lines, path, fault) for fix, fault in fixes]
    return [*told, *(ls.action(fix, file, lines, path) for fix in phrases(lines, rows, path, known))]


def serve() -> None:
    """Serve one editor on the standard input and output, until it leaves."""
    server = make_server()
    try:
        server.start_io()
    finally:
        server.session.close()
