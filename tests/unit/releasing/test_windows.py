"""The folder for Windows: made twice it is the same bytes, its doors know where they are, what it carries is named."""

import hashlib
import subprocess
import sys
import zipfile

import pytest

from releasing import notes, size
from releasing.windows import DOORS, UnusableEmbedError, engine_of, pack
from tests.unit.handing.classes import zipped
from vitrail.doors.cli import windows
from vitrail.doors.cli.telling import WrongUseError

METADATA = "Metadata-Version: 2.4\nName: {}\nVersion: 1.0\nLicense-Expression: MIT\n"
ICONS = "material/templates/.icons/"


@pytest.fixture
def inputs(tmp_path):
    """A stand-in for CPython and for the wheels: ours, one with a script, and Material with two icons."""
    python = {
        "python.exe": b"MZ",
        "python313.dll": b"MZ",
        "python313.zip": b"PK",
        "python313._pth": b"python313.zip\n.\n",
    }
    embed = tmp_path / "python-3.13.0-embed-amd64.zip"
    embed.write_bytes(zipped({f"cp313/{name}": raw for name, raw in python.items()}))
    files = {
        "vitrail": {"vitrail/theme/main.html": b'{% include ".icons/material/menu.svg" %}'},
        "outil": {"outil.py": b"", "outil-1.0.data/purelib/autre.py": b"", "outil-1.0.data/scripts/outil.exe": b"MZ",
                  "outil/tests/test_x.py": b"", "outil/__init__.pyi": b""},
        "material": {f"{ICONS}material/menu.svg": b"<svg/>", f"{ICONS}material/zebra.svg": b"<svg/>"},
    }  # fmt: skip
    wheels = []
    for name, held in files.items():
        wheels.append(tmp_path / f"{name}-1.0-py3-none-any.whl")
        wheels[-1].write_bytes(zipped({**held, f"{name}-1.0.dist-info/METADATA": METADATA.format(name)}))
    return embed, wheels


def test_the_same_inputs_make_the_same_folder_with_its_doors_and_its_sum(inputs, tmp_path):
    """Wherever it is written, and in whatever order the wheels lie."""
    embed, wheels = inputs
    one, two = (pack(engine_of(embed), [wheels[0], *others], tmp_path / out) for out, others in (
        ("un", wheels[1:]), ("deux", wheels[:0:-1]),
    ))  # fmt: skip
    assert one.read_bytes() == two.read_bytes()
    assert (
        one.with_name(f"{one.name}.sha256").read_text()
        == f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n"
    )
    with zipfile.ZipFile(one) as bag:
        held = {name.removeprefix("vitrail-1.0/"): bag.read(name) for name in bag.namelist()}
    assert set(DOORS) < set(held)
    assert held["moteur/python/python313._pth"].split() == [b"python313.zip", b".", b"..\\paquets"]
    assert {"moteur/paquets/outil.py", "moteur/paquets/autre.py", f"moteur/paquets/{ICONS}material/menu.svg"} < set(
        held
    )
    assert not [name for name in held if name.endswith((".pyi", "outil.exe", "zebra.svg", "test_x.py"))]
    assert "Débloquer" in held["LISEZ-MOI.txt"].decode()
    assert "material 1.0 : MIT\r\n" in held["moteur/LICENCES.txt"].decode()
    for door, word in DOORS.items():
        assert held[door].isascii()
        assert f"vitrail.doors.cli.windows {word} %*\r\n".encode() in held[door]


@pytest.mark.parametrize("raw", [b"", b"PK\x05\x06" + b"\0" * 18, zipped({"python.exe": b"MZ"})])
def test_what_is_no_embeddable_python_is_refused(tmp_path, raw):
    """Be it an installer, or a zip of something else."""
    (tmp_path / "python.zip").write_bytes(raw)
    with pytest.raises(UnusableEmbedError):
        engine_of(tmp_path / "python.zip")


@pytest.mark.parametrize("folder", ["Temp1_vitrail-0.1.0-windows.zip", "7zO4B2F1A3C", "Rar$EXa12.34", "vitrail.zip"])
def test_a_door_that_is_opened_inside_the_zip_says_to_extract_it(tmp_path, folder):
    """What one writes there is deleted when the window closes."""
    with pytest.raises(WrongUseError, match="Extraire tout"):
        windows.refuse_zip(tmp_path / folder / "vitrail")
    windows.refuse_zip(tmp_path / "vitrail-0.1.0-windows" / "Temporaire")


def test_a_folder_that_onedrive_keeps_is_known_by_its_name_and_by_the_system(tmp_path):
    """« OneDrive - Lycée Jean-Moulin », or Documents that were moved into it."""
    assert windows.shared(tmp_path / "OneDrive - Lycée Jean-Moulin/Documents", {})
    assert windows.shared(tmp_path / "Documents/vitrail", {"OneDriveCommercial": str(tmp_path / "Documents")})
    assert not windows.shared(tmp_path / "Documents", {"OneDrive": "", "PATH": str(tmp_path)})


def test_a_door_finds_the_school_beside_it_and_writing_begins_one(tmp_path):
    """What is dropped on a door comes first; of two schools nobody guesses."""
    assert windows.school_at(tmp_path, "ecrire", None).name == "Mon portfolio"
    with pytest.raises(WrongUseError, match="pas encore d'école"):
        windows.school_at(tmp_path, "lire", None)
    for name in ("BTS SIO", "Autre"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
        found = [windows.school_at(tmp_path, "voir", None)] if name == "BTS SIO" else []
        assert all(one.name == "BTS SIO" for one in found)
    with pytest.raises(WrongUseError, match="plusieurs dossiers"):
        windows.school_at(tmp_path, "voir", None)
    assert windows.school_at(tmp_path, "voir", tmp_path / "Autre/mkdocs.yml") == tmp_path / "Autre"


def test_the_browser_opens_once_at_the_address_that_is_printed(tmp_path, monkeypatch, capsys):
    """What the command says is shown, and its exit code is the door's."""
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)) or True)
    said = "print('Ouvrez http://127.0.0.1:8002/#jeton (Ctrl+C pour arrêter).'); print('http://127.0.0.1:9/'); exit(3)"
    assert windows.run((sys.executable, "-X", "utf8", "-c", said), tmp_path) == 3
    assert opened == ["http://127.0.0.1:8002/#jeton"]
    assert "Ctrl+C pour arrêter" in capsys.readouterr().out


def test_an_installation_names_what_it_may_do_without(tmp_path):
    """Languages that we do not write and icons that no template names; nothing that is imported."""
    (tmp_path / "m.html").write_text('{% include ".icons/material/menu.svg" %}')
    names = ("babel/locale-data/fr.dat", "babel/locale-data/fr_CA.dat", "babel/locale-data/de.dat", "babel/core.py")
    icons = (f"{ICONS}material/menu.svg", f"{ICONS}material/zebra.svg")
    held = {"a": dict.fromkeys((*names, *icons), tmp_path), "b": {"vitrail/theme/m.html": tmp_path / "m.html"}}
    held["a"] |= {name: tmp_path / name for name in ("babel/locale-data/de.dat", f"{ICONS}material/zebra.svg")}
    assert size.needless(held) == [tmp_path / "babel/locale-data/de.dat", tmp_path / f"{ICONS}material/zebra.svg"]


def test_the_notes_of_a_release_name_licences_sums_and_what_was_not_audited(tmp_path, monkeypatch):
    """That pip-audit could not be asked is said, and never passes for a clean bill."""
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'x').hexdigest()}  vitrail-0.1.0-windows.zip\n", "utf-8")
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    said = notes.notes(tmp_path)
    assert f"{hashlib.sha256(b'x').hexdigest()}  vitrail-0.1.0-windows.zip" in said
    assert "- msgspec " in said
    assert "licence non déclarée" not in said
    assert "non vérifié : pip-audit n'est pas installé" in said


def test_an_audit_that_could_not_ask_is_no_clean_bill(monkeypatch):
    """Without the service, pip-audit ends well and finds « no known vulnerabilities »."""
    said = "x Dependency not found on PyPI and could not be audited: x (1)\nNo known vulnerabilities found"
    monkeypatch.setattr("shutil.which", lambda *_, **__: "pip-audit")
    answer = subprocess.CompletedProcess((), 0, said, "")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: answer)
    assert notes.audit().startswith("non vérifié : 1 paquets")
    answer = subprocess.CompletedProcess((), 0, "No known vulnerabilities found", "")
    assert notes.audit() == "No known vulnerabilities found"
