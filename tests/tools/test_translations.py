import gettext
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_Hans_CN\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
SEND = 'msgid "Send to %(name)s"\nmsgstr "发给%(name)s"\n'
DAYS = 'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "%(num)d 天"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("tools", "templates", "roundtable/translations/zh"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "compile_translations.py", tmp_path / "tools")
    (tmp_path / "roundtable" / "said.py").write_text('_("Send to %(name)s")\n_n("%(num)d day", "%(num)d days", 2)\n')
    return tmp_path


def catalogue(checkout: Path, name: str, *entries: str) -> Path:
    path = checkout / "roundtable" / "translations" / "zh" / f"{name}.po"
    path.write_text("\n".join([HEADER, *entries]), encoding="utf-8")
    return path


def run(checkout: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(checkout / "tools" / "compile_translations.py"), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stderr


def test_the_joined_catalogue_speaks_chinese_in_the_plural_too(checkout: Path) -> None:
    catalogue(checkout, "common", DAYS)
    catalogue(checkout, "floor", SEND)

    assert run(checkout) == (0, "")

    with (checkout / "roundtable/translations/zh_Hans_CN/LC_MESSAGES/messages.mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Send to %(name)s") == "发给%(name)s"
    assert chinese.ngettext("%(num)d day", "%(num)d days", 2) == "%(num)d 天"


def test_words_in_two_catalogues_are_an_error_that_names_both(checkout: Path) -> None:
    catalogue(checkout, "comments", SEND)
    catalogue(checkout, "floor", SEND)

    code, said = run(checkout)

    assert code == 1
    assert "zh/comments.po and roundtable/translations/zh/floor.po both have 'Send to %(name)s'" in said
    assert not (checkout / "roundtable/translations/zh_Hans_CN").exists()


def test_words_twice_in_one_catalogue_are_an_error(checkout: Path) -> None:
    catalogue(checkout, "comments", SEND, SEND)

    code, said = run(checkout)

    assert code == 1
    assert "comments.po says something twice" in said


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("", "'Send to %(name)s' is in no catalogue"),
        (SEND.replace("发给%(name)s", ""), "'Send to %(name)s' has no sure translation"),
        (SEND.replace("发给%(name)s", "发给%(who)s"), "unknown named placeholder"),
        (f'{SEND}\nmsgid "Withdraw"\nmsgstr "撤回"\n', "'Withdraw' is said nowhere"),
        (f"#, fuzzy\n{SEND}", "'Send to %(name)s' has no sure translation"),
    ],
)
def test_what_is_missing_left_over_or_doubtful_is_found(checkout: Path, entry: str, complaint: str) -> None:
    catalogue(checkout, "common", DAYS)
    catalogue(checkout, "floor", *([entry] if entry else []))

    code, said = run(checkout, "--check")

    assert code == 1
    assert complaint in said


def test_a_catalogue_out_of_order_is_put_in_order_and_keeps_its_words(checkout: Path) -> None:
    path = catalogue(checkout, "floor", SEND, f"# of a deadline\n{DAYS}")
    assert "not in order" in run(checkout, "--check")[1]

    assert run(checkout, "--format") == (0, "")

    assert run(checkout, "--check") == (0, "")
    assert path.read_text(encoding="utf-8") == f"{HEADER}\n# of a deadline\n{DAYS}\n{SEND}"
