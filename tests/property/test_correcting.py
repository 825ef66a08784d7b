"""Whatever a file has become, mending it does no harm: to its other bytes, to what it said, to who reads it."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.building.making.checking import check
from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.rewriting import rewritten
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.doors.editing.correcting import corrections
from vitrail.ground.diagnostics import Place, Severity, TextEdit
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ROUNDS = sized(3, 30)
PIECES = (
    *("\t", "'", '"', "“", ": ", " : ", "- ", "–", "[", "]", "{", "}", ",", "#", "@", "&a ", "*a ", "!a ", "|", ">"),
    *("%", "\\", "---\n", "\n", "\r\n", "  ", "Ã©", "\u202e", "\x0b", "\x1b[31m", "==a==", "++a++", "](", "[a] (b.md)"),
    *("<script>", "B1.9", "B1,1", "32/13/2026", "12 janveir 2026", "draft: true\n", "titre:a\n", "é" * 300),
    *("visibilité: publiqe\n", "statut: soumisse\n"),
)
"""What slips, pastes and merges put anywhere in a file, and what is meant to do harm."""


@given(
    lines=st.lists(st.text("aé€ :\t'", max_size=8), min_size=1, max_size=5),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    way=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    new=st.text("bè\n", max_size=4),
    data=st.data(),
)
def test_an_edit_replaces_its_piece_and_no_other_byte(lines, end, way, new, data):
    """In any encoding, whatever ends its lines; what is written has the file's own."""
    line = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    stop = data.draw(st.integers(start, len(lines[line - 1]) + 1))
    raw = end.join(lines).encode(way)
    place = Place(path="a.md", line=line, column=start, end_line=line, end_column=stop)
    after = rewritten(raw, [TextEdit(place, new)])
    own = end if len(lines) > 1 else "\n"
    lines[line - 1] = lines[line - 1][: start - 1] + new.replace("\n", own) + lines[line - 1][stop - 1 :]
    assert decode(after).text == decode(end.join(lines).encode(way)).text
    assert after == end.join(lines).encode(way) or way == "cp1252"  # plain ASCII is UTF-8 too


def _damaged(raw, chance):
    """A file as a slip, a paste or a merge leaves it."""
    text = raw.decode()
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(text) + 1)
        cut = chance.choice([0, 0, 1, 1, 2, 10])
        text = text[:place] + (chance.choice(PIECES) if chance.random() < 0.7 else "") + text[place + cut :]
    return text.encode(chance.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"]))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_is_mended_is_lighter_and_stays(seed, tmp_path):
    """Some files of a school are damaged: each that moves says less that is grave, and has no more to mend."""
    chance = random.Random(seed)
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    texts = [path for path in sorted((tmp_path / "portfolios").rglob("*")) if path.suffix in {".md", ".yml"}]
    for path in chance.sample(texts, k=chance.choice([1, 2, len(texts) * 2 // 3])):
        path.write_bytes(_damaged(path.read_bytes(), chance))
    project = Project(
        root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", site_name="É", audience=Audience.TEAM
    )
    before = check(project)
    refused = {seen.path for seen in before.examination.files if seen.fate is Fate.REJECTED}
    refused |= {one.place.path for one in before.diagnostics if one.code == "YAM016"}
    with corrections(project) as found:
        held = {path: path.read_bytes() for path in texts}
        found.write()
    after = check(project)
    changed = {one.path for one in found.files}
    alone = not changed & refused  # what a file that can be read again says is said of others too
    for path in texts:
        name = path.relative_to(tmp_path / "portfolios").as_posix()
        assert (path.read_bytes() != held[path]) == (name in changed)
        if alone and name in changed:
            assert _gravity(name, after) <= _gravity(name, before)
        assert decode(path.read_bytes()).text is not None or decode(held[path]).text is None
    seen = {one.path: (one.visibility, one.draft) for one in before.examination.files}
    now = {one.path: (one.visibility, one.draft) for one in after.examination.files}
    assert not alone or {name for name in changed if now[name] < seen[name]} == set()
    with corrections(project) as again:
        assert again.files == ()


def _gravity(name, checked):
    counts = Counter(one.severity for one in checked.diagnostics if one.place.path == name)
    return [counts[severity] for severity in Severity]
