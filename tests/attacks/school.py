"""A hostile school: one vector behind every door, each door with its own mark so that a browser says which one gave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

CLASS = "2025-2027"
HOME = f"{CLASS}/pirate"
DOORS = (
    "corps", "titre", "textes", "liens", "noms", "organisation", "référentiel", "établissement", "promotion",
    "évaluations", "pièces jointes", "cellules", "diagrammes", "pages propres",
)  # fmt: skip
"""Texts of every page; titles; other front matter; links of front matter; names of files and folders; and so on."""
OWN = "../docs"
SUFFIXES = "html htm xhtml svg svgz xml xsl js mjs mht txt csv log json md pkt drawio pdf png gif jpg docx zip exe swf"
_COHORT = "référentiel: {framework}\nsession: 2027\néquipe:\n- {{nom: M. Durand, rôle: professeur}}\n"


TUTOR = "Nolwenn Kervadec"
"""Whom the pirate's own stage reserves to the team, and every vector stands beside."""


def picture() -> bytes:
    """A true picture."""
    raw = BytesIO()
    Image.new("RGB", (4, 4)).save(raw, "PNG")
    return raw.getvalue()


def marked(text: str, door: str) -> str:
    """Give a vector the number of its door."""
    number = DOORS.index(door) + 1
    return text.replace("pwned=1", f"pwned={number}").replace("ailleurs.invalid", f"d{number}.invalid")


def write(folder: Path, vector: str) -> Path:
    """Write the school, its own pages beside it; a name that the disk refuses is one attack less."""
    for path, content in _files(vector):
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        except (OSError, ValueError):
            continue
    return folder


def _front(body: str, **values: object) -> str:
    """Front matter as JSON, which is YAML: nothing that a vector holds can break it."""
    lines = (f"{key.replace('_', ' ')}: {json.dumps(value)}\n" for key, value in values.items())
    return f"---\n{''.join(lines)}---\n{body}\n"


def _files(vector: str) -> Iterator[tuple[str, str | bytes]]:
    at = {door: marked(vector, door) for door in DOORS}
    body = f"Début.\n\n{at['corps']}\n\nFin. [jointe](../fichiers/a.pdf)"
    yield from _team(at)
    yield from _own(at["pages propres"])
    yield f"{CLASS}/secret/index.md", _front("x", nom="Secret", prénom="Une", visibilité="équipe", option="SISR")
    yield f"{CLASS}/secret/realisations/secret.md", _front("secret", titre="Secret", contexte="formation")
    yield f"{CLASS}/secret/fichiers/secret.png", picture()
    yield from _pirate(at, body)
    yield from _attached(at)
    name = at["noms"].replace("/", "_").replace("\0", "")[:40]
    page = _front("x", titre="N", contexte="formation", période="01/06/2026 au 26/06/2026", compétences=["X1.1"])
    yield f"{HOME}/realisations/{name}.md", page
    yield f"{CLASS}/{name}/contact.md", "Bonjour"
    yield f"{CLASS}/{name}/realisations/a.md", page
    yield f"{HOME}/{name}/page.md", "Bonjour"
    yield f"{HOME}/fichiers/{name}.png", picture()


def _team(at: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    school, cohort, framework = at["établissement"], at["promotion"], at["référentiel"]
    texts = {"nom": school, "mentions légales": school, "contact données": school, "adresse du site": school}
    yield "etablissement.yml", json.dumps(texts)
    yield "index.md", marked(at["établissement"], "établissement")
    own = {
        "identifiant": "x.y", "titre": framework, "titre court": framework, "sessions": {"première": 2020},
        "niveaux": [{"titre": framework, "jugé": True}],
        "compétences": [{"code": "X1", "titre": framework}, {"code": f"X2 {framework[:50]}", "titre": framework}],
    }  # fmt: skip
    yield "referentiels/x.yml", json.dumps(own)
    people = [{"nom": "M. Durand", "rôle": "professeur"}, {"nom": cohort, "rôle": "professeur", "matières": [cohort]}]
    own_class = {"référentiel": "fr.bts-sio.2019", "session": "2027", "nom": cohort, "équipe": people}
    yield f"{CLASS}/promotion.yml", json.dumps(own_class)
    judged = [
        {"réalisation": "a", "compétence": "B1.1", "par": "M. Durand", "rôle": "professeur", "le": "12/03/2026",
         "avis": "à reprendre", "commentaire": at["évaluations"]},
        {"réalisation": "a", "compétence": "B1.1", "par": at["évaluations"], "rôle": "tuteur", "le": "12/03/2026",
         "commentaire": at["évaluations"]},
    ]  # fmt: skip
    yield f"{CLASS}/evaluations/pirate.yml", json.dumps(judged)
    host = at["organisation"]
    yield "organisations/o.md", _front(host, nom=host, ville=host, type=host)


def _own(text: str) -> Iterator[tuple[str, str | bytes]]:
    """The vector in every part of a page of ``docs/``: front matter, text, links, pictures, attributes, names."""
    shown = {"visibilité": "publique"}
    inside = " ".join(text.split())
    written = f'[a](<{inside}>) ![b](<{inside}> "{inside}")\n\n## {inside} {{: #{inside} .{inside} }}\n\n[[{inside}]]'
    yield f"{OWN}/index.md", _front(text, **shown)
    yield (
        f"{OWN}/a.md",
        _front(f"{text}\n\n{written}", titre=text, description=text, ordre=text, inconnue=text, **shown),
    )
    yield f"{OWN}/b.md", _front(text, visibilité=text, titre=text)
    yield f"{OWN}/sans-clé.md", text
    yield f"{OWN}/liens.md", _front("[l](x.html) ![l](x.svg) [s](../portfolios/2025-2027/secret/index.md)", **shown)
    yield f"{OWN}/x.html", f"<script>{text}</script>"
    yield f"{OWN}/x.svg", f'<svg xmlns="http://www.w3.org/2000/svg" onload="{text}"/>'
    name = text.replace("/", "_").replace("\0", "")[:40]
    yield f"{OWN}/{name}/{name}.md", _front(text, **shown)


def _pirate(at: Mapping[str, str], body: str) -> Iterator[tuple[str, str]]:
    title, text, link, cell = at["titre"], at["textes"], at["liens"], at["cellules"]
    yield f"{HOME}/index.md", _front(
        body.replace("../", ""), nom=cell, prénom="P", option="SISR", accroche=text, technologies=[text, text],
        liens=[{"titre": text, "lien": link}, link], photo=link, voie=text,
        certifications=[{"titre": text, "organisme": text, "fichier": link}],
    )  # fmt: skip
    yield f"{HOME}/realisations/a.md", _front(
        body, titre=title, période="01/06/2026 au 26/06/2026", contexte="formation", équipe=[text],
        compétences={"B1.1": text, text[:60]: text}, technologies=[text], atelier=text, vient_de=link,
        productions=[
            {"titre": text, "lien": link}, {"titre": text, "fichier": link},
            {"titre": text, "état": "confidentielle", "motif": text},
        ],
        fiche={"lieu": text, "conditions": text, "ressources": text, "documentation": link},
    )  # fmt: skip
    stage = {"du": "01/06/2026", "au": "26/06/2026", "service": text, "lieu": text, "objectifs": text, "missions": text}
    tutor = {"tuteur": {"nom": text, "fonction": text}, "absences": [{"du": "02/06/2026", "motif": text}]}
    host = {"organisation": {"nom": text, "ville": text}}
    visit = {"suivi": [{"le": "03/06/2026", "par": text, "note": text}]}
    yield f"{HOME}/stages/mairie/index.md", _front(body, **stage, **tutor, **host, **visit)
    week = {"semaine": "1", "du": "01/06/2026", "au": "05/06/2026", "activités": text, "autonomie": text}
    yield f"{HOME}/stages/mairie/semaine-01.md", _front(body, **week, visibilité="publique")
    yield f"{HOME}/stages/mairie/bilan.md", _front(body, le="26/06/2026", avec=text, acquis=text, visibilité="publique")
    yield (
        f"{HOME}/veille/v.md",
        _front(body, titre=title, date="01/02/2026", source=text, lien=link, thème=text, analyse=text),
    )
    yield f"{HOME}/page.md", _front(body.replace("../", ""), titre=title)
    yield f"{HOME}/realisations/dessins.md", _front(_drawn(at["diagrammes"]), titre="D", contexte="formation")
    ours = {"du": "01/06/2026", "au": "26/06/2026", "organisation": {"nom": "Ferme"}, "tuteur": {"nom": f"Mme {TUTOR}"}}
    thanks = f"Merci à {TUTOR}. {text} Merci à Mme Kervadec.\n\n{text}\n\nMerci à {TUTOR}.\n"
    yield f"{HOME}/stages/ferme/index.md", _front(thanks, **ours)
    yield f"{HOME}/merci.md", _front(thanks, titre=f"Avec {TUTOR} {title}")
    yield f"{HOME}/sans-titre.md", f"# {title}\n\n{body}"


def _drawn(text: str) -> str:
    """The vector as a label, an address and a tooltip of diagrams, where quotes are and where none are."""
    line = " ".join(text.split())
    quoted = line.replace('"', "'")
    return "\n".join(
        (
            "```mermaid", "flowchart TD", f'  A["{quoted}"] --> B[Fin]', f'  click B "{quoted}" "{quoted}"', "```", "",
            "```mermaid", "flowchart TD", f'  A["{quoted}"] --> B[Fin]', f"  style A fill:{line}", "```", "",
            "```mermaid", "sequenceDiagram", f"  A->>B: {line}", f"  link A: {line} @ {line}", "```", "",
            "```mocodo", f"CLIENT: {line}", f"PASSER, 0N CLIENT, 11 COMMANDE: {line}", "COMMANDE: num", "```", "",
        )
    )  # fmt: skip


def _attached(at: Mapping[str, str]) -> Iterator[tuple[str, str | bytes]]:
    """The vector as the content of every kind of file, all linked, beside files that are what they say."""
    content = at["pièces jointes"]
    active = f"<html><script>{'window.pwned=' + str(DOORS.index('pièces jointes') + 1)}</script>{content}</html>"
    links = []
    for suffix in SUFFIXES.split():
        for number, head in enumerate(("", "<mxfile/>", "GIF89a", "%PDF-1.4\n", "\ufeff \n", "<?xml version='1.0'?>")):
            yield f"{HOME}/fichiers/f{number}.{suffix}", f"{head}{active}<mxfile/>\x00\xff"
            yield f"{HOME}/fichiers/t{number}.{suffix}", f"{head}{active}<mxfile/>"
            links += [f"[f](fichiers/{kind}{number}.{suffix})" for kind in "ft"]
    yield f"{HOME}/fichiers/a.pdf", b"%PDF-1.4\n"
    yield f"{HOME}/joints.md", "\n\n".join(links)
