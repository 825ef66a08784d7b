"""A file that cannot be read reserves what it reserved before the fault: a typing error publishes nobody."""

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.editions import edition
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

SCHOOL = "nom: Lycée\nvisibilité par défaut: {limit}\n"
CLASS = COHORT.replace("M. Durand", "Mme Nadia Okafor")
STAGE = """\
---
titre: À la mairie
tuteur: {nom: "Ronan Kerhervé", fonction: DSI}
attestation: {délivrée le: 26/06/2026, par: Awa Ndiaye}
organisation: {nom: Mairie de Valmont}
du: 01/06/2026
au: 26/06/2026
---
Un stage.
"""
THANKS = "Inventaire de la Brasserie Kermoal. Merci à Ronan Kerhervé, à Awa Ndiaye et à Nadia Okafor."
FILES = {
    "organisations/brasserie.md": "---\nnom: Brasserie Kermoal\nnom public: une brasserie\nville: Valmont\n---\n",
    "etablissement.yml": SCHOOL.format(limit="publique"),
    "2025-2027/promotion.yml": CLASS,
    f"{LEA}/index.md": HOME,
    f"{LEA}/realisations/a.md": REALISATION.replace("Inventaire automatique.", THANKS),
    f"{LEA}/stages/mairie/index.md": STAGE,
}


def spoil(text, how):
    """Break the YAML of a file as people do."""
    lines = text.split("\n")
    keys = [number for number, line in enumerate(lines) if ": " in line]
    match how:
        case "a quotation mark above all":
            lines[keys[0]] = lines[keys[0]].replace(": ", ': "', 1)
        case "a quotation mark below all":
            lines[keys[-1]] = lines[keys[-1]].replace(": ", ': "', 1)
        case "a bracket":
            lines.insert(keys[0], "accroche: [")
        case "a mark of git":
            lines[keys[0] : keys[0] + 1] = ["<<<<<<< HEAD", lines[keys[0]], "=======", lines[keys[0]], ">>>>>>> b"]
        case "dashes that do not close":
            lines = [line for number, line in enumerate(lines) if line != "---" or number == 0]
    return "\n".join(lines)


HOW = (
    "a quotation mark above all",
    "a quotation mark below all",
    "a bracket",
    "a mark of git",
    "dashes that do not close",
)


def public(root, files):
    """What the public reads of a school: the students' names and the text of their works."""
    write(root / "p", files)
    project = Project(root=root, portfolios=root / "p", site=root / "site", site_name="École")
    seen = edition(examined(project), Audience.PUBLIC)
    people = [student for _, student in seen.everyone]
    return {one.slug for one in people}, "\n".join(text for one in people for text in map(repr, one.realisations))


BROKEN = [
    (path, how)
    for path in sorted(FILES.keys() - {f"{LEA}/realisations/a.md"})
    for how in HOW
    if path.endswith(".md") or how != "dashes that do not close"
]


@pytest.mark.parametrize(("path", "how"), BROKEN)
def test_names_stay_reserved_when_the_file_that_reserves_them_breaks(tmp_path, path, how):
    """Tutor, who signed, teachers, a host: of a stage, a class, a home page or a school with a fault in its keys."""
    people, before = public(tmp_path / "before", FILES)
    assert people == {"moreau-lea"}
    assert "[mon tuteur]" in before
    _, after = public(tmp_path / "after", FILES | {path: spoil(FILES[path], how)})
    assert not [name for name in ("Kerhervé", "Ndiaye", "Okafor", "Brasserie") if name in after]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("limit", ["jury", "équipe"])
def test_who_may_read_stays_who_may_read(tmp_path, limit, how):
    """A portfolio, or a whole school, that is not public is not for the time of a fault either."""
    homes = {f"{LEA}/index.md": spoil(HOME.replace("option:", f"visibilité: {limit}\noption:"), how)}
    assert limit in homes[f"{LEA}/index.md"]
    assert public(tmp_path / "home", FILES | homes)[0] == set()
    if how != "dashes that do not close":
        school = {"etablissement.yml": spoil(SCHOOL.format(limit=limit), how)}
        assert public(tmp_path / "school", FILES | school)[0] == set()


@pytest.mark.parametrize("path", ["etablissement.yml", f"{LEA}/index.md"])
def test_a_file_of_which_nothing_can_be_read_shows_nothing(tmp_path, path):
    """Bytes that are no text may have said « équipe »."""
    write(tmp_path / "p", FILES)
    (tmp_path / "p" / path).write_bytes(b"\x00\xff\x00visibilit\x00" * 20)
    project = Project(root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", site_name="École")
    assert not list(edition(examined(project), Audience.PUBLIC).everyone)
    assert list(edition(examined(project), Audience.TEAM).everyone)


@pytest.mark.parametrize(
    ("path", "key", "typed"),
    [
        (f"{LEA}/stages/mairie/index.md", "tuteur", "tutueur"),
        (f"{LEA}/stages/mairie/index.md", "tuteur", "maître de stage"),
        (f"{LEA}/stages/mairie/index.md", "tuteur", "Tuteur en entreprise"),
        ("organisations/brasserie.md", "nom public", "nom publique"),
        ("organisations/brasserie.md", "nom public", "nom pubic"),
    ],
)
def test_names_stay_reserved_under_a_key_that_is_not_spelt_as_ours(tmp_path, path, key, typed):
    """A slip of the keyboard, or what a firm calls them: a key that is left out would publish whoever it names."""
    _, text = public(tmp_path, FILES | {path: FILES[path].replace(f"{key}:", f"{typed}:")})
    assert not [name for name in ("Kerhervé", "Brasserie") if name in text]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("{nom: Mairie de Valmont}", "{nom: Mairie de Valmont, tutrice: Ronan Kerhervé}"),
        ("{nom: Mairie de Valmont}", "{nom: Mairie de Valmont, tuteur: {nom: Ronan Kerhervé, fonction: DSI}}"),
        ("du: 01/06", "tuteur: M. Untel\ntutrice: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "tuteur 1: M. Untel\ntuteur n°2: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "professeur référent: M. Untel\nprofesseur référent 2: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "contact 2: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "co-tuteur: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "tuteur: M.Kerhervé\ndu: 01/06"),
        ("du: 01/06", "tuteur pédagogique: Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "nom et prénom du maître de stage (mairie): Ronan Kerhervé\ndu: 01/06"),
        ("du: 01/06", "deuxième maître de stage: {nom: Ronan Kerhervé}\ndu: 01/06"),
        ("du: 01/06", "convention: {signée le: 12/05/2026, signataire: Ronan Kerhervé}\ndu: 01/06"),
        ("du: 01/06", "suivi: [{le: 17/06/2026, par: M. Durand, avec: Ronan Kerhervé}]\ndu: 01/06"),
        ("du: 01/06", "contact: Ronan Kerhervé\ndu: 01/06"),
    ],
)
def test_whoever_a_stage_names_where_nobody_reads_stays_reserved(tmp_path, at, said):
    """Under its host, as a second tutor, as who signed: the texts of the portfolio say the name."""
    stage = STAGE.replace('tuteur: {nom: "Ronan Kerhervé", fonction: DSI}\n', "").replace(at, said)
    _, text = public(tmp_path, FILES | {f"{LEA}/stages/mairie/index.md": stage})
    assert "Kerhervé" not in text


@pytest.mark.parametrize(
    "said",
    [
        "- **Tuteur de stage** : Ronan Kerhervé",
        "**Maître de stage :** Mr Ronan KERHERVÉ - DSI",
        "| | |\n|---|---|\n| **Maître de stage** | Mr Ronan Kerhervé |",
        "| Entreprise | Tuteur | Ville |\n|---|---|---|\n| Mairie | Ronan Kerhervé | Valmont |",
        "Labo de Valmont – Tuteur technique : Ronan Kerhervé",
        "Je remercie mon maître de stage, **Mr Ronan Kerhervé **, de son accueil.",
        "Je remercie mon tuteur Ronan Kerhervé et M. Hamza Tual.",
        "Merci à Ronan Kerhervé, mon tuteur, et à toute l'équipe.",
        "Point avec la tutrice de stage (Mme Kerhervé).",
        "Encadrée par M.KERHERVÉ, j'ai déployé GLPI.",
        "Tuteurs :\n\n- Anne Tual\n- Ronan Kerhervé (RSSI)",
        "**Responsable de stage**\n: Mme Ronan Kerhervé",
        "**Responsable informatique :** Mme Ronan Kerhervé",
        "### Tuteur de stage\n\nRonan Kerhervé, RSSI",
        "**Ronan KERHERVÉ - Tuteur entreprise :** rk@mairie.example",
        "- Ronan Kerhervé, tuteur de stage",
        "Entreprise : Mairie | Tuteur : Ronan Kerhervé | Durée : 6 semaines",
        "Maître d'alternance : Ronan Kerhervé",
        "**Enseignante référente :** Mme Ronan Kerhervé",
        "Mon responsable, M. Kerhervé, m'a confié le parc.",
        "J'ai été encadré par Ronan Kerhervé tout au long de ces semaines.",
        "Anne Tual et Ronan Kerhervé, mes deux responsables de stage.",
        "Sous l'encadrement de Mme Kerhervé. Elle m'a suivie.",
        "Sous la responsabilité du directeur, Monsieur Ronan Kerhervé.",
        "Je remercie M. Ronan Kerhervé, directeur des systèmes d'information et maître de stage.",
    ],
)
@pytest.mark.parametrize("file", ["stages/mairie/index.md", "stages/mairie/bilan.md", "stages.md"])
def test_a_tutor_whom_only_a_text_names_is_reserved_there_and_in_the_other_texts(tmp_path, file, said):
    """Students write it as on the cover of a report, in a table or among thanks, and no key says it."""
    stage = STAGE.replace('tuteur: {nom: "Ronan Kerhervé", fonction: DSI}\n', "")
    files = FILES | {f"{LEA}/stages/mairie/index.md": stage, f"{LEA}/vie.md": "---\ntitre: Vie\n---\nMme Kerhervé."}
    text = files.get(f"{LEA}/{file}", "---\ntitre: Mes stages\nle: 26/06/2026\nvisibilité: publique\n---\n")
    _, public_text = public(tmp_path, files | {f"{LEA}/{file}": f"{text}\n\n{said}\n"})
    assert "kerhervé" not in public_text.casefold()


@pytest.mark.parametrize("key", ["tuteur: M. Kerhervé", "maître de stage: {nom: M. Kerhervé, fonction: DSI}"])
def test_a_tutor_named_in_the_header_of_a_realisation_is_reserved(tmp_path, key):
    """The key is not read there, and was told as unknown; its text gave the name to all."""
    work = REALISATION.replace("contexte:", f"{key}\ncontexte:", 1).replace(
        "Inventaire automatique.", "Avec M. Kerhervé."
    )
    stage = STAGE.replace('tuteur: {nom: "Ronan Kerhervé", fonction: DSI}\n', "")
    files = {f"{LEA}/stages/mairie/index.md": stage, f"{LEA}/realisations/a.md": work}
    assert "Kerhervé" not in public(tmp_path, FILES | files)[1]


def test_a_host_beside_the_word_tutor_is_no_tutor(tmp_path):
    """« Mairie de Valmont (tuteur : …) », « encadré par Kelenn Informatique »: the page lost the name of its host."""
    stage = STAGE.replace("Mairie de Valmont", "Kelenn Informatique").replace("Ronan Kerhervé", "Ronan Tual")
    told = "Kelenn Informatique (tuteur : M. Tual) ; encadré par Kelenn Informatique."
    work = REALISATION.replace("Un vrai texte.", told).replace("Inventaire automatique.", told)
    _, said = public(tmp_path, FILES | {f"{LEA}/stages/mairie/index.md": stage, f"{LEA}/realisations/a.md": work})
    words = said.replace(r"\u202f", " ")
    assert "Kelenn Informatique (tuteur : [mon tuteur]) ; encadré par Kelenn Informatique." in words


TOOLS = "Installer Zabbix, Superviser Docker, Maîtrise Docker, Zabbix Consulting France et Zabbix Docker"


@pytest.mark.parametrize(
    "said",
    [
        "Le tuteur m'a confié trois missions : Installer Zabbix, Superviser Docker.",
        "Avis du tuteur : Maîtrise Docker et Zabbix",
        "Chez Zabbix Consulting France, mon tuteur m'a montré Docker.",
        "Point avec mon tuteur\n- Zabbix Docker",
        "| Tuteur | Missions |\n|---|---|\n| oui | Zabbix |",
    ],
)
def test_what_is_said_of_a_tutor_is_no_name(tmp_path, said):
    """A tool would be replaced by « [mon tuteur] » in every text."""
    stage = STAGE.replace('tuteur: {nom: "Ronan Kerhervé", fonction: DSI}\n', "")
    works = {f"{LEA}/realisations/a.md": REALISATION.replace("Inventaire automatique.", f"Avec {TOOLS}.")}
    _, text = public(tmp_path, FILES | works | {f"{LEA}/stages/mairie/index.md": f"{stage}\n\n{said}\n"})
    assert TOOLS in text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("etablissement.yml", "nom: Lycée\nvisibilité par defautt: équipe\n"),
        ("2025-2027/promotion.yml", f"{CLASS}publier jusquau: 01/01/2020\n"),
        ("2025-2027/promotion.yml", f"{CLASS}visibilité: équipe\n"),
        ("2025-2027/promotion.yml", f"{CLASS}publication: non\n"),
        (f"{LEA}/index.md", HOME.replace("option:", "visibilté: équipe\noption:")),
    ],
)
def test_who_may_read_is_read_under_a_key_with_a_slip_or_of_another_file(tmp_path, path, text):
    """Left out, it would show what its author hides."""
    assert public(tmp_path, FILES | {path: text})[0] == set()


def test_two_portfolios_without_a_home_page_keep_their_own_names(tmp_path):
    """Each stage reserves its tutor in its own folder, whoever has no index.md yet."""
    other = "2025-2027/tom-garnier"
    files = FILES | {
        f"{other}/realisations/b.md": REALISATION.replace("automatique", "avec Paul Guivarc'h"),
        f"{other}/stages/x/index.md": STAGE.replace("Ronan Kerhervé", "Paul Guivarc'h"),
    }
    del files[f"{LEA}/index.md"]
    people, text = public(tmp_path, files)
    assert people == {"moreau-lea", "tom-garnier"}
    assert "Kerhervé" not in text
    assert "Guivarc" not in text
