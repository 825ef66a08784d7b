"""What is asked is remembered once, for as long as nothing that it came from moves."""

import gc
import os
import weakref
from copy import deepcopy
from itertools import count

import pytest

from vitrail.ground.memo import files as disk
from vitrail.ground.memo.crew import fork, spread
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import CycleError, question, transient
from vitrail.ground.memo.shelf import AnswerShelf

ran = []
DATES = count(1)


@question(str)
def first_line(memo, group, name):
    """Return the first line of a file."""
    ran.append(f"first_line {name}")
    return memo.read(f"{group}/{name}").decode().partition("\n")[0]


@transient(lambda names: "\n".join(names).encode(), part=1)
def names_in(memo, group):
    """List a folder."""
    ran.append(f"names_in {group}")
    return sorted(one.name for one in memo.names().listing.get(f"{group}/") or ())


@question(list[str], part=1)
def lines_in(memo, group):
    """Gather the first lines of a folder."""
    ran.append(f"lines_in {group}")
    return [first_line(memo, group, name) for name in names_in(memo, group)]


@question(int, part=0)
def longest(memo):
    """Return the length of the longest first line."""
    ran.append("longest")
    return max((len(line) for group in ("a", "b") for line in lines_in(memo, group)), default=0)


@question(str)
def ping(memo, word):
    """Ask itself, by another."""
    return pong(memo, word)


@question(str)
def pong(memo, word):
    """Ask who asked."""
    return ping(memo, word)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Two folders with two files each, written long ago."""
    monkeypatch.setattr(disk, "_RECENT", -1_000_000_000)
    for path in ("a/1", "a/2", "b/1", "b/2"):
        write(tmp_path / "files", path, f"{path}\nun texte\n")
    ran.clear()
    return tmp_path


def write(root, path, text):
    """Write a file, dated as the system likes."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    os.utime(root / path, ns=(next(DATES),) * 2)  # two writings of one tick of the system's clock would bear one date


def opened(root, key=b"k", program="1"):
    """Begin as another process would."""
    shelf = AnswerShelf(root / "shelf", key, program)
    return Memo(SourceFiles(root / "files", shelf.known()), shelf)


def asked(memo):
    """Ask for everything; give the answer and what ran for it."""
    ran.clear()
    return longest(memo), list(ran)


def kept(root):
    """Ask for everything once, and keep it."""
    memo = opened(root)
    longest(memo)
    memo.close()


def test_what_did_not_move_is_not_asked_again_and_reads_no_file_of_the_school(root, monkeypatch):
    """Its trace is enough."""
    kept(root)
    memo = opened(root)
    monkeypatch.setattr(SourceFiles, "read", None)
    assert asked(memo) == (3, [])


def test_a_text_below_the_first_line_stops_at_the_question_that_read_it(root):
    """It answers the same: nobody who asked it runs."""
    kept(root)
    write(root / "files", "b/1", "b/1\nun autre texte\n")
    assert asked(opened(root)) == (3, ["first_line 1"])


def test_a_first_line_goes_as_far_as_it_changes_something(root):
    """The other folder is not looked at."""
    kept(root)
    write(root / "files", "b/1", "une longue ligne\n")
    assert asked(opened(root)) == (16, ["first_line 1", "lines_in b", "names_in b", "longest"])


def test_a_new_file_is_found_by_who_listed_its_folder(root):
    """And a file that is taken away."""
    kept(root)
    write(root / "files", "a/3", "trois mots ici\n")
    memo = opened(root)
    assert asked(memo) == (14, ["names_in a", "lines_in a", "first_line 3", "longest", "names_in b"])
    (root / "files/a/3").unlink()
    memo.turn()
    assert asked(memo)[0] == 3


def test_a_part_that_another_process_wrote_is_believed_from_its_line(root):
    """An edit is paid once, by whoever asks first."""
    kept(root)
    write(root / "files", "b/1", "une longue ligne\n")
    kept(root)
    assert asked(opened(root)) == (16, [])


def test_a_question_that_asks_itself_tells_the_way(root):
    """Whoever wrote it sees where it turns."""
    with pytest.raises(CycleError, match=r"^ping x → pong x → ping x$"):
        ping(opened(root), "x")


def test_a_file_that_cannot_be_read_raises_as_it_would_and_is_asked_again_once_it_can(root):
    """What the system refuses is what the answer depends on."""

    @question(str, part=0)
    def or_nothing(memo):
        try:
            return memo.read("a/9").decode()
        except FileNotFoundError:
            return "rien"

    memo = opened(root)
    assert or_nothing(memo) == "rien"
    memo.close()
    write(root / "files", "a/9", "neuf")
    assert or_nothing(opened(root)) == "neuf"


def test_a_file_written_while_it_is_read_twice_deceives_nobody_later(root):
    """Each question depends on the bytes that it had, whatever the file held before and holds again."""

    @question(str, part=0)
    def before(memo):
        return memo.read("a/1").decode()

    @question(str, part=0)
    def after(memo):
        return memo.read("a/1").decode()

    memo = opened(root)
    before(memo)
    write(root / "files", "a/1", "ailleurs")
    assert after(memo) == "ailleurs"
    memo.close()
    for text in ("ailleurs", "a/1\nun texte\n"):
        write(root / "files", "a/1", text)
        memo = opened(root)
        assert (before(memo), after(memo)) == (text, text)


@pytest.mark.parametrize("by", ["this process", "a worker"])
@pytest.mark.parametrize("saved", [None, ["a/1"]])
def test_a_file_written_while_it_is_read_twice_is_asked_again_by_a_process_that_stays(root, by, saved):
    """Nothing moves any more when it looks: what was answered of the first bytes would stay for ever."""

    @question(str, part=0)
    def early(memo):
        return memo.read("a/1").decode()

    @question(str, part=1)
    def late(memo, _word):
        return memo.read("a/1").decode()

    memo = opened(root)
    early(memo)
    write(root / "files", "a/1", "ailleurs")
    if by == "a worker":
        fork(memo, late, [("u",), ("v",)], Alone())
    assert late(memo, "u") == "ailleurs"
    memo.turn(saved)
    assert (early(memo), late(memo, "u")) == ("ailleurs", "ailleurs")


def test_a_file_written_a_moment_ago_is_read_again(root, monkeypatch):
    """Another writing could bear the same date."""
    monkeypatch.setattr(disk, "_RECENT", 3_000_000_000)
    memo = opened(root)
    longest(memo)
    assert not memo.files.known


@pytest.mark.skipif(os.name != "posix", reason="a system that does not date every change is never believed")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_of_the_same_size_and_date_is_read_when_it_was_written(root, replaced):
    """Whoever sets its date back, or puts another in its place, moves the date of the entry."""
    kept(root)
    path = root / "files/a/1"
    status = path.stat()
    while path.stat().st_ctime_ns == status.st_ctime_ns:  # a system may date by ticks of some milliseconds
        if replaced:
            write(root, "beside", "A/2\nun texte\n")
            (root / "beside").replace(path)
        else:
            write(root / "files", "a/1", "A/2\nun texte\n")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert asked(opened(root))[1] == ["first_line 1", "lines_in a", "names_in a", "longest"]


@pytest.mark.parametrize(("key", "program"), [(b"another machine", "1"), (b"k", "2")])
def test_what_another_machine_or_another_version_wrote_is_as_good_as_nothing(root, key, program):
    """A cache may come from anywhere."""
    kept(root)
    assert len(asked(opened(root, key, program))[1]) == 9


@pytest.mark.parametrize("damage", ["flip", "cut", "swap"])
def test_whatever_byte_is_damaged_the_answers_are_those_of_the_files(root, damage):
    """Each byte of each file in turn: a trace, an answer, a line, what is known of the files; or each pair, swapped."""
    kept(root)
    files = sorted((root / "shelf").iterdir())
    for path in files:
        raw = path.read_bytes()
        for at in range(len(files) if damage == "swap" else len(raw)):
            other = files[at % len(files)]
            was = other.read_bytes()
            match damage:
                case "flip":
                    path.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :])
                case "cut":
                    path.write_bytes(raw[:at])
                case "swap":
                    path.write_bytes(was)
                    other.write_bytes(raw)
            memo = opened(root)
            assert [longest(memo), *lines_in(memo, "a"), first_line(memo, "b", "2")] == [3, "a/1", "a/2", "b/2"]
            other.write_bytes(was)
            path.write_bytes(raw)


def test_what_no_part_holds_any_more_is_swept_and_the_rest_is_still_believed(root):
    """An older writing of a part, and whatever else lies there."""
    kept(root)
    write(root / "files", "b/1", "une longue ligne\n")
    kept(root)
    write(root / "shelf", "autre", "chose")
    before = len(list((root / "shelf").iterdir()))
    opened(root).shelf.sweep()
    assert len(list((root / "shelf").iterdir())) < before
    assert not (root / "shelf/autre").exists()
    assert asked(opened(root)) == (16, [])


def test_beyond_the_limit_the_parts_that_were_asked_longest_ago_are_forgotten(root, monkeypatch):
    """The others are still known."""
    kept(root)
    memo = opened(root)
    lines_in(memo, "b")
    sizes = {part: row.size for part, row in memo.shelf.table.items()}
    monkeypatch.setattr("vitrail.ground.memo.shelf.LIMIT", sum(size for part, size in sizes.items() if part[:1] == "b"))
    write(root / "files", "b/2", "b/2\nautrement\n")
    memo.turn()
    lines_in(memo, "b")
    memo.close()
    assert set(opened(root).shelf.table) < set(sizes)
    ran.clear()
    assert lines_in(opened(root), "b") == ["b/1", "b/2"]
    assert ran == []


def test_an_answer_that_nobody_asks_any_more_is_forgotten_in_time(root, monkeypatch):
    """What a page that was renamed answered does not stay for ever."""
    monkeypatch.setattr("vitrail.ground.memo.shelf._IDLE", 2)
    kept(root)
    for number in range(4):
        write(root / "files", "a/1", f"{number}\n")
        memo = opened(root)
        first_line(memo, "a", "1")
        lines_in(memo, "a")
        memo.close()
    assert {"first_line\0b\0001"} <= set(opened(root).shelf.table.traces("b\0001"))
    for number in range(5):
        write(root / "files", "a/1", f"{number}!\n")
        write(root / "files", f"a/{number + 5}", "de plus\n")
        memo = opened(root)
        names_in(memo, "a")
        first_line(memo, "a", "1")
        memo.close()
    assert "lines_in\0a" not in opened(root).shelf.table.traces("a")


def test_a_shelf_goes_as_soon_as_nobody_holds_it(tmp_path):
    """The table of a school would wait, build after build, for somebody to look for circles."""
    gc.disable()
    try:
        shelf = AnswerShelf(tmp_path, b"key", "1")
        assert not shelf.known()
        assert not shelf.table
        gone = weakref.ref(shelf)
        del shelf
        assert gone() is None
    finally:
        gc.enable()


def test_a_disk_that_refuses_costs_the_next_run_its_time(root, monkeypatch):
    """Nothing is raised, and nothing half written is believed."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vitrail.ground.memo.signed.write_whole", full)
    kept(root)
    monkeypatch.undo()
    assert len(asked(opened(root))[1]) == 9


def test_a_turn_looks_at_the_files_that_are_named_and_at_all_when_one_of_them_is_new(root):
    """Who writes names what was saved; the others are seen at the next whole look."""
    memo = opened(root)
    longest(memo)
    write(root / "files", "a/1", "une longue ligne\n")
    write(root / "files", "b/1", "une ligne bien plus longue\n")
    memo.turn(["a/1"])
    assert asked(memo)[0] == 16
    write(root / "files", "a/3", "neuf\n")
    memo.turn(["a/3"])
    assert asked(memo)[0] == 26
    (root / "files/b/1").unlink()
    memo.turn(["b/1"])
    assert asked(memo)[0] == 16


@transient(str.encode, inner=True)
def whole_text(memo, group, name):
    """Return a file."""
    ran.append(f"whole_text {group}/{name}")
    return memo.read(f"{group}/{name}").decode()


def test_what_files_say_is_held_of_one_part_at_a_time(root):
    """A process that reads a whole school does not end with all of its texts in memory."""
    memo = opened(root)
    for name in ("1", "1", "2", "1"):
        whole_text(memo, "a", name)
    assert ran == ["whole_text a/1", "whole_text a/2", "whole_text a/1"]


class Alone:
    """A crew that answers in this process what it would in others."""

    jobs = 2

    def __init__(self, dead=()):
        self.dead = dead

    def spread(self, work, items, lost, _):
        """Answer, but for those whose worker dies."""
        for item in items:
            yield lost(item) if item in self.dead else work(item)

    def ahead(self, work, items):
        """Answer as a worker that was forked would, until one dies."""
        for item in items:
            if item in self.dead:
                return
            memo = Memo(work.args[0].files, deepcopy(work.args[0].shelf))
            yield work.func(memo, *work.args[1:], item)


@pytest.mark.parametrize("dead", [(), (("a",),)])
def test_what_workers_answered_is_read_back_and_what_they_did_not_is_asked_here(root, dead):
    """A worker that dies costs time alone."""
    memo = opened(root)
    spread(memo, lines_in, [("a",), ("b",)], Alone(dead))
    answer, again = asked(memo)
    assert answer == 3
    assert [one for one in again if one.startswith("lines_in")] == [f"lines_in {one[0]}" for one in dead]
    memo.close()
    assert asked(opened(root)) == (3, [])


@pytest.mark.parametrize("dead", [(), (("b",),)])
def test_forked_workers_answer_ahead_of_who_asks(root, dead):
    """What they answered is read from the parts that they wrote; after a death, the rest is asked here."""
    memo = opened(root)
    fork(memo, lines_in, [("a",), ("b",)], Alone(dead))
    answer, again = asked(memo)
    assert answer == 3
    assert [one for one in again if one.startswith("lines_in")] == [f"lines_in {one[0]}" for one in dead]


def test_what_forked_workers_answered_is_believed(root, monkeypatch):
    """They knew all that this process knows: nothing that their answers come from is looked at again."""
    memo = opened(root)
    fork(memo, lines_in, [("a",), ("b",)], Alone())
    monkeypatch.setattr(Memo, "_holding", None)
    monkeypatch.setattr(Memo, "_run", None)
    assert lines_in(memo, "a") == ["a/1", "a/2"]


def test_files_that_did_not_move_are_known_without_asking_for_each(root, monkeypatch):
    """Their digests are told when the memo opens; the answers that come from them are compared in one go."""
    kept(root)
    monkeypatch.setattr(SourceFiles, "digest", None)
    assert asked(opened(root)) == (3, [])


def test_a_process_that_stays_forgets_its_answers_and_reads_back_what_it_needs(root):
    """What a save moves is asked again, as if nothing had been forgotten."""
    memo = opened(root)
    asked(memo)
    answer = lines_in(memo, "a")
    memo.save()
    memo.rest()
    ran.clear()
    assert lines_in(memo, "a") == answer
    assert lines_in(memo, "a") is not answer
    assert not ran
    write(root / "files", "b/1", "une longue ligne\n")
    memo.turn()
    assert asked(memo) == (16, ["first_line 1", "lines_in b", "names_in b", "longest"])


def test_what_forked_workers_answered_is_doubted_when_a_file_that_they_alone_read_moves(root):
    """Their traces name what they asked beyond their part, and this process may know nothing of what that came from."""
    memo = opened(root)
    fork(memo, lines_in, [("a",), ("b",)], Alone())
    assert asked(memo)[0] == 3
    write(root / "files", "b/1", "une longue ligne\n")
    memo.turn(["b/1"])
    assert asked(memo)[0] == 16


@question(str, part=0)
def greeted(memo):
    """Answer from what the run was told."""
    return memo.input("name") or "nobody"


def test_traces_are_believed_at_once_less_what_comes_from_a_file_that_moved(root, monkeypatch):
    """The other folder is not even compared with what it comes from."""
    kept(root)
    write(root / "files", "b/1", "une longue ligne\n")
    memo = opened(root)
    assert memo.moved == {"b\x001"}
    memo.verify()
    with monkeypatch.context() as patch:
        patch.setattr(Memo, "_holding", None)
        assert lines_in(memo, "a") == ["a/1", "a/2"]
    assert asked(memo) == (16, ["first_line 1", "lines_in b", "names_in b", "longest"])


def test_what_was_in_doubt_stands_again_once_what_moved_has_answered_as_before(root):
    """However far above: it is verified when it is asked, and runs nothing but that."""
    kept(root)
    write(root / "files", "b/1", "b/1\nun autre texte\n")
    memo = opened(root)
    memo.verify()
    ran.clear()
    assert longest(memo) == 3
    assert ran == ["first_line 1"]


def test_a_run_that_is_told_something_else_than_the_last_one_answers_by_that(root):
    """Before or after it believed what the last one wrote; told nothing, nothing is what it knows."""
    memo = opened(root)
    memo.set_input("name", "Zoé")
    assert greeted(memo) == "Zoé"
    memo.close()
    for told in ("Zoé", "Léo", None):
        for early in (True, False):
            memo = opened(root)
            if early:
                memo.set_input("name", told)
            memo.verify()
            memo.set_input("name", told)
            assert greeted(memo) == (told or "nobody")


@question(str, part=0)
def weighed(memo, path):
    """Answer from the size of a file, and read it."""
    size = memo.size(path)
    return f"{size} {len(memo.read(path))}"


@pytest.mark.parametrize("text", ["plus long\n", "b/1\nautrement\n"[:13]])
def test_a_file_that_is_written_between_the_look_and_the_reading_is_weighed_again(root, text):
    """What it was when it was looked at is not believed again."""
    memo = opened(root)
    was = memo.files.size("a/1")
    write(root / "files", "a/1", text)
    assert weighed(memo, "a/1") == f"{was} {len(text)}"
    memo.close()
    again = opened(root)
    again.verify()
    assert weighed(again, "a/1") == f"{len(text)} {len(text)}"
