"""The budgets of a visit hold in a class of a thousand réalisations, for the public and for the team."""

import gzip
import json
import random
import re
from io import BytesIO
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from generator.frameworks.queries import judged
from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project
from generator.reading.frameworks import load_shipped
from tests.samples import Sample, serve
from tests.unit.reading.schools import COHORT, write
from tests.waiting import searched

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STUDENTS, EACH = 40, 25
CHROME, FIRST_VISIT = 25_000, 250_000
REQUESTS = 30
"""Files that a first visit asks for: 22 were counted, and each costs a school's network a round trip."""
WORDS = (
    "serveur réseau ticket déploiement sauvegarde annuaire poste utilisateur procédure incident supervision application"
    " base données requête interface commutateur adresse règle pare-feu script journal mise service client recette"
).split()
PROSE = re.compile(r'<section class="vt-prose".*?</section>', re.DOTALL)
AUDIENCES = [Audience.PUBLIC, Audience.TEAM]


def phrase(chance, length):
    """Some words."""
    return " ".join(chance.choices(WORDS, k=length)).capitalize()


def work(chance, codes, number):
    """A réalisation of four competencies and some five hundred words."""
    claims = "".join(f"  {code}: {phrase(chance, 12)}.\n" for code in sorted(chance.sample(codes, 4)))
    texts = "\n\n".join(f"## {phrase(chance, 4)}\n\n{phrase(chance, 90)}.\n\n- {phrase(chance, 12)}" for _ in range(5))
    shown = "\n\n![Schéma du réseau](../fichiers/schema.png)" if number % 5 == 0 else ""
    return (
        f"---\ntitre: {phrase(chance, 6)}\npériode: 05/{1 + number % 5:02}/2026 au 20/{1 + number % 5:02}/2026\n"
        f"contexte: formation\ncompétences:\n{claims}technologies: [GLPI, Debian 12]\n---\n{texts}{shown}\n"
    )


def school():
    """Path → content of a class of a thousand réalisations; a student's depend on the student's number alone."""
    codes = judged(load_shipped()["fr.bts-sio.2019"], "SISR")
    picture = BytesIO()
    Image.effect_noise((900, 560), 40).save(picture, "PNG")
    yield "2025-2027/promotion.yml", COHORT
    for student in range(STUDENTS):
        chance = random.Random(student)
        home = f"2025-2027/eleve-{student:03}"
        yield f"{home}/index.md", f"---\nnom: Nom{student:03}\nprénom: Léa\noption: SISR\n---\n{phrase(chance, 60)}.\n"
        yield f"{home}/fichiers/schema.png", picture.getvalue()
        for number in range(EACH):
            yield f"{home}/realisations/{number:02}.md", work(chance, codes, number)


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """Give audience → the built class."""
    folder = tmp_path_factory.mktemp("thousand")
    write(folder / "portfolios", dict(school()))
    built = {}
    for audience in AUDIENCES:
        site = folder / audience.name.lower()
        build(Project(root=folder, portfolios=folder / "portfolios", site=site, site_name="École", audience=audience))
        manifest = folder / ".vitrail-cache" / f"manifest-{audience.name.lower()}.json"
        built[audience] = Sample(audience=audience, site=site, manifest=json.loads(manifest.read_text("utf-8")))
    return built


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_a_page_minus_what_its_author_wrote_weighs_less_than_25_kb(thousand, audience):
    """All thousand of them, within 1 kB of one another: what differs is the student's own facts."""
    sample = thousand[audience]
    pages = sample.pages()["realisation"]
    assert len(pages) == STUDENTS * EACH
    weights = [len(PROSE.sub("", sample.html(url)).encode()) for url in pages]
    assert max(weights) <= CHROME
    assert max(weights) - min(weights) <= 1_000


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
@pytest.mark.parametrize("kind", ["student", "realisation", "cohort", "school", "competencies"])
def test_a_first_visit_weighs_less_than_250_kb_in_few_requests_of_which_none_leaves(thousand, visit, audience, kind):
    """Fonts, scripts, pictures in view and the search index that the first letter typed would load."""
    sample = thousand[audience]
    url = sample.one_of_each()[kind]
    server, base = serve(sample.site)
    asked = []
    with visit(base) as tab:
        tab.on("request", lambda request: asked.append(unquote(urlsplit(request.url).path)[1:]))
        tab.goto(base + url, wait_until="networkidle")
        assert searched(tab, "léa")
    server.shutdown()
    weight = sum(len(gzip.compress((sample.site / path).read_bytes(), 6)) for path in set(asked))
    assert any(path.endswith("search_index.js") for path in asked)
    assert (weight <= FIRST_VISIT, len(asked) <= REQUESTS) == (True, True), (weight, len(asked))


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_search_index_grows_with_the_class_s_texts(thousand, audience):
    """A portfolio's holds its own texts; the class's and the school's hold names alone."""
    site = thousand[audience].site
    weights = {path.parent.parent: len(gzip.compress(path.read_bytes(), 6)) for path in site.rglob("search_index.js")}
    portfolios = [weight for folder, weight in weights.items() if folder.name.startswith("eleve-")]
    assert len(portfolios) == STUDENTS
    assert max(portfolios) <= 40_000
    assert weights[site / "2025-2027"] <= 50_000
    assert weights[site] <= 8_000
