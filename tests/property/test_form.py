"""A form over any file: what is not touched does not move, what is touched reads as it was typed, no remark is lost."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.disk.tree import File
from vitrail.content.reading.text.documents import TABLES, read_document
from vitrail.content.values.folding import fold_key
from vitrail.doors.authoring.form import FieldWords, fields, written
from vitrail.doors.authoring.keeping import UnwritableKeyError, changed
from vitrail.doors.editing.unsaved import HeldText
from vitrail.ground.language import FRENCH

ROOT = Path(__file__).parents[2]
ROLES = {
    "realisations": FileRole.REALISATION, "veille": FileRole.WATCH, "semaine": FileRole.REPORT,
    "bilan": FileRole.REVIEW, "stages": FileRole.INTERNSHIP,
}  # fmt: skip
FILES = sorted(
    path
    for folder in ("portfolios", "tests/portfolios")
    for path in (ROOT / folder).rglob("*.md")
    if path.is_file() and path.stat().st_size < 20_000
)
REMARK = re.compile(r"(?m)(?:^|\s)#\s*(\w[^\n]*)$")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" :#'\"-,[]{}éœ’"), max_size=40
)
LINES = st.lists(WORDS, max_size=3)


def role_of(path):
    """Say what a file is, by its name alone."""
    for word, role in ROLES.items():
        if path.name.startswith(word):
            return role
    for word, role in ROLES.items():
        if path.parent.name == word or (word == "stages" and "stages" in path.parts):
            return role
    return FileRole.HOME if path.name == "index.md" else FileRole.PAGE


def folded(value):
    """Spell the names of mappings as a reading does."""
    if isinstance(value, dict):
        return {fold_key(name): folded(one) for name, one in value.items()}
    return [folded(one) for one in value] if isinstance(value, list) else value


def typed(field, draw):
    """Type something in a field, or in one of its rows, or take a row away, or add one."""
    if field.kind in {"line", "area", "choice"}:
        return draw(WORDS)
    if field.kind in {"lines", "choices"}:
        return draw(LINES)
    rows = [dict(row) for row in field.value]
    if rows and draw(st.booleans()):
        if draw(st.booleans()):
            rows.pop(draw(st.integers(0, len(rows) - 1)))
        else:
            row = rows[draw(st.integers(0, len(rows) - 1))]
            inner = field.fields[draw(st.integers(0, len(field.fields) - 1))]
            if inner.kind in {"line", "area"}:
                row[inner.name] = draw(WORDS)
        return rows
    first = field.fields[0]
    new = {first.name: "Z9.9" if first.name == "code" else draw(WORDS)} if first.kind == "line" else {}
    return [*rows, new]


@settings(
    max_examples=sized(37, 750), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(st.data())
def test_a_save_changes_what_was_changed_and_nothing_else(data):
    """Over every sample file: other keys, remarks, the text; the field then shows what was typed."""
    path = data.draw(st.sampled_from(FILES))
    placed = SourceFile(file=File(path=path.name, disk=path.name), role=role_of(path))
    raw, table = path.read_bytes(), TABLES[role_of(path)]
    before = read_document(HeldText(raw), placed)
    if before.rejected or before.twice:
        return
    words = FieldWords(say=FRENCH, names=lambda _: ())
    field = data.draw(st.sampled_from([one for one in fields(table, before, words) if one.kind != "kept"]))
    key = table[field.name]
    old = next((before.data[one] for one in key.names if one in before.data), None)
    said = typed(field, data.draw)
    value = written(key, said, old, before.spelled)
    try:
        after_raw = changed(raw, placed, [(key, value)])
    except UnwritableKeyError:
        return
    after = read_document(HeldText(after_raw), placed)
    name = next((one for one in key.names if one in before.data), key.names[0])
    assert {**before.data, name: None} == {**after.data, name: None}
    assert before.text.strip() == after.text.strip()
    for remark in REMARK.findall(before.above):
        assert remark.strip() in after_raw.decode("utf-8", "replace"), remark
    assert (after.data.get(name) or None) == (folded(value) or None)
    untouched = changed(after_raw, placed, [(key, value)])
    assert untouched == after_raw


def test_every_sample_file_has_a_form():
    """No field of a valid file is out of reach: what the form leaves alone is named here."""
    left = set()
    words = FieldWords(say=FRENCH, names=lambda _: ())
    for path in sorted((ROOT / "portfolios").rglob("*.md")):
        placed = SourceFile(file=File(path=path.name, disk=path.name), role=role_of(path))
        document = read_document(HeldText(path.read_bytes()), placed)
        left |= {one.name for one in fields(TABLES[role_of(path)], document, words) if one.kind == "kept"}
    assert left == set()
