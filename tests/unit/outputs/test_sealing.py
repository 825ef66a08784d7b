"""A sealed file is the same file with seals."""

import pytest

from vitrail.site.outputs.sealing import seal

SEAL = "v1:" + "ab" * 32


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_only_the_asked_entries_gain_one_line_and_the_rest_keeps_its_bytes(bom, end):
    """Comments, order, indentation and line ends stay."""
    text = "# avis\n- réalisation: glpi   # lu\n  # note\n  avis: retenue\n- réalisation: vlan\n  avis: refusée"
    raw = bom + text.replace("\n", end).encode()
    sealed, left = seal(raw, {0: SEAL})
    line = f"  empreinte: {SEAL}{end}".encode()
    assert sealed.replace(line, b"") == raw
    assert sealed.count(line) == 1
    assert left == ()


@pytest.mark.parametrize(
    "entry",
    [
        "-   réalisation: glpi\n    avis: retenue\n",
        "-\n  réalisation: glpi\n  avis: retenue\n",
        "- commentaire: |\n    Deux\n\n    lignes.\n  réalisation: glpi\n  avis: retenue\n",
        "- réalisation: glpi\n    suite du nom\n  avis: retenue\n",
        "- réalisation: 'glpi'\n  avis:\n    retenue\n",
        "- commentaire: 'un saut\u2028  de ligne'\n  réalisation: glpi\n  avis: retenue\n",
        "  - réalisation: glpi\n    avis: retenue\n",
        "- réalisation: glpi\n  commentaire: L'équipe : bien # vraiment\n  avis: retenue\n",
    ],
)
def test_an_entry_on_several_lines_is_sealed_however_it_is_written(entry):
    """Its other values are read as before."""
    raw = f"{entry}".encode()
    sealed, left = seal(raw, {0: SEAL})
    assert left == ()
    added = [line for line in sealed.decode().split("\n") if "empreinte" in line]
    assert [line.strip() for line in added] == [f"empreinte: {SEAL}"]
    assert sealed.replace(f"{added[0]}\n".encode(), b"") == raw


def test_every_entry_of_a_file_can_be_sealed_at_once():
    """Places are those of the file before anything was added."""
    raw = b"".join(b"- avis: retenue\n  le: 2026-03-%02d\n" % day for day in range(1, 29))
    sealed, left = seal(raw, {index: f"v1:{index:064x}" for index in range(28)})
    assert left == ()
    lines = sealed.decode().split("\n")
    assert lines[1::3] == [f"  empreinte: v1:{index:064x}" for index in range(28)]
    assert lines[2::3] == [f"  le: 2026-03-{day:02}" for day in range(1, 29)]


@pytest.mark.parametrize(
    "entry", ["- {réalisation: glpi, avis: retenue}\n", "- {réalisation: glpi,\n   avis: retenue}\n"]
)
def test_an_entry_in_braces_is_left_alone_and_named(entry):
    """Braces cannot be completed without rewriting what the teacher typed; the others are sealed all the same."""
    raw = f"{entry}- réalisation: vlan\n  avis: retenue\n".encode()
    sealed, left = seal(raw, {0: SEAL, 1: SEAL})
    assert left == (0,)
    assert sealed.startswith(entry.encode())
    assert sealed.count(SEAL.encode()) == 1


@pytest.mark.parametrize("old", ["da677bf85458ccb7", "'da677bf85458ccb7'", '"da677bf85458ccb7"   # lu'])
@pytest.mark.parametrize("entry", ["- avis: retenue\n  empreinte: {}\n", "- {{avis: retenue, empreinte: {}\n   }}\n"])
def test_a_seal_that_is_there_gives_its_place_to_the_new_one(entry, old):
    """Even in braces, where nothing has to be added; the comment beside it stays."""
    raw = entry.format(old).encode()
    sealed, left = seal(raw, {0: SEAL})
    assert left == ()
    assert sealed == raw.replace(b"da677bf85458ccb7", SEAL.encode())


def test_a_file_that_is_not_utf8_is_not_rewritten():
    """It is read all the same."""
    with pytest.raises(UnicodeDecodeError):
        seal("- réalisation: glpi\n  avis: retenue\n".encode("cp1252"), {0: SEAL})
