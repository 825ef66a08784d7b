"""A large school for tests, in the words of the benchmark's: classes of 40, stages, hosts and verdicts."""

import shutil
import sys
from itertools import islice
from pathlib import Path
from random import Random

from tests.deep import sized

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
try:
    from corpus import CLASS_SIZE, school
    from formats import write_vitrail
finally:
    sys.path.remove(str(ROOT / "benchmarks"))

OPINIONS = ("retenue", "retenue", "à reprendre", "refusée")
CROWDED = "2025-2027"
EVERY_HOST = 3
"""One student in so many does the stage where everybody goes."""
STUDENTS, EACH = sized(80, 160), sized(6, 25)
"""Students of a crowd, and réalisations of each of the forty who come to Léa's class."""


def write_crowd(root: Path, students: int, *, first: int = 25, each: int = 2) -> None:
    """Write a school whose first class has ``first`` réalisations a student, and the others ``each``."""
    authors = [*school(min(students, CLASS_SIZE), first), *islice(school(students, each), CLASS_SIZE, None)]
    write_vitrail(root, authors)
    base = root / "portfolios"
    (base / "organisations").mkdir()
    for rank in range(max(1, students // 4)):
        host = f"---\nnom: Hôte numéro {rank}\nville: Valmont\ntype: association\n---\n\nUn hôte.\n"
        (base / "organisations" / f"hote-{rank:03}.md").write_text(host, "utf-8")
    for rank, author in enumerate(authors):
        stage = base / author.folder / "stages" / "un" / "index.md"
        host = "hote-000" if rank % EVERY_HOST == 0 else f"hote-{rank % max(1, students // 4):03}"
        text = stage.read_text("utf-8").replace(f"organisation: {{nom: {author.host}}}", f"organisation: {host}")
        stage.write_text(text, "utf-8")
        cohort, _, slug = author.folder.partition("/")
        said = base / cohort / "evaluations" / f"{slug}.yml"
        said.parent.mkdir(exist_ok=True)
        said.write_text("".join(_verdicts(Random(rank), author)), "utf-8")


def write_crowded_sample(root: Path) -> None:
    """Write the sample school with many students more, 40 of them in Léa's class with many réalisations each."""
    write_crowd(root, STUDENTS, first=EACH, each=1)
    base = root / "portfolios"
    shutil.copytree(ROOT / "portfolios", base, dirs_exist_ok=True)
    crowd = base / "promotion-01"
    for one in [*crowd.glob("*-*"), *(crowd / "evaluations").iterdir()]:
        one.rename(base / CROWDED / one.relative_to(crowd))
    shutil.rmtree(crowd)


def _verdicts(chance, author):
    """Yield what a teacher said of one claim in three."""
    for item in author.evidence:
        for code, _ in item.claims:
            if not chance.randrange(3):
                yield (
                    f"- {{réalisation: {item.slug}, compétence: {code}, par: M. Durand, rôle: professeur,"
                    f" le: 2026-12-12, avis: {chance.choice(OPINIONS)}}}\n"
                )
