"""An evening in an editor: a newcomer writes a réalisation by completion, and is told what is wrong as they type."""

import asyncio
import shutil
import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "vitrail", "lsp"]
NEW = "portfolios/2025-2027/moreau-lea/realisations/nouvelle.md"
GLPI = "portfolios/2025-2027/moreau-lea/realisations/glpi.md"
PATIENCE = 3000
"""Fiftieths of a second."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """The sample school, to be written in."""
    root = tmp_path_factory.mktemp("école d'été")
    shutil.copytree(ROOT / "portfolios", root / "portfolios")
    (root / "mkdocs.yml").write_text("site_name: École\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8")
    return root


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=COMMAND, server_env={"PYTHONPATH": str(ROOT / "generator")})
)
async def client(lsp_client: LanguageClient, school):
    """An editor that has the school open, and speaks in UTF-16 as they do when nothing is said."""
    await lsp_client.initialize_session(
        lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=school.as_uri())
    )
    yield lsp_client
    await lsp_client.shutdown_session()


class Writing:
    """A file that is being written in an editor."""

    def __init__(self, client, path):
        self.client, self.path, self.uri = client, path, path.as_uri()
        self.text, self.version = "", 0

    async def open(self, text):
        """Show it; the faults of the portfolio follow."""
        self.text = text
        self.client.diagnostics.pop(self.uri, None)
        item = lsp.TextDocumentItem(self.uri, "markdown", 0, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        await self._told()
        return self

    async def _told(self):
        """Wait until this very text was judged: each judgement of it is told, even of nothing."""
        for _ in range(PATIENCE):
            if self.uri in self.client.diagnostics:
                return
            await asyncio.sleep(0.02)
        pytest.fail("rien n'a été dit")

    def hold(self, text):
        """Replace the text; it is judged once its author rests."""
        self.text, self.version = text, self.version + 1
        self.client.diagnostics.pop(self.uri, None)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def type(self, text):
        """Replace the text, and rest; give what is told of it."""
        self.hold(text)
        await self._told()
        return self.faults

    @property
    def faults(self):
        """What is shown of it: codes and ranges."""
        return {one.code: one for one in self.client.diagnostics.get(self.uri, ())}

    async def save(self):
        """Write it on the disk."""
        self.client.diagnostics.pop(self.uri, None)
        self.path.write_text(self.text, "utf-8", newline="")
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(self.uri)))
        await self._told()

    async def complete(self):
        """Ask what may be written at the end of the text."""
        self.hold(self.text)
        row, column = self.text.count("\n"), len(self.text.rpartition("\n")[2].encode("utf-16-le")) // 2
        where = lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri), lsp.Position(row, column))
        found = await self.client.text_document_completion_async(where)
        return found.items if found else []

    async def choose(self, label):
        """Take an offer, as an editor does."""
        (item,) = [one for one in await self.complete() if one.label == label]
        place, line = item.text_edit.range, self.text.rpartition("\n")[2]
        units = line.encode("utf-16-le")
        assert place.end.character == len(units) // 2
        kept = units[: 2 * place.start.character].decode("utf-16-le")
        self.text = self.text[: len(self.text) - len(line)] + kept + item.text_edit.new_text


@pytest.mark.asyncio
async def test_a_newcomer_writes_a_realisation_by_completion_alone(client, school):
    """In a file that is on no disk yet: keys, a choice, a stage, a code by its word, a file; then it is saved."""
    file = Writing(client, school / NEW)
    await file.open("---\ntitre: Une panne réparée 😀\n")
    for typed, choice in (
        ("mo", "mode"), ("", "vécue"), ("\nperiode", "période"), ("01/06/2026 au 05/06/2026\ncontexte: ", "stage"),
        ("\nstage: ", ""), ("\ncompétences: {sauvegarde", "B1.1.5"),
        ("J'ai restauré la base.}\nproductions: [{titre: Preuve 😀, fichier: ", ""),
    ):  # fmt: skip
        file.text += typed
        await file.choose(choice or (await file.complete())[0].label)
    told = await file.type(file.text + "}]\n---\n\n## Le travail\n\nUne restauration, pas à pas.\n")
    assert not [one for one in told.values() if one.severity == lsp.DiagnosticSeverity.Error]
    assert "\nmode: vécue\npériode: 01/06/2026 au 05/06/2026\ncontexte: stage\nstage: " in file.text
    assert ", fichier: fichiers/" in file.text
    await file.save()
    await file.type(file.text.replace("B1.1.5", "B1.1.55"))
    assert file.faults["REF001"].range.start.line == file.text[: file.text.index("B1.1.55")].count("\n")


@pytest.mark.asyncio
async def test_columns_are_those_of_utf_16_and_a_fault_goes_once_it_is_mended(client, school):
    """An emoji before a fault counts for two."""
    file = Writing(client, school / GLPI)
    await file.open((school / GLPI).read_text("utf-8"))
    text = file.text
    line = "productions: [{titre: 😀😀, fichier: fichiers/nulle-part.pdf}]"
    head, _, rest = text.partition("\nproductions:")
    rest = rest[rest.index("\nfiche:") :] if "\nfiche:" in rest else rest[rest.index("\n---") :]
    told = await file.type(f"{head}\n{line}{rest}")
    units = line[: line.index("fichiers/nulle")].encode("utf-16-le")
    place = (
        told["REF004"].range if "REF004" in told else next(o.range for o in told.values() if "nulle-part" in o.message)
    )
    assert (place.start.character, place.end.character) == (
        len(units) // 2,
        len(units) // 2 + len("fichiers/nulle-part.pdf"),
    )
    assert await file.type(text) is not None
    assert not [one for one in file.faults.values() if "nulle-part" in one.message]


@pytest.mark.asyncio
async def test_words_are_explained_and_lead_where_they_say(client, school):
    """A key, a code, a stage."""
    file = Writing(client, school / GLPI)
    lines = (school / GLPI).read_text("utf-8").split("\n")
    document = lsp.TextDocumentIdentifier(file.uri)
    mode = next(row for row, line in enumerate(lines) if line.startswith("mode:"))
    said = await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(mode, 2)))
    assert "vécue" in said.contents.value
    code = next(row for row, line in enumerate(lines) if line.startswith("  B1."))
    said = await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(code, 3)))
    assert "État" in said.contents.value
    where = await client.text_document_definition_async(lsp.DefinitionParams(document, lsp.Position(code, 3)))
    assert where.uri.endswith("/sio-2019.yml")


@pytest.mark.asyncio
async def test_a_line_half_typed_is_told_in_its_own_file_alone(client, school):
    """Faults of other files wait for the text to be saved; a key that loses its dashes accuses nobody."""
    file = Writing(client, school / GLPI)
    text = (school / GLPI).read_text("utf-8")
    await file.open(text)
    await file.type(text)  # what its opening told of other files came before
    known = {uri: list(every) for uri, every in client.diagnostics.items() if uri != file.uri}
    for cut in (
        text.replace("---", "--", 1),
        text.replace("titre:", 'titre: "', 1),
        text.replace("mode: ", "mode: [", 1),
    ):
        assert await file.type(cut)
        assert {uri: list(every) for uri, every in client.diagnostics.items() if uri != file.uri} == known


@pytest.mark.asyncio
async def test_a_fault_is_mended_by_one_key(client, school):
    """The action of a fault, once applied, leaves nothing to say of it."""
    file = Writing(client, school / GLPI)
    await file.open((school / GLPI).read_text("utf-8").replace("mode: vécue", "mode: vecuue", 1))
    (fault,) = [one for one in file.client.diagnostics[file.uri] if "vecuue" in one.message]
    asked = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(file.uri), fault.range, lsp.CodeActionContext(diagnostics=[fault])
    )
    action, *_ = await client.text_document_code_action_async(asked)
    (edit,) = action.edit.changes[file.uri]
    lines = file.text.split("\n")
    assert edit.range == fault.range
    line = lines[edit.range.start.line]
    lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]
    await file.type("\n".join(lines))
    assert not [one for one in file.faults.values() if "vecuue" in one.message]
