"""What is read is shown: a value that no other page holds is planted under each key, and found where the table says."""

import html
import json
import re
from pathlib import Path

import pytest

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project
from generator.values import keys as table
from generator.values.key import Kind, Where

PLANTED = {Kind.TEXT, Kind.PROSE, Kind.LINES, Kind.WORDS, Kind.WORD}
KEPT = {
    "session": "2027", "référentiel": "essai", "option": "VER", "photo": "", "fichier": "", "vient de": "",
    "pays": "PT",
    "stage": "mairie", "équipe": "", "contexte": "", "situations": "SO1", "identifiant": "essai", "niveau jugé": "bloc",
    "tableau jugé": "", "remplace": "", "remplacé par": "", "format": "", "langue": "", "empreinte": "", "épreuves": "",
    "réalisation": "travail", "compétence": "A", "adresse du site": "", "options": "", "dépend de": "", "niveau": "",
    "clé": "", "organisations": "", "mots": "", "lien": "https://exemple.example/", "adresse": "", "code": "",
    "échelle": "",
}  # fmt: skip
"""Keys whose value is a name of something else, or changes what is built: what is written for them instead."""
FILES = {
    "2025-2027/noel-zoe/index.md": ("STUDENT", {"certifications": "CERTIFICATION"}),
    "2025-2027/noel-zoe/realisations/travail.md": ("REALISATION", {"productions": "PRODUCTION"}),
    "2025-2027/noel-zoe/stages/mairie/index.md": ("INTERNSHIP", {"tuteur": "TUTOR", "suivi": "FOLLOW_UP"}),
    "2025-2027/noel-zoe/stages/mairie/semaine-01.md": ("REPORT", {}),
    "2025-2027/noel-zoe/stages/mairie/bilan.md": ("REVIEW", {}),
    "2025-2027/noel-zoe/veille/article.md": ("WATCH", {}),
    "2025-2027/noel-zoe/parcours.md": ("PAGE", {}),
    "organisations/hote.md": ("ORGANISATION", {}),
    "etablissement.yml": ("SCHOOL", {}),
    "2025-2027/promotion.yml": ("COHORT", {"équipe": "TEACHER"}),
    "referentiels/essai.yml": ("FRAMEWORK", {"textes": "LEGAL", "remarques": "NOTE", "épreuves": "EXAM"}),
}
DATED = {"le": "03/06/2026", "date": "03/06/2026", "du": "01/06/2026", "au": "26/06/2026"}
MORE = {
    "FRAMEWORK": "niveaux: [bloc]\ncompétences: [{code: A, titre: Agir}]\noptions: [{code: VER, titre: Verre}]\n"
    "situations obligatoires: [{code: SO1, titre: S}]\n",
    "REALISATION": "compétences: {A: Une phrase.}\n",
    "EXAM": "couvre: [A]",
}


class Garden:
    """A school in which each key holds a word of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words: dict[tuple[str, str], str] = {}
        for path, (name, below) in FILES.items():
            lines = [*self.lines(name), *(f"{key}: {self.inner(key, part)}" for key, part in below.items())]
            text = "\n".join(lines) + "\n" + MORE.get(name, "")
            file = folder / "portfolios" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{text}---\n\nUn texte.\n" if path.endswith(".md") else text, "utf-8")

    def inner(self, key: str, part: str) -> str:
        """Write a mapping below a key; a tutor is alone, the others are entries of a list."""
        text = f"{{{', '.join(self.lines(part))}}}"
        return text if key == "tuteur" else f"[{text}]"

    def lines(self, name: str) -> list[str]:
        """Write every key of a mapping that holds words, and the days that it cannot do without."""
        found = [f"{key.name}: {DATED[key.name]}" for key in getattr(table, name) if key.name in DATED]
        for key in getattr(table, name):
            if key.name in KEPT and key.kind in PLANTED | {Kind.NUMBER, Kind.CHOICES}:
                found += [f"{key.name}: {KEPT[key.name]}"] if KEPT[key.name] else []
            elif key.kind in PLANTED:
                word = self.words[name, key.name] = f"Zq{len(self.words)}q"
                found.append(f"{key.name}: {word}")
        if name == "EXAM":
            found += ["code: F1", MORE[name]]
        return found


@pytest.fixture(scope="module", name="garden")
def _garden(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jardin")
    garden = Garden(folder)
    project = Project(
        root=folder, portfolios=folder / "portfolios", site=folder / "site", site_name="École", audience=Audience.TEAM
    )
    said = build(project)
    pages = (path.read_text("utf-8") for path in sorted((folder / "site").rglob("*.html")))
    garden.site = html.unescape(" ".join(pages))
    garden.said = json.dumps([one.message for one in said.diagnostics], ensure_ascii=False)
    return garden


@pytest.mark.slow
def test_every_word_is_found_where_its_row_says(garden):
    """On a page of the team's, unless the row says a paper, a check, an effect on the site, or a note."""
    lost = [
        f"{name}.{key}"
        for (name, key), word in garden.words.items()
        if {Where.PAGE, Where.TEAM} & set(getattr(table, name)[key].shown)
        and not re.search(rf"{word}\b", garden.site, re.IGNORECASE)
    ]
    assert ", ".join(lost) == ""


@pytest.mark.slow
def test_a_note_is_on_no_page(garden):
    """What the table calls a note is for those who keep the file."""
    told = [
        f"{name}.{key}"
        for (name, key), word in garden.words.items()
        if set(getattr(table, name)[key].shown) == {Where.NOWHERE} and re.search(rf"{word}\b", garden.site)
    ]
    assert ", ".join(told) == ""
