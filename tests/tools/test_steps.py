import subprocess
from pathlib import Path

import pytest

from config import ROOT

SCRIPT = """
set -euo pipefail
. {root}/tools/lib.sh
python=python3
step made/stamp "Making it ..." source -- make_it
echo done
"""
MAKE = "make_it() { mkdir -p made; cat source >>made/it; }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").write_text("one ")
    return tmp_path


def run(folder: Path, make: str = MAKE) -> tuple[int, str]:
    script = make + SCRIPT.format(root=ROOT)
    ended = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout


def test_what_is_done_is_not_done_twice(folder: Path) -> None:
    assert run(folder) == (0, "Making it ...\ndone\n")
    assert run(folder) == (0, "done\n")
    assert (folder / "made" / "it").read_text() == "one "


def test_a_changed_source_is_made_again(folder: Path) -> None:
    run(folder)
    (folder / "source").write_text("two ")

    assert run(folder) == (0, "Making it ...\ndone\n")
    assert (folder / "made" / "it").read_text() == "one two "


def test_what_was_thrown_away_is_made_again(folder: Path) -> None:
    run(folder)
    (folder / "made" / "it").unlink()
    (folder / "made" / "stamp").unlink()

    assert run(folder) == (0, "Making it ...\ndone\n")


@pytest.mark.parametrize("failing", ["false", "exit 3", "kill -INT $$"])
def test_what_failed_or_was_interrupted_ends_the_start_and_is_made_by_the_next(folder: Path, failing: str) -> None:
    code, said = run(folder, f"make_it() {{ mkdir -p made; {failing}; echo never; }}\n")

    assert code != 0
    assert said == "Making it ...\n"
    assert run(folder) == (0, "Making it ...\ndone\n")
