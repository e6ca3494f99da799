"""Files are kept whole, once, and under names that cannot lead anywhere else."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import ROOT
from roundtable.core.files import DAY, Files, NotKept

PHOTO = b"the bytes of a photo" * 1000


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "files")


def everything_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_photo_is_found_again_under_the_name_it_was_given(files):
    name = files.save(PHOTO, ".webp")
    assert name == hashlib.sha256(PHOTO).hexdigest() + ".webp"
    assert files.path(name).read_bytes() == PHOTO
    assert stat.S_IMODE(files.path(name).stat().st_mode) == 0o600


def test_the_same_photo_sent_twice_or_by_many_at_once_is_kept_once(files):
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: files.save(PHOTO, ".webp"), range(40)))
    assert names == {files.save(PHOTO, ".webp")}
    assert everything_in(files.folder) == [*names]


def test_a_file_that_a_crash_left_short_is_made_whole(files):
    name = files.save(PHOTO, ".webp")
    files.path(name).write_bytes(PHOTO[:100])
    assert files.save(PHOTO, ".webp") == name
    assert files.path(name).read_bytes() == PHOTO


def test_what_is_deleted_is_gone_and_deleting_again_harms_nothing(files):
    name, other = files.save(PHOTO, ".webp"), files.save(b"another", ".pdf")
    files.delete(name)
    files.delete(name)
    assert everything_in(files.folder) == [other]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../../etc/passwd",
        "/etc/passwd",
        "a" * 64,
        "a" * 63 + ".webp",
        "A" * 64 + ".webp",
        "a" * 63 + "\0.webp",
        "a" * 64 + ".webp\n",
        "a" * 64 + ".webp/../x",
        "a" * 64 + "./x",
        "a" * 64 + "." + "x" * 9,
    ],
)
def test_a_name_that_is_not_ours_leads_nowhere(files, name):
    for use in (files.path, files.delete):
        with pytest.raises(ValueError, match="not the name"):
            use(name)


@pytest.mark.parametrize("suffix", ["", "webp", "./x", ".WEBP", ".a/b", "." + "x" * 9, ".x\n"])
def test_a_suffix_is_a_few_small_letters(files, suffix):
    with pytest.raises(ValueError, match="suffix"):
        files.save(PHOTO, suffix)
    assert everything_in(files.folder) == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from roundtable.core.files import DAY, Files, NotKept
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))  # no file may grow beyond, as on a disk that is full
try:
    Files(Path(sys.argv[1])).save(b"x" * 20000, ".webp")
except NotKept as no:
    print(type(no).__mro__[1].__name__, no.errno, no.sentence._args[0])
"""


def test_when_the_disk_is_full_nothing_half_written_stays_and_the_sentence_says_so(files):
    files.save(b"an old one", ".pdf")
    before = everything_in(files.folder)
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(files.folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("OSError 27 Not saved: there is no room left for files.")
    assert everything_in(files.folder) == before


def test_where_nothing_can_be_written_the_refusal_names_no_path(tmp_path):
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(NotKept) as no:
        Files(tmp_path / "files").save(PHOTO, ".webp")
    assert str(tmp_path) not in str(no.value)
    assert "could not be kept" in no.value.sentence._args[0]


def grow_old(path: Path) -> None:
    """As if it had been kept three days ago."""
    os.utime(path, (time.time() - 3 * DAY,) * 2)


def test_an_old_file_that_nothing_names_goes_and_one_of_today_stays(files):
    named, old, young = (files.save(PHOTO + end, ".webp") for end in (b"1", b"2", b"3"))
    draft = files.path(old).with_name(".draft-of-a-crash")
    draft.touch()
    for path in (files.path(named), files.path(old), draft):
        grow_old(path)
    assert files.tidy({named}) == 2
    assert everything_in(files.folder) == sorted((named, young))


def test_an_old_file_that_is_sent_or_named_again_is_young_again(files):
    again, shown, forgotten = (files.save(PHOTO + end, ".webp") for end in (b"1", b"2", b"3"))
    for name in (again, shown, forgotten):
        grow_old(files.path(name))
    files.save(PHOTO + b"1", ".webp")
    assert files.hold(shown)
    assert files.tidy(set()) == 1
    assert everything_in(files.folder) == sorted((again, shown))
    assert not files.hold(forgotten)


def test_what_is_sent_again_at_the_very_moment_of_tidying_is_kept(files):
    """One sends the same photo again and again while another tidies: it is there whenever that was said."""
    name = files.save(PHOTO, ".webp")
    with ThreadPoolExecutor(2) as pool:
        for _ in range(200):
            grow_old(files.path(name))
            tidied, sent = pool.submit(files.tidy, set()), pool.submit(files.save, PHOTO, ".webp")
            tidied.result()
            sent.result()
            assert files.path(name).read_bytes() == PHOTO


def test_a_house_without_a_file_is_tidy(files):
    assert files.tidy(set()) == 0
