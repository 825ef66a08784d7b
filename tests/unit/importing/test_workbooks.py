"""What candidates marked in their workbooks: by a letter, a colour, a cross, a merged cell; nothing vanishes unsaid."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.unit.importing import workbooks
from tests.unit.importing.people import student
from vitrail.content.extracts.sheets import grids
from vitrail.doors.importing.draft import to_do, written
from vitrail.doors.importing.tables.workbook import NotATableError, NothingTakenError, read_workbook

DAYS = "12/01/2026 au 06/02/2026"
DRAFTS = {
    "green_cells": {
        "Déploiement de GLPI": ("01/10/2025 au 15/12/2025", "formation", "1 2"),
        "Site vitrine du club de judo": ("05/01/2026 au 30/01/2026", "formation", "3 4"),
        "Supervision Zabbix": ("02/02/2026 au 20/03/2026", "formation", "2 5"),
        "Sauvegardes du lycée": ("23/03/2026 au 03/04/2026", "formation", "1 5"),
        "Inventaire de 240 postes": ("01/06/2026 au 26/06/2026", "stage", "1 6"),
    },
    "diagonals": {
        "Réseau du CDI": (DAYS, "formation", "1 4"),
        "Pare-feu pfSense": ("09/02/2026 au 06/03/2026", "formation", "2"),
    },
    "merged_cells": {
        "Messagerie d’équipe": (DAYS, "formation", "1 2 3"),
        "Portail captif": ("09/02/2026 au 20/02/2026", "formation", "1 4"),
        "Parc de la mairie": ("01/06/2026 au 26/06/2026", "stage", "2"),
        "Téléphonie IP": ("01/06/2026 au 26/06/2026", "stage", "5"),
        "Annuaire": ("04/01/2027 au 12/02/2027", "stage", "6"),
    },
    "odd_dates": {
        "Mois seul": ("mars 2026", "formation", "1"),
        "Deux mois": ("septembre 2025 à décembre 2025", "formation", "1"),
        "Mois et tiret": ("octobre 2025 à janvier 2026", "formation", "1"),
        "Année scolaire": ("septembre 2025 à août 2026", "formation", "1"),
        "Jours d’un mois": ("12/01/2026 au 23/01/2026", "formation", "1"),
        "Points": (DAYS, "formation", "1"),
        "Commentée": (DAYS, "formation", "1"),
        "Semestre": ("à compléter", "formation", "1"),
    },
    "several_colours": {
        "Intranet": (DAYS, "formation", "1 3"),
        "Wi-Fi invité": ("09/02/2026 au 20/02/2026", "formation", "2"),
    },
    "struck": {
        "Clonage de postes": (DAYS, "formation", "1"),
        "Domotique": ("09/02/2026 au 20/02/2026", "formation", "1"),
        "Imprimantes": ("23/02/2026 au 06/03/2026", "formation", "1 2 3"),
    },
    "shaded_columns": {
        "VPN du lycée": (DAYS, "formation", "1 2"),
        "Script d’inventaire": ("09/02/2026 au 20/02/2026", "formation", "2"),
    },
    "own_layout": {
        "Borne d’accueil (du 12/01/26 au 06/02/26)": (DAYS, "formation", "1"),
        "Jeu de piste (mars 2026)": ("à compléter", "formation", "3"),
        "Sauvegarde 3-2-1, 01/06/2026 - 26/06/2026": ("01/06/2026 au 26/06/2026", "stage", "5"),
        "Migration de Samba": ("à compléter", "stage", "5"),
    },
    "with_drawings": {"Câblage": (DAYS, "formation", "1")},
    "libreoffice": {
        "Serveur de fichiers": ("mars 2026", "formation", "1 3 4"),
        "Annuaire LDAP": (DAYS, "formation", "2"),
        "Dépannage": ("01/06/2026 au 26/06/2026", "stage", "2"),
    },
    "word_table": {
        "Bornes Wi-Fi": (DAYS, "formation", "1 2"),
        "Réparation d’imprimantes": ("février 2026", "formation", "2"),
        "Onduleur": ("01/06/2026 au 26/06/2026", "stage", "1"),
    },
    "word_boxes": {
        "Serveur DHCP": (DAYS, "formation", "1 3"),
        "Ancien nom Portail captif": ("09/02/2026 au 20/02/2026", "formation", "1"),
    },
    "excel_boxes": {
        "Sauvegarde hors site": (DAYS, "formation", "1 4"),
        "Téléphonie IP": ("09/02/2026 au 20/02/2026", "formation", "3"),
    },
    "rules": {"Windows 10 Postes Windows 11": (DAYS, "formation", "1")},
    "in_the_second_column": {
        "Portail captif": (DAYS, "formation", "1"),
        "Parc GLPI": ("octobre 2025", "formation", "2"),
    },
    "plain_bands": {
        "Stage d’équitation : site du club": (DAYS, "formation", "1"),
        "Refonte de l’intranet": ("01/06/2027 au 26/06/2027", "stage", "2"),
        "Annuaire": ("janvier 2027", "formation", "1"),
    },
}
"""Title → period, context, and the last figures of the codes B1.n."""
TOLD = {
    "green_cells": ("C7", "D7"),
    "diagonals": ("H8",),
    "several_colours": ("G7",),
    "struck": ("D7", "A8"),
    "odd_dates": ("2025-2026", "Semestre 1"),
    "with_drawings": ("E7",),
    "libreoffice": ("C7",),
    "word_boxes": ("Ancien nom",),
    "rules": ("C7:H40", "Windows 10", "D7"),
    "in_the_second_column": ("C4 : un commentaire y dit « Voir le dossier partagé »", "F4", "G5"),
    "plain_bands": (
        "(Annexe VI-1):11",
        "« (aucune) » n'est le titre d'aucune",
        "« À compléter… » n'est le titre d'aucune",
        "« Total » n'est le titre d'aucune",
        "Signature du candidat",
        "Visa de",
        "« 01/06/2027 au 26/06/2027 » n'est pas de l'année que dit « STAGE 1ère année »",
        "« Brouillon » est laissée de côté : elle est masquée",
        "« Consignes » est laissée de côté : elle n'a pas",
        "(Seconde année):2",
    ),
}
"""What the ledger names: the cell of each mark that is no letter, and of what is not understood."""


@pytest.fixture(name="read")
def opened():
    """Read a workbook of the corpus."""
    return lambda name: read_workbook(f"{name}.xlsx", getattr(workbooks, name)(), student())


def told(table):
    """The lines of the ledger."""
    notes = (*table.notes, *(note for draft in table.drafts for note in to_do(draft).notes))
    return "\n".join(f"{note.place} {note.text} {note.text.values}" for note in notes).translate(
        dict.fromkeys((0xA0, 0x202F), " ")
    )


@pytest.mark.parametrize("name", DRAFTS)
def test_what_was_marked_is_what_arrives(read, name):
    """Each title once, with its period, its band and its codes."""
    found = {
        one.title: (one.keys["période"], one.keys["contexte"], " ".join(code.removeprefix("B1.") for code in one.codes))
        for one in read(name).drafts
    }
    assert found == DRAFTS[name]


@pytest.mark.parametrize("name", TOLD)
def test_what_is_no_letter_is_told_with_its_cell(read, name):
    """What is read by its look, and what is not understood."""
    said = told(read(name))
    assert [cell for cell in TOLD[name] if cell not in said] == []


def test_the_family_name_is_asked_for(read):
    """A first name is shared by half a class."""
    with pytest.raises(NotATableError):
        read("somebody_else")


def test_a_workbook_without_the_columns_of_the_diploma_is_refused_in_words_of_no_other():
    """A diploma without tableau de synthèse is not told of one."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
        )
    with pytest.raises(NotATableError) as refused:
        read_workbook("notes.docx", stream.getvalue(), student())
    assert "repères du tableau : une colonne par compétence" in str(refused.value)


def test_a_table_that_has_no_row_is_refused_with_what_to_write(read):
    """An empty model says so, and is no document to publish."""
    with pytest.raises(NothingTakenError) as refused:
        read("empty")
    assert "écrivez le titre de chaque réalisation" in str(refused.value)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "content.xml", "word/document.xml"])
def test_a_file_of_entities_is_refused_and_costs_nothing(part):
    """Whatever the format that it poses as."""
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">' + "".join(
        f'<!ENTITY b{n} "{"&b;" if not n else f"&b{n - 1};" * 20}">' for n in range(9)
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(part, f"{bomb}]><a>&b8;</a>")
    with pytest.raises(NotATableError):
        read_workbook("t.ods", stream.getvalue(), student())


@pytest.mark.parametrize("name", DRAFTS)
def test_every_word_below_the_heads_is_in_a_draft_or_in_the_ledger(read, name):
    """But for the official titles of bands, which are the model's, and for what a program writes in a ticked box."""
    (grid, *_) = grids(getattr(workbooks, name)())
    table = read(name)
    whole = "\n".join((*map(written, table.drafts), told(table)))
    head = 2 if name in {"own_layout", "in_the_second_column"} else 5
    body = (cell.text for (row, _), cell in grid.cells.items() if row > head)
    said = (text for text in body if not text.startswith("Réalisations en") and text not in {"True", "False"})
    assert [word for text in said for word in re.findall(r"\w{4,}", text) if word not in whole] == []
