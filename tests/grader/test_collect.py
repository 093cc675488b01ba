"""Collecting: whatever a platform or a stranger calls a file, each one gets to its learner."""

import gzip
import io
import json
import os
import stat
import struct
import tarfile
import zipfile

import pytest

from course.errors import CourseError
from grader.collect import collect
from grader.coursedir import CourseDir
from grader.unpack import MB, Bounds

NOTEBOOKS = ("cat_classifier", "numpy_basics")
SMALL = Bounds(file_bytes=2 * MB, archive_bytes=4 * MB, total_bytes=20 * MB, entries=50, ratio=100)


@pytest.fixture
def course(tmp_path):
    """A course directory with two notebooks released, and nothing handed in."""
    root = tmp_path / "course"
    (root / "release" / "week9").mkdir(parents=True)
    for name in NOTEBOOKS:
        (root / "release" / "week9" / f"{name}.ipynb").write_text("{}")
    (root / "grader.toml").write_text('content = "."\ndb_url = "sqlite://"\ncourse_id = "c"\n')
    (root / ".grader-secret").write_text("00" * 32)
    return CourseDir(root, tmp_path, b"", "sqlite://", "c")


def zipped(files, **how):
    """Return the bytes of a zip; `files` maps names to text or bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(*members):
    """Return the bytes of a tar of (TarInfo, bytes or None)."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info, data in members:
            if data is not None:
                info.size = len(data)
            archive.addfile(info, None if data is None else io.BytesIO(data))
    return packed.getvalue()


def deliver(tmp_path, files, name="delivery.zip"):
    """Write a zip of `files`, or the bytes that are given; return its path."""
    path = tmp_path / name
    path.write_bytes(files if isinstance(files, bytes) else zipped(files))
    return path


def submitted(course):
    """Return what was collected: ``learner/notebook`` -> text."""
    root = course.root / "submitted"
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            learner, week, name = path.relative_to(root).parts
            assert week == "week9"
            found[f"{learner}/{name.removesuffix('.ipynb')}"] = path.read_text()
    return found


NAMES = {
    "Moodle, a folder each": {
        "Ann Smith_1234567_assignsubmission_file_/cat_classifier.ipynb": "ann-smith/cat_classifier",
        "Bob Jones_7654321_assignsubmission_file_/numpy_basics.ipynb": "bob-jones/numpy_basics",
    },
    "Moodle, flat": {
        "Ann Smith_1234567_assignsubmission_file_cat_classifier.ipynb": "ann-smith/cat_classifier",
        "Bob Jones_7654321_assignsubmission_file_cat_classifier.ipynb": "bob-jones/cat_classifier",
    },
    "Moodle, spaces made underscores, in a folder around all": {
        "course-week9/Ann_Smith_123_assignsubmission_file_/numpy_basics.ipynb": (
            "ann-smith/numpy_basics"
        ),
        "course-week9/Bob_456_assignsubmission_file_/a/b/numpy_basics.ipynb": "Bob/numpy_basics",
    },
    "Moodle, names hidden": {
        "Participant_11_assignsubmission_file_/cat_classifier.ipynb": (
            "Participant-11/cat_classifier"
        ),
    },
    "Canvas": {
        "smithann_123_456789_cat_classifier.ipynb": "smithann-123/cat_classifier",
        "jonesbob_LATE_124_456790_cat_classifier-1.ipynb": "jonesbob-124/cat_classifier",
    },
    "learners, a folder each": {
        "ann/cat_classifier.ipynb": "ann/cat_classifier",
        "ann/numpy_basics.ipynb": "ann/numpy_basics",
        "bob.smith@uni.example/week9/cat_classifier.ipynb": "bob.smith@uni.example/cat_classifier",
    },
    "learners, their name before or after": {
        "ann_cat_classifier.ipynb": "ann/cat_classifier",
        "cat_classifier_bob.ipynb": "bob/cat_classifier",
        "cyd-numpy_basics (1).ipynb": "cyd/numpy_basics",
        "week9_cat_classifier_dan.ipynb": "dan/cat_classifier",
    },
    "learners, in a folder around all": {
        "handed in/ann/cat_classifier.ipynb": "ann/cat_classifier",
        "handed in/bob_cat_classifier.ipynb": "bob/cat_classifier",
    },
    "learners, in a folder around each notebook": {
        "cat_classifier/ann/cat_classifier.ipynb": "ann/cat_classifier",
        "numpy_basics/ann/numpy_basics.ipynb": "ann/numpy_basics",
    },
    "one learner alone": {"ann/work/cat_classifier.ipynb": "ann/cat_classifier"},
    "spelled otherwise": {
        "ann/Cat Classifier.ipynb": "ann/cat_classifier",
        "bob/cat_classifier_final_v2.IPYNB": "bob/cat_classifier",
        "cyd/cyd_cat-classifier.ipynb": "cyd/cat_classifier",
    },
    "names from everywhere": {
        "Zoë O’Brien-Díaz_1_assignsubmission_file_/cat_classifier.ipynb": (
            "zoë-obrien-díaz/cat_classifier"
        ),
        "李小龙_2_assignsubmission_file_/cat_classifier.ipynb": "李小龙/cat_classifier",
        "O'Neil  Ann 🐱_3_assignsubmission_file_/cat_classifier.ipynb": "oneil-ann/cat_classifier",
    },
}


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_every_form_of_name_is_understood(course, tmp_path, form, packed):
    path = deliver(tmp_path, {name: name for name in NAMES[form]})
    if not packed:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "folder")
        path = tmp_path / "folder"
    done = collect(course, path, "week9")
    assert submitted(course) == {place: name for name, place in NAMES[form].items()}
    assert (done.not_recognised, done.refused, done.remarks) == ([], [], [])


def test_an_archive_for_each_learner_is_opened(course, tmp_path):
    tar = tarred((tarfile.TarInfo("work/cat_classifier.ipynb"), b"cyd"))
    path = deliver(
        tmp_path,
        {
            "Ann Smith_1_assignsubmission_file_/homework.zip": zipped(
                {"inner.zip": zipped({"cat_classifier.ipynb": "ann"})}
            ),
            "jonesbob_2_3_homework-1.zip": zipped({"x/numpy_basics.ipynb": "bob"}),
            "cyd.tar.gz": gzip.compress(tar),
            "dan_cat_classifier.ipynb.gz": gzip.compress(b"dan"),
        },
    )
    done = collect(course, path, "week9")
    assert submitted(course) == {
        "ann-smith/cat_classifier": "ann",
        "jonesbob-2/numpy_basics": "bob",
        "cyd/cat_classifier": "cyd",
        "dan/cat_classifier": "dan",
    }
    assert done.refused == []


def test_the_latest_upload_counts(course, tmp_path):
    names = ["cat_classifier.ipynb", "cat_classifier-1.ipynb", "cat_classifier-2.ipynb"]
    files = {f"smithann_5_700_{name}": name for name in names}
    files |= {"jonesbob_6_900_cat_classifier-1.ipynb": "older"}
    files |= {"jonesbob_6_901_cat_classifier_final.ipynb": "newer"}
    done = collect(course, deliver(tmp_path, files), "week9")
    assert submitted(course) == {
        "smithann-5/cat_classifier": "cat_classifier-2.ipynb",
        "jonesbob-6/cat_classifier": "newer",
    }
    assert len(done.remarks) == 2


def test_what_the_platform_calls_late_is_told(course, tmp_path):
    path = deliver(tmp_path, {"smithann_LATE_5_700_cat_classifier.ipynb": "x"})
    assert collect(course, path, "week9").late == ["smithann-5"]


def test_nobody_hands_in_for_somebody_else(course, tmp_path):
    """What lies below the platform's own name was named by the learner."""
    forged = {
        "bob/cat_classifier.ipynb": "forged",
        "Bob Jones_2_assignsubmission_file_/numpy_basics.ipynb": "forged",
    }
    path = deliver(
        tmp_path,
        {
            "Bob Jones_2_assignsubmission_file_/cat_classifier.ipynb": "bob's",
            "Eve_3_assignsubmission_file_/work.zip": zipped(forged),
        },
    )
    collect(course, path, "week9")
    assert submitted(course) == {
        "bob-jones/cat_classifier": "bob's",
        "Eve/cat_classifier": "forged",
        "Eve/numpy_basics": "forged",
    }


def test_two_people_of_one_name_are_kept_apart_and_stay_so(course, tmp_path):
    def folder(number):
        return f"Ann Smith_{number}_assignsubmission_file_/cat_classifier.ipynb"

    done = collect(course, deliver(tmp_path, {folder(1): "one", folder(2): "two"}), "week9")
    both = {"ann-smith-1/cat_classifier": "one", "ann-smith-2/cat_classifier": "two"}
    assert submitted(course) == both
    assert "ann-smith-1" in done.remarks[0]
    assert "ann-smith-2" in done.remarks[0]
    done = collect(course, deliver(tmp_path, {folder(3): "three", folder(1): "one"}), "week9")
    assert submitted(course) == both | {"ann-smith-3/cat_classifier": "three"}
    assert done.unchanged == [("ann-smith-1", "cat_classifier")]


def test_a_later_delivery_does_not_take_a_namesake_for_the_first_one(course, tmp_path):
    first = {"Ann Smith_1_assignsubmission_file_/cat_classifier.ipynb": "one"}
    collect(course, deliver(tmp_path, first), "week9")
    second = {"Ann Smith_2_assignsubmission_file_/cat_classifier.ipynb": "two"}
    done = collect(course, deliver(tmp_path, second), "week9", update=True)
    assert submitted(course) == {
        "ann-smith/cat_classifier": "one",
        "ann-smith-2/cat_classifier": "two",
    }
    assert "ann-smith" in done.remarks[0]


def test_a_folder_named_with_a_known_id_means_its_owner(course, tmp_path):
    first = {"Ann Smith_1_assignsubmission_file_/cat_classifier.ipynb": "one"}
    collect(course, deliver(tmp_path, first), "week9")
    collect(course, deliver(tmp_path, {"ann-smith/numpy_basics.ipynb": "by mail"}), "week9")
    assert submitted(course) == {
        "ann-smith/cat_classifier": "one",
        "ann-smith/numpy_basics": "by mail",
    }


@pytest.mark.parametrize(
    "names",
    [("Ann", "ann"), ("ann!", "ann?"), ("ann🐱", "ann"), ("é", "e\u0301x"), ("🐱", "🐶")],
    ids=ascii,
)
def test_learners_whose_names_are_nearly_the_same_never_share_a_folder(course, tmp_path, names):
    files = {f"{name}/cat_classifier.ipynb": name for name in names}
    collect(course, deliver(tmp_path, files), "week9")
    found = submitted(course)
    assert sorted(found.values()) == sorted(names)
    folders = {place.split("/")[0].casefold() for place in found}
    assert len(folders) == 2


def test_a_very_long_name_becomes_a_short_one_of_its_own(course, tmp_path):
    files = {f"{'ann ' * 50}{end}/cat_classifier.ipynb": end for end in "ab"}
    collect(course, deliver(tmp_path, files), "week9")
    assert sorted(submitted(course).values()) == ["a", "b"]
    assert all(len(place) < 100 for place in submitted(course))


@pytest.mark.parametrize(
    "files",
    [
        {"one/ann/cat_classifier.ipynb": "a", "one/bob/numpy_basics.ipynb": "b"},
        {"one/ann_cat_classifier.ipynb": "a", "one/bob_numpy_basics.ipynb": "b"},
    ],
    ids=["folders", "files"],
)
def test_a_folder_of_several_peoples_work_is_nobodys(course, tmp_path, files):
    done = collect(course, deliver(tmp_path, files | {"x/cat_classifier.ipynb": "x"}), "week9")
    assert submitted(course) == {"x/cat_classifier": "x"}
    assert "several people" in done.refused[0]
    assert sorted(done.not_recognised) == sorted(files)


BOB = {"bob/cat_classifier.ipynb": "bob"}


def test_of_two_files_with_equal_claims_neither_is_taken(course, tmp_path):
    data = zipped({"ann/cat_classifier.ipynb": "one", "ann/cat_classifier.ipyn!": "other"} | BOB)
    path = deliver(tmp_path, data.replace(b".ipyn!", b".ipynb"))
    done = collect(course, path, "week9")
    assert submitted(course) == {"bob/cat_classifier": "bob"}
    assert "cannot be told" in done.refused[0]


def test_copies_of_one_file_are_one_file(course, tmp_path):
    files = {"ann/cat_classifier.ipynb": "x", "ann/cat_classifier_copy.ipynb": "x"}
    done = collect(course, deliver(tmp_path, files), "week9")
    assert submitted(course) == {"ann/cat_classifier": "x"}
    assert done.remarks == []


def test_what_is_not_recognised_is_listed(course, tmp_path):
    files = {
        "ann/cat_classifier.ipynb": "x",
        "ann/Untitled.ipynb": "x",
        "ann/notes.pdf": "x",
        "ann/old.rar": "x",
        "cat_classifier.ipynb": "whose?",
        "Bob_1_assignsubmission_onlinetext_/onlinetext.html": "x",
        "__MACOSX/ann/._cat_classifier.ipynb": "x",
        "ann/.ipynb_checkpoints/cat_classifier-checkpoint.ipynb": "x",
    }
    done = collect(course, deliver(tmp_path, files), "week9")
    assert submitted(course) == {"ann/cat_classifier": "x"}
    listed = [line.split(" (")[0] for line in done.not_recognised]
    assert sorted(listed) == sorted(list(files)[1:6])
    assert any("unpack it by hand" in line for line in done.not_recognised)
    assert done.clutter == 2


def test_what_is_there_stays_until_an_update_is_asked_for(course, tmp_path):
    collect(course, deliver(tmp_path, {"ann/cat_classifier.ipynb": "old"}), "week9")
    other = course.submitted("ann", "week9") / "data.csv"
    other.write_text("1")
    newer = deliver(tmp_path, {"ann/cat_classifier.ipynb": "new", "ann/numpy_basics.ipynb": "b"})
    done = collect(course, newer, "week9")
    assert done.differing == [("ann", "cat_classifier")]
    assert submitted(course)["ann/cat_classifier"] == "old"
    assert submitted(course)["ann/numpy_basics"] == "b"
    done = collect(course, newer, "week9", update=True)
    assert done.updated == [("ann", "cat_classifier")]
    assert done.unchanged == [("ann", "numpy_basics")]
    assert submitted(course)["ann/cat_classifier"] == "new"
    assert other.read_text() == "1"
    (kept,) = (course.root / "downloaded/week9/replaced").rglob("*.ipynb")
    assert kept.read_text() == "old"


def test_collecting_twice_changes_nothing(course, tmp_path):
    path = deliver(tmp_path, {name: name for name in NAMES["Canvas"]})
    collect(course, path, "week9")
    first = submitted(course)
    done = collect(course, path, "week9", update=True)
    assert (done.collected, done.updated) == ([], [])
    assert submitted(course) == first


def test_names_that_forgot_to_say_that_they_are_utf8_are_read(course, tmp_path):
    data = zipped({"Zoë_1_assignsubmission_file_/cat_classifier.ipynb": "x"})
    local, central = data.index(b"PK\3\4"), data.index(b"PK\1\2")
    raw = bytearray(data)
    raw[local + 7] &= ~0x08  # bit 11 of the flags
    raw[central + 9] &= ~0x08
    collect(course, deliver(tmp_path, bytes(raw)), "week9")
    assert submitted(course) == {"zoë/cat_classifier": "x"}


def test_names_of_an_old_windows_program_are_read(course, tmp_path):
    collect(course, deliver(tmp_path, {"ann\\week9\\cat_classifier.ipynb": "x"}), "week9")
    assert submitted(course) == {"ann/cat_classifier": "x"}


GOOD = {"good/cat_classifier.ipynb": "good"}
NB = "cat_classifier.ipynb"


def with_mode(name, mode, data="x"):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(info, data)
    return packed.getvalue()


def encrypted():
    raw = bytearray(zipped({NB: "secret"}))
    raw[raw.index(b"PK\3\4") + 6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    return bytes(raw)


def overlapping():
    """Many names for the same packed bytes, as the best bombs have it."""
    raw = zipped({NB: "0" * MB})
    central, end = raw.index(b"PK\1\2"), raw.index(b"PK\5\6")
    entries = raw[central:end] * 40
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 40, 40, len(entries), central, 0)
    return raw[:central] + entries + tail


def of_type(kind, **more):
    info = tarfile.TarInfo(NB)
    info.type = kind
    for key, value in more.items():
        setattr(info, key, value)
    return tarred((info, None))


def forged_tar(at, field):
    """Return a tar whose header has `field` written at `at`, with a right checksum."""
    raw = bytearray(tarred((tarfile.TarInfo(NB), b"x" * 10)))
    raw[at : at + len(field)] = field
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    return bytes(raw)


def nested(levels):
    data = zipped({NB: "deep"})
    for _ in range(levels):
        data = zipped({"inner.zip": data})
    return data


BAD = {
    "a file that leads up": ("eve.zip", zipped({f"../../{NB}": "x"}), "leads out"),
    "a file that leads up, in disguise": ("eve.zip", zipped({f"a\\..\\..\\{NB}": "x"}), "leads"),
    "an absolute name": ("eve.zip", zipped({f"/tmp/{NB}": "x"}), "leads out"),
    "a drive": ("eve.zip", zipped({f"C:\\temp\\{NB}": "x"}), "leads out"),
    "a tar that leads up": (
        "eve.tar",
        tarred((tarfile.TarInfo(f"../../{NB}"), b"x")),
        "leads out",
    ),
    "a link": ("eve.zip", with_mode(NB, stat.S_IFLNK | 0o777, "/etc/passwd"), "link"),
    "a device": ("eve.zip", with_mode(NB, stat.S_IFCHR | 0o666), "no plain file"),
    "a symbolic link in a tar": (
        "eve.tar",
        of_type(tarfile.SYMTYPE, linkname="/etc/passwd"),
        "link",
    ),
    "a hard link in a tar": ("eve.tar", of_type(tarfile.LNKTYPE, linkname="x"), "link"),
    "a device in a tar": ("eve.tar", of_type(tarfile.CHRTYPE), "no plain file"),
    "a pipe in a tar": ("eve.tar", of_type(tarfile.FIFOTYPE), "no plain file"),
    "an encrypted file": ("eve.zip", encrypted(), "encrypted"),
    "a bomb": ("eve.zip", zipped({NB: b"\0" * (2 * MB)}), "bomb"),
    "a packed bomb": ("eve.ipynb.gz", gzip.compress(b"\0" * (8 * MB)), "bomb"),
    "a packed tar bomb": ("eve.tar.gz", gzip.compress(b"\0" * (8 * MB)), "bomb"),
    "a large file": ("eve.zip", zipped({NB: os.urandom(3 * MB)}), "larger than 2 MB"),
    "a file that is larger than it says": ("eve.tar", forged_tar(124, b"77777777777\0"), "eve"),
    "many names for one file": ("eve.zip", overlapping(), "eve"),
    "too many files": ("eve.zip", zipped({f"{n}.txt": "" for n in range(60)}), "more than 50"),
    "archives in archives": ("eve.zip", nested(5), "too deep"),
    "no archive": ("eve.zip", b"this is no archive", "damaged"),
    "an empty archive": ("eve.zip", b"", "damaged"),
    "half an archive": ("eve.zip", zipped({NB: os.urandom(1000)})[:600], "damaged"),
    "half a packed file": ("eve.tar.gz", gzip.compress(b"x" * 1000)[:20], "damaged"),
    "a tar that leads back to itself": (
        "eve.tar",
        forged_tar(124, b"\xff" * 10 + b"\xfc\x00"),
        "damaged",
    ),
    "a tar with a huge header": (
        "eve.tar",
        forged_tar(156, b"x").replace(b"00000000012", b"77777777777", 1),
        "eve",
    ),
    "wrong checksums": ("eve.zip", zipped({NB: "abc"}).replace(b"PK\1\2", b"PK\1\3"), "damaged"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_archive_is_told_in_a_line_and_stops_nobody_else(course, tmp_path, what):
    name, data, says = BAD[what]
    path = deliver(tmp_path, {f"0/{name}": data} | GOOD)
    done = collect(course, path, "week9", bounds=SMALL)
    assert submitted(course) == {"good/cat_classifier": "good"}
    lines = done.refused + done.remarks
    assert any(says in line for line in lines), lines
    assert all("\n" not in line for line in lines)
    left = [p for p in tmp_path.rglob("*") if p.is_symlink() or "passwd" in p.name]
    assert left == []
    assert list((course.root / "downloaded" / "week9").glob(".collecting-*")) == []


@pytest.mark.parametrize("what", BAD)
def test_a_bad_delivery_is_one_line(course, tmp_path, what):
    name, data, _ = BAD[what]
    path = deliver(tmp_path, data, name)
    try:
        lines = collect(course, path, "week9", bounds=SMALL).refused
    except CourseError as error:
        lines = [str(error)]
    assert lines
    assert all("\n" not in line for line in lines)


def test_what_is_no_plain_file_in_a_folder_is_refused(course, tmp_path):
    folder = tmp_path / "folder"
    for learner in ("ann", "bob", "cyd", "good"):
        (folder / learner).mkdir(parents=True)
    (tmp_path / "secret.ipynb").write_text("secret")
    (folder / "ann" / NB).symlink_to(tmp_path / "secret.ipynb")
    os.mkfifo(folder / "bob" / NB)
    (folder / "cyd" / "more").symlink_to(tmp_path, target_is_directory=True)
    (folder / "good" / NB).write_text("good")
    done = collect(course, folder, "week9")
    assert submitted(course) == {"good/cat_classifier": "good"}
    assert len(done.refused) == 3


def test_an_odd_name_cannot_move_the_terminals_cursor(course, tmp_path):
    odd = "\x1b[2Jann\u202e/Untitled\r.ipynb"
    done = collect(course, deliver(tmp_path, {odd: "x"} | GOOD), "week9")
    (line,) = done.not_recognised
    assert line.isprintable()


@pytest.fixture
def command(course, grader):
    def run(*arguments):
        return grader("collect", *arguments, "--course", course.root)

    return run


def test_the_command_says_what_became_of_every_file(course, command, tmp_path):
    files = GOOD | {"smithann_LATE_5_7_cat_classifier.ipynb": "x", "ann/notes.txt": "x"}
    code, out, _ = command(deliver(tmp_path, files), "--week", "week9")
    assert code == 0
    assert "2 collected" in out
    assert "ann/notes.txt" in out
    assert "smithann-5" in out


def test_a_long_list_is_cut_on_the_screen_and_whole_in_a_file(course, command, tmp_path):
    files = GOOD | {f"ann/{n}.txt": "x" for n in range(100)}
    _, out, _ = command(deliver(tmp_path, files), "--week", "week9")
    assert len(out.splitlines()) < 50
    whole = (course.root / "downloaded/week9/collected.txt").read_text()
    assert "ann/99.txt" in whole


@pytest.mark.parametrize(
    ("files", "week", "says"),
    [
        (b"no archive", "week9", "damaged"),
        ({"readme.txt": "x"}, "week9", "no notebook"),
        (GOOD, "week8", "not released"),
        (None, "week9", "No such file"),
    ],
)
def test_a_wrong_delivery_is_one_line(command, tmp_path, files, week, says):
    path = tmp_path / "missing" if files is None else deliver(tmp_path, files)
    code, _, err = command(path, "--week", week)
    assert code == 1
    assert says in err
    assert len(err.splitlines()) == 1


def test_a_damaged_list_of_who_is_who_is_one_line(course, command, tmp_path):
    path = deliver(tmp_path, GOOD)
    assert command(path, "--week", "week9")[0] == 0
    (course.root / "downloaded/week9/learners.json").write_text(json.dumps({"good": 3}))
    code, _, err = command(path, "--week", "week9")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "learners.json" in err
