import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import close
from vitrail.content.reading.school import read_school
from vitrail.ground.diagnostics.report import CheckReport, as_json, text_report

WORDS = st.sampled_from(
    [
        "2025-2027",
        "moreau-lea",
        "realisations",
        "réalisations",
        "stages",
        "veille",
        "organisations",
        "referentiels",
        "evaluations",
        "x.md",
        "CON",
        "assets",
        "matrice",
        ".git",
        "e\u0301te\u0301",
        "été",
    ]
)
NAMES = st.sampled_from(
    [
        "index.md",
        "INDEX.md",
        "promotion.yml",
        "etablissement.yml",
        "glpi.md",
        "GLPI.md",
        "semaine-01.md",
        "bilan.md",
        "moreau-lea.yml",
        "x.pdf",
        "x.html",
        "aux.md",
        "e\u0301te\u0301.md",
        "été.md",
        "a: b.md",
        "README.md",
    ]
)
KEYS = st.sampled_from(
    [
        "nom",
        "prénom",
        "option",
        "titre",
        "période",
        "contexte",
        "compétences",
        "productions",
        "équipe",
        "statut",
        "visibilité",
        "stage",
        "organisation",
        "périodes",
        "suivi",
        "convention",
        "référentiel",
        "session",
        "années",
        "auto-évaluation",
        "liens",
        "vient de",
        "fiche",
        "réalisation",
        "par",
        "rôle",
        "le",
        "avis",
        "items",
        "framework",
        "id",
        "options",
    ]
)
VALUES = st.sampled_from(
    [
        "",
        "oui",
        "B1.1",
        "[B1.1, B2.1]",
        "{B1.1: a, B9: [b]}",
        "{du: 12/01/2026, au: x}",
        "[{titre: a, fichier: ../../x.pdf}]",
        "[[a]]",
        "{a: {b: c}}",
        "2026-13-45",
        "[{du: 12/01/2026, au: 13/01/2026, organisation: {nom: [a]}}]",
        "fr.bts-sio.2019",
        "~",
        "[",
        "&a [*a]",
        "jury",
        "SISR",
        "x.pdf",
    ]
)
FRONT = st.lists(st.tuples(KEYS, VALUES), max_size=6).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)
TEXTS = st.one_of(
    FRONT.map(lambda front: f"---\n{front}---\n![](x.png) [y](../x.pdf) né le 12/03/2005\n".encode()),
    FRONT.map(str.encode),
    FRONT.map(lambda front: ("- " + front.replace("\n", "\n  ")).encode()),
    st.binary(max_size=60),
)
PATHS = st.tuples(st.lists(WORDS, max_size=4), NAMES).map(lambda parts: "/".join([*parts[0], parts[1]]))
KINDS = st.one_of(TEXTS, st.sampled_from(["link", "loop", "fifo"]))


def grow(root: Path, path: str, content: bytes | str) -> None:
    """Add a file, a link or a pipe where the tree allows one."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        elif content == "fifo":
            os.mkfifo(target)
        else:
            target.symlink_to("/etc/passwd" if content == "link" else target.name)
    except OSError:  # a file where a folder should be: the tree is what it is
        return


@settings(max_examples=sized(37, 150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(PATHS, KINDS, max_size=12))
def test_any_tree_is_read_and_every_file_is_counted_once(files):
    """No exception whatever lies in the folder, and each file ends in exactly one state, for each audience."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, content in files.items():
            grow(root, path, content)
        met = sum(
            len(names) + sum(Path(at, name).is_symlink() for name in folders) for at, folders, names in os.walk(root)
        )
        reading = read_school(root)
        assert "STR044" not in {one.code for one in reading.diagnostics}
        assert len({seen.path for seen in reading.files}) == len(reading.files) == met
        for audience in Audience:
            ledger = close(reading.files, audience, diagnostics=reading.diagnostics)
            assert sum(ledger.counts().values()) == met
            assert all(
                entry.reason or entry.fate in ("publiée", "publiée avec réserves", "lue", "jointe")
                for entry in ledger.entries
            )
        assert text_report(reading.diagnostics) or not reading.diagnostics
        assert as_json(reading.diagnostics, CheckReport(schema="", root="", files=len(reading.files)))
