"""What came from anybody: found whatever holds it, refused before it costs anything."""

import io
import zipfile
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.folders import contents
from tests.unit.handing.classes import PEOPLE, renamed, written, zipped
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.opening import opened
from vitrail.doors.handing.arrivals import Arrival, NoArrival, arrivals
from vitrail.doors.handing.comparing import compare
from vitrail.doors.handing.exchange import Exchange, record_in
from vitrail.doors.handing.receiving import called, receive
from vitrail.doors.handing.taking import take

STUDENTS = [Student(slug=f"folder-{n}", last_name=last, first_name=first) for n, (last, first) in enumerate(PEOPLE)]
HOME = b"---\nnom: Moreau\npr\xc3\xa9nom: L\xc3\xa9a\n---\n"


@pytest.mark.parametrize(("number", "person"), list(enumerate(PEOPLE)))
def test_a_name_that_an_ent_wrote_names_one_student(number, person):
    """Whatever it put around it, for each of the six ways and each of the twelve."""
    last, first = person
    for way in range(6):
        parts = renamed(way, last, first, "travail.zip").split("/")
        named = [found for part in parts if (found := called(part, STUDENTS))]
        assert all(found == [STUDENTS[number]] for found in named)
        assert named or way == 4


def test_two_who_share_their_whole_name_are_not_told_apart_by_it():
    """Their hand-ins are told, and go to neither."""
    twins = [Student(slug=slug, last_name="Martin", first_name="Paul") for slug in ("martin-paul", "martin-paul-2")]
    assert called("Martin Paul_12_assignsubmission_file_", twins) == twins


def test_a_folder_that_says_more_than_a_name_tells_two_homonyms_apart():
    """A word is somebody's; a number after a name is a copy's."""
    twins = [Student(slug=slug, last_name="Martin", first_name="Paul") for slug in ("martin-paul", "martin-paul-slam")]
    assert called("rendu-martin-paul-slam (1).zip", twins) == twins[1:]
    assert called("Martin Paul 2.zip", twins) == twins


def refused(folder, students, *hand_ins):
    """Hand in, each under a name and with an option; give why each is refused, empty for one that is taken."""
    home = "---\nnom: Moreau\nprénom: Léa\noption: {option}\n---\n"
    files = {name: zipped({"index.md": home.format(option=option).encode()}) for name, option in hand_ins}
    cohort = Cohort(slug="2025-2027", name="", students=students)
    told = {one.place: str(one.refused or "") for one in receive(written(folder, files), folder / "ecole", cohort)}
    return [told[name] for name, _ in hand_ins]


def test_whoever_uploads_another_s_hand_in_is_refused_where_moodle_gives_no_folders(tmp_path):
    """One name then says who uploaded and what the file was called: they are two voices, which must agree."""
    name = "Hugo Lefèvre_4102_assignsubmission_file_rendu-moreau-lea.zip"
    hugo = Student(slug="lefevre-hugo", last_name="Lefèvre", first_name="Hugo")
    lea = Student(slug="moreau-lea", last_name="Moreau", first_name="Léa")
    assert "pas à la même personne" in refused(tmp_path, (hugo, lea), (name, "SISR"))[0]
    assert not refused(tmp_path, (hugo, lea), (name.replace("Hugo Lefèvre", "MOREAU Léa"), "SISR"))[0]


@pytest.mark.parametrize("options", [(None, "SLAM"), ("SISR", None), (None, None), ("SISR", "SISR")])
def test_nobody_guesses_between_two_homonyms_of_whom_one_has_no_option_of_their_own(tmp_path, options):
    """« The other has SLAM » does not say whose a hand-in without an option is, nor one that says SISR."""
    slugs = zip(("moreau-lea", "moreau-lea-2"), options, strict=True)
    twins = tuple(Student(slug=slug, last_name="Moreau", first_name="Léa", option=option) for slug, option in slugs)
    name = "Moreau Léa_4100_assignsubmission_file_rendu-moreau-lea.zip"
    for said in ("SISR", "SLAM", "", "à choisir"):
        assert "plusieurs étudiants" in refused(tmp_path, twins, (name, said))[0]


def test_a_zip_that_would_fill_the_disk_is_refused_by_what_it_says():
    """Neither its bytes nor its list of files is read first."""
    raw = zipped({f"{n}.md": b"\0" * 100_000 for n in range(20)}, compression=zipfile.ZIP_DEFLATED)
    for budget in (Allowance(size=1_999_999), Allowance(members=19)):
        with pytest.raises(UnopenedError):
            opened(io.BytesIO(raw), budget)
    place = raw.rindex(b"PK\x05\x06") + 12
    with pytest.raises(UnopenedError):
        opened(io.BytesIO(raw[:place] + b"\xff\xff\xff\x7f" + raw[place + 4 :]), Allowance())


def test_a_file_that_is_longer_than_it_says_is_cut_there_and_refused(tmp_path):
    """A zip that lies of a size does not fill the memory."""
    raw = bytearray(zipped({"index.md": HOME + b"\0" * 5_000_000}, compression=zipfile.ZIP_DEFLATED))
    size = (len(HOME) + 5_000_000).to_bytes(4, "little")
    assert raw.count(size) == 2
    (tmp_path / "lie.zip").write_bytes(raw.replace(size, (60).to_bytes(4, "little")))
    (found,) = arrivals(tmp_path / "lie.zip")
    assert isinstance(found, NoArrival)


def test_names_are_read_as_each_program_writes_them():
    """Windows' code page, backslashes, the Mac's UTF-8 that says nothing of it."""
    for name, raw in (
        ("Présentation.md", "Présentation.md".encode("cp850")),
        ("Présentation.md", "Présentation.md".encode()),
    ):
        held = zipped({"X" * len(raw): b"x"}).replace(b"X" * len(raw), raw)
        assert list(opened(io.BytesIO(held), Allowance()).files) == [name]
    held = zipped({"a/b.md": b"x"}).replace(b"a/b.md", b"a\\b.md")
    assert list(opened(io.BytesIO(held), Allowance()).files) == ["a/b.md"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_hand_in_or_a_reason(tmp_path_factory, raw):
    """Nothing else is raised, be it a zip that was cut and changed anywhere."""
    base = zipped({"lea/index.md": HOME, "lea/realisations/a.md": b"x" * 200})
    path = tmp_path_factory.mktemp("any") / "x.zip"
    cut = len(raw) * 7 % len(base)
    path.write_bytes(base[:cut] + raw + base[cut + len(raw) % 50 :])
    for one in arrivals(path):
        assert isinstance(one, (Arrival, NoArrival))


NAMES = st.sampled_from(["a.md", "b.md", "c/d.md"])
EDITS = st.lists(
    st.tuples(st.sampled_from(["author", "team"]), NAMES, st.sampled_from(["", "1", "2", "3"])), max_size=6
)


def taken_in(bag, folder):
    """Take a zip into a folder; say whether anything was to be done."""
    for came in arrivals(bag):
        change = compare(folder, came, ())
        if change is not None:
            take(change)
        return change is not None
    return None


def edited(folders, edits):
    """Write or remove what each side does."""
    for who, name, said in edits:
        place = folders[who] / name
        if said:
            written(folders[who], {name: f"{who} {said}"})
        else:
            place.unlink(missing_ok=True)


@given(st.lists(st.tuples(EDITS, st.booleans()), min_size=1, max_size=5))
def test_nothing_that_either_side_wrote_last_is_ever_lost(tmp_path_factory, rounds):
    """Any edits of both sides, hand-ins that are taken or not, in any order: a second time changes nothing."""
    base = tmp_path_factory.mktemp("sides")
    mine, team = written(base / "mine", {"index.md": HOME}), written(base / "team", {"index.md": b"team 0"})
    record, bag = Exchange(), base / "x.zip"
    for edits, handed in rounds:
        edited({"author": mine, "team": team}, edits)
        files = contents(mine)
        sums = {path: sha256(raw).hexdigest() for path, raw in files.items()}
        record = record.followed(sums)
        bag.write_bytes(zipped({**files, ".rendu.json": record.dumped()}))
        if handed:
            known, before = record_in(team) or Exchange(), contents(team)
            taken_in(bag, team)
            after = contents(team)
            own = {path: raw for path, raw in before.items() if raw.startswith(b"team")}
            assert {path: after.get(path) for path in own} == own
            for path, raw in files.items():
                assert raw in after.values() or sums[path] in known.knew(path)
            assert taken_in(bag, team) is False
            assert contents(team) == after
