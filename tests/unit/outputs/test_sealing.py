"""A sealed file is the same file with fingerprints."""

from generator.outputs.sealing import seal


def test_only_the_asked_entries_gain_one_line_and_the_rest_keeps_its_bytes():
    """Comments, order, indentation and line ends stay."""
    text = "# avis\r\n- réalisation: glpi   # lu\r\n  avis: retenue\r\n- réalisation: vlan\r\n  avis: refusée"
    sealed, left = seal(text, {2: "abc"})
    assert sealed.replace("  empreinte: abc\r\n", "") == text + "\n"
    assert sealed.splitlines()[2] == "  empreinte: abc"
    assert left == ()


def test_an_entry_in_one_line_is_left_alone_and_named():
    """Braces cannot be completed without rewriting what the teacher typed."""
    text = "- {réalisation: glpi, avis: retenue}\n"
    assert seal(text, {1: "abc"}) == (text, (1,))
