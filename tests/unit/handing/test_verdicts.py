"""A student's verdicts as a zip."""

from vitrail.doors.handing.verdicts import packed


def test_the_same_verdicts_are_the_same_bytes_on_every_system(tmp_path, monkeypatch):
    """Python writes of itself on which system a member was made."""
    file = tmp_path / "lea.yml"
    file.write_bytes(b"- avis: retenue\n")
    places = {"c/evaluations/lea.yml": file}
    here, count = packed("c/lea", places)
    monkeypatch.setattr("sys.platform", "win32")
    assert (packed("c/lea", places)[0] == here, count) == (True, 1)
