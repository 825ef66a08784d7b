"""A school year: twelve students, one teacher, one repository, and what each of them sees at each step."""

import json
import re
import tarfile
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from packaging.metadata import Metadata

from tests.deep import deep_example
from tests.story.forge import git, machine, pipeline, run, wheel
from vitrail.doors.cli import main

pytestmark = pytest.mark.slow

NAMES = "Benali Yanis;Da Silva Inès;Garnier Tom;Klein Sacha;Lefèvre Hugo;Moreau Léa;Petit Chloé;Roux Maëlle;Noël Éric"
CLASS = [tuple(name.rsplit(" ", 1)) for name in (*NAMES.split(";"), "Petit Jo", "Petit Jo", "O'Brien Sam")]
PEOPLE = "portfolios/2025-2027"
LINE = "#accroche: Une phrase qui dit qui vous êtes et ce que vous cherchez."
LEA = f"{PEOPLE}/moreau-lea"
WORK = """---
titre: Déploiement de GLPI
statut: soumise
période: 01/10/2025 au 30/10/2025
contexte: formation
mode: vécue
compétences: {B1.1: J'ai inventorié les postes.}
---
Un vrai texte.
"""
VERDICT = """- réalisation: deploiement-de-glpi
  compétence: B1.1.1
  par: M. Durand
  rôle: professeur
  le: 2026-03-12
  avis: retenue
  commentaire: Méthode expliquée.
"""
DAY = ("--date", "2026-06-01")


@pytest.fixture
def world(tmp_path):
    """A bare repository, a runner, and a class list on the teacher's desk."""
    run(tmp_path, "git", "init", "-q", "--bare", "-b", "main", tmp_path / "forge.git")
    (tmp_path / "machine").mkdir()
    rows = "".join(
        f"{last.upper()};{first};{number:02}/01/2006;SISR\n" for number, (last, first) in enumerate(CLASS, 1)
    )
    (tmp_path / "liste.csv").write_bytes(f"Nom;Prénom;Né(e) le;Option\n{rows}".encode("cp1252"))
    return tmp_path


def clone(world, name, *, windows=False):
    """Clone the school for somebody."""
    crlf = ("-c", "core.autocrlf=true") if windows else ()
    run(world, "git", "clone", "-q", *crlf, world / "forge.git", world / name)
    if windows:
        git(world / name, "config", "core.autocrlf", "true")
    return world / name


@pytest.fixture
def vitrail(monkeypatch):
    """Give a function: where, the words of the command, how it ends → what it says."""

    def type_(folder, *words, code=0):
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == code, (words, done.output)
        return done.output

    return type_


def send(folder, message, branch=None):
    """Commit everything and push it."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    git(folder, "push", "-q", "origin", f"HEAD:{branch or 'main'}")


def accept(teacher, branch):
    """Merge a request as the forge's button does."""
    git(teacher, "fetch", "-q", "origin")
    git(teacher, "reset", "-q", "--hard", "origin/main")
    git(teacher, "merge", "-q", "--no-ff", "-m", f"Fusion de {branch}", f"origin/{branch}")
    git(teacher, "push", "-q", "origin", "HEAD:main")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """The wheel and the sdist of this checkout, which nothing changes meanwhile."""
    return wheel(tmp_path_factory.mktemp("paquets"))


@pytest.fixture
def found_school(world, vitrail):
    """Give a function that makes a school by one command; it gives what that said, and the runner of its forge."""

    def found(teacher, forge="gitlab", *more):
        words = ("--nom", "Lycée Jean-Moulin", "--forge", forge, "--promotion", "2025-2027", "--session", 2027)
        said = vitrail(teacher, "new", "ecole", *words, "--classe", world / "liste.csv", *more)
        return said, machine(world / "machine")

    return found


def edit(path, *pairs):
    """Change words of a file, whatever ends its lines."""
    raw = path.read_bytes().decode("utf-8")
    for old, new in pairs:
        assert old in raw, (old, raw)
        raw = raw.replace(old, new.replace("\n", "\r\n" if "\r\n" in raw else "\n"))
    path.write_bytes(raw.encode())


@pytest.mark.long
def test_a_school_year(world, vitrail, found_school):  # noqa: PLR0915  # one story, told in order
    """September to the exam, without a step that only its makers know."""
    # September: the teacher makes the school from an empty folder.
    bare = world / "forge.git"
    teacher = clone(world, "enseignant")
    said, env = found_school(teacher)
    assert "12 nouveaux portfolios" in said
    assert "petit-jo-2" in said
    edit(teacher / PEOPLE / "promotion.yml", ("#équipe:", "équipe:"), ("#  - {nom: M. Exemple", "  - {nom: M. Durand"))
    vitrail(teacher, "check", *DAY)
    send(teacher, "L'école")

    # Léa, on Windows: a branch, a draft, a mistake, the answer of the forge, the mend.
    lea = clone(world, "lea", windows=True)
    git(lea, "switch", "-qc", "glpi")
    vitrail(lea, "new", "realisation", "moreau-lea", "Déploiement de GLPI")
    work = lea / LEA / "realisations/deploiement-de-glpi.md"
    mend = ("#B1.1.1:", "B1.1.1 : Inventaire de 240 postes, rapproché de la comptabilité.")
    edit(work, ("statut: brouillon ", "statut: soumise "), mend, ("à compléter", "12/01/2026 au 06/02/2026"))
    edit(work, ("  B1.1.1", "  B1.7: Rien.\n  B1.1.1"))
    work.write_bytes(work.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    send(lea, "GLPI", "glpi")
    place, said = pipeline(bare, "glpi", world / "ci", "verifier", env, base="origin/main", code=1)
    report = json.loads((place / "gl-code-quality-report.json").read_text("utf-8"))
    (fault,) = [one for one in report if one["severity"] == "major"]
    assert (fault["check_name"], fault["location"]["path"]) == ("REF001", work.relative_to(lea).as_posix())
    assert "REF001" in said
    edit(work, ("  B1.7: Rien.\n".replace("\n", "\r\n"), ""))
    send(lea, "Corrigé", "glpi")
    _, said = pipeline(bare, "glpi", world / "ci", "verifier", env, base="origin/main")
    assert "moreau-lea\u202f: cette demande couvre B1.1 pour la première fois" in said
    accept(teacher, "glpi")

    # Yanis and the teacher write the same file: the conflict that he commits is refused, the one that he solves is not.
    yanis = clone(world, "yanis")
    git(yanis, "switch", "-qc", "accueil")
    home = f"{PEOPLE}/benali-yanis/index.md"
    edit(yanis / home, (LINE, "accroche: Le réseau."))
    git(yanis, "commit", "-qam", "Accroche")
    edit(teacher / home, (LINE, "accroche: À écrire."))
    send(teacher, "Une relance")
    git(yanis, "fetch", "-q")
    git(yanis, "merge", "-q", "origin/main", code=1)
    assert "index.md" in vitrail(yanis, "check", "benali-yanis", *DAY, code=1)
    raw = (yanis / home).read_text("utf-8")
    (yanis / home).write_text(
        re.sub(r"<<<<<<< .*?\n(.*?)=======\n.*?>>>>>>> .*?\n", r"\1", raw, flags=re.DOTALL), "utf-8"
    )
    vitrail(yanis, "check", "--depuis", "origin/main", *DAY)
    send(yanis, "Résolu", "accueil")
    accept(teacher, "accueil")

    # The teacher reads and seals; another machine, with other ends of lines, sees what was sealed.
    opinions = teacher / PEOPLE / "evaluations/moreau-lea.yml"
    opinions.parent.mkdir()
    opinions.write_text(VERDICT, "utf-8")
    assert "1 avis scellé" in vitrail(teacher, "review", "moreau-lea")
    send(teacher, "Un avis")
    git(lea, "fetch", "-q")
    git(lea, "switch", "-q", "-c", "suite", "origin/main")
    assert states(vitrail, lea) == {"validée"}

    # Léa renames her file: the verdict follows. Then she changes its words: the reviewer is told, the verdict waits.
    work = lea / LEA / "realisations/deploiement-de-glpi.md"
    work.rename(work.with_name("glpi.md"))
    work = work.with_name("glpi.md")
    edit(work, ("mode: vécue", "vient de: deploiement-de-glpi\nmode: vécue"))
    assert states(vitrail, lea) == {"validée"}
    send(lea, "Un nom plus court", "suite")
    accept(teacher, "suite")
    edit(work, ("240 postes", "24 postes"))
    git(lea, "fetch", "-q")
    said = vitrail(lea, "check", "--depuis", "origin/main", *DAY)
    assert "une page validée change" in said
    assert states(vitrail, lea) == {"modifiée depuis"}
    git(lea, "checkout", "-q", ".")

    # Spring: an option changes, somebody leaves, somebody repeats the year.
    edit(teacher / PEOPLE / "petit-chloe/index.md", ("option: SISR", "option: SLAM"))
    assert "solution applicative" in vitrail(teacher, "codes", "--etudiant", "petit-chloe")
    rows = (world / "liste.csv").read_bytes().decode("cp1252").splitlines(keepends=True)
    (world / "liste2.csv").write_text("".join(row for row in rows if "NOËL" not in row), "utf-8")
    assert "2025-2027/noel-eric n’est plus dans la liste" in vitrail(
        teacher, "new", "etudiants", "2025-2027", world / "liste2.csv"
    )
    edit(teacher / PEOPLE / "noel-eric/index.md", ("#visibilité: publique ", "visibilité: équipe "))
    vitrail(teacher, "new", "promotion", "2026-2028", "--session", 2028)
    again = teacher / "portfolios/2026-2028/roux-maelle/index.md"
    vitrail(teacher, "new", "etudiant", "2026-2028/roux-maelle", "--nom", "Roux", "--prenom", "Maëlle")
    edit(again, ("option: à choisir", "option: SISR\nvient de: 2025-2027/roux-maelle"))
    vitrail(teacher, "check", *DAY)
    send(teacher, "Le printemps")

    # Three editions, each with what its readers may see, the first two by the generated steps.
    place, _ = pipeline(bare, "main", world / "ci", "pages", env)
    public = texts(place / "public")
    place, _ = pipeline(bare, "main", world / "ci2", "equipe", env)
    team = texts(place / "site-equipe")
    vitrail(teacher, "build", "--audience", "jury", "--site", world / "jury", "--jobs", 1, *DAY)
    jury = texts(world / "jury")
    home = "2025-2027/moreau-lea/realisations/glpi.html"
    assert home in public.keys() & jury.keys() & team.keys()
    assert "glpi.html" in public["2025-2027/moreau-lea/realisations/deploiement-de-glpi.html"]
    assert ["Méthode expliquée." in edition[home] for edition in (public, jury, team)] == [False, False, True]
    gone = "2025-2027/noel-eric/index.html"
    assert (gone in public, gone in jury, gone in team) == (False, False, True)
    assert "2026-2028/roux-maelle/index.html" in public
    assert not any("2006" in page for page in (*public.values(), *team.values()))


def states(vitrail, folder):
    """The states of Léa's B1.1.1, as the command that reads everything knows them."""
    from vitrail.building.making.works import examined
    from vitrail.content.model.audience import Audience
    from vitrail.site.settings import CommandOptions, find_project

    vitrail(folder, "check", "moreau-lea", *DAY)
    coverage = examined(find_project(folder, CommandOptions(), Audience.TEAM)).coverage
    found = coverage.student("2025-2027", "moreau-lea").competencies["B1.1.1"]
    return {proof.state.value for proof in found.evidence}


def texts(site):
    """The pages of a site."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_the_first_push_of_a_school_is_green(world, found_school):
    """From an empty folder, with what the command tells to type and nothing else: each step, in a clean clone.

    On GitHub it is what the next test ends with.
    """
    teacher = clone(world, "enseignant")
    _, env = found_school(teacher)
    send(teacher, "L'école")
    place, _ = pipeline(world / "forge.git", "main", world / "ci", "pages", env)
    assert (place / "public/2025-2027/moreau-lea/index.html").is_file()


@pytest.mark.deep
def test_the_steps_of_github_run_in_a_clean_clone(world, vitrail, found_school):
    """In order, with our wheel: annotations for a request; for the default branch, as first pushed, the public site."""
    teacher = clone(world, "enseignant")
    _, env = found_school(teacher, "github")
    send(teacher, "L'école")
    git(teacher, "switch", "-qc", "faux")
    vitrail(teacher, "new", "realisation", "moreau-lea", "Faux")
    edit(teacher / LEA / "realisations/faux.md", ("#B1.1.1:", "B9.9: ::error::moi"))
    send(teacher, "Faux", "faux")
    summary = {**env, "GITHUB_STEP_SUMMARY": str(world / "resume.md")}
    _, said = pipeline(world / "forge.git", "faux", world / "ci", "verifier", summary, base="origin/main", code=1)
    orders = [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert [line.partition(",")[0] for line in orders if line.startswith("::error")] == [
        f"::error file={LEA}/realisations/faux.md"
    ]
    assert "REF001" in (world / "resume.md").read_text("utf-8")
    place, _ = pipeline(world / "forge.git", "main", world / "ci", "construire", env)
    assert (place / "public/2025-2027/moreau-lea/index.html").is_file()


@pytest.mark.deep
def test_the_packages_are_the_same_bytes_twice(packages, tmp_path):
    """Wheel and sdist, from the same files."""
    one, two = (sorted(folder.iterdir()) for folder in (packages, wheel(tmp_path)))
    assert [path.suffix for path in one] == [".whl", ".gz"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_an_index_takes_the_packages(packages):
    """What ``twine check`` looks at: fields of the norm, a licence that exists, a description that says what it is."""
    for package in packages.iterdir():
        raw = _metadata(package)
        found = Metadata.from_email(raw, validate=True)
        assert found.name == "vitrail"
        assert found.description_content_type == "text/markdown"
        assert found.description.startswith("# Vitrail")
        assert found.license_files == ["LICENSE"]
        assert found.requires_python is not None
        assert not [one for one in found.requires_dist if one.url]


def _metadata(package):
    """Read what a wheel or an sdist says of itself."""
    if package.suffix == ".whl":
        with ZipFile(package) as archive:
            return archive.read(next(name for name in archive.namelist() if name.endswith("dist-info/METADATA")))
    with tarfile.open(package) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/PKG-INFO"))
        return archive.extractfile(name).read()


@pytest.mark.deep
@pytest.mark.parametrize(("forge", "job"), [deep_example("github", "construire"), ("gitlab", "pages")])
def test_the_publication_joins_the_verdicts_that_students_do_not_have(world, vitrail, found_school, forge, job):
    """Without the private repository the site is built; with it, it shows what the team said."""
    teacher = clone(world, "enseignant")
    _, env = found_school(teacher, forge, "--avis", "../avis")
    edit(teacher / LEA / "index.md", (LINE, "accroche: Réseaux."))
    vitrail(teacher, "new", "realisation", "moreau-lea", "Déploiement de GLPI")
    work = teacher / LEA / "realisations/deploiement-de-glpi.md"
    work.write_text(WORK, "utf-8")
    edit(teacher / PEOPLE / "promotion.yml", ("#équipe:", "équipe:\n  - {nom: M. Durand, rôle: professeur}\n#équipe:"))
    send(teacher, "L'école")
    private = world / "avis.git"
    run(world, "git", "init", "-q", "--bare", "-b", "main", private)
    git(world / "avis", "remote", "add", "origin", private)  # « new ecole » made it a repository
    verdict = world / "avis/2025-2027/evaluations/moreau-lea.yml"
    verdict.parent.mkdir(parents=True)
    verdict.write_text(VERDICT.replace("  compétence: B1.1.1\n", ""), "utf-8")
    vitrail(teacher, "review")
    assert not git(teacher, "status", "--porcelain", "portfolios")
    send(world / "avis", "Un avis")
    place, _ = pipeline(world / "forge.git", "main", world / "ci", job, env)
    without = (place / "public/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html").read_text("utf-8")
    joined = {**env, "AVIS_DEPOT": str(private), "AVIS_JETON": "jeton-en-lecture"}
    place, _ = pipeline(world / "forge.git", "main", world / "ci", job, joined)
    within = (place / "public/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html").read_text("utf-8")
    assert ("validée" in without, "validée" in within) == (False, True)
    assert "jeton-en-lecture" not in (place / ".avis/.git/config").read_text("utf-8")
    assert not list(place.glob("public/**/*.yml"))
