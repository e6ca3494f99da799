"""The Chinese catalogues: joined and compiled for the program, checked against what it says, written in order.

Each module keeps its words in roundtable/translations/zh/<module>.po. The program reads one compiled catalogue, which
is made from them and not kept:

    python tools/compile_translations.py            join and compile
    python tools/compile_translations.py --check    nothing untranslated, left over, said twice, or out of order
    python tools/compile_translations.py --format   write each catalogue as --check wants it
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "roundtable" / "translations" / "zh"
LOCALE = "zh_Hans_CN"
COMPILED = SOURCES.parent / LOCALE / "LC_MESSAGES" / "messages.mo"
PLURAL = (1, 2)
WORDS = {"_": None, "_l": None, "_n": PLURAL, "_ln": PLURAL, "gettext": None, "ngettext": PLURAL}
HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_Hans_CN\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'

MARKED = (("roundtable/**.py", "python"), ("templates/**", "jinja2.ext:babel_extract"))

Id = str | tuple[str, str]


def main(arguments: list[str]) -> int:
    """Do what the one argument says. Returns 1 where there is something to mend, which it prints."""
    catalogues = read()
    faults = said_twice(catalogues)
    match arguments:
        case []:
            if not faults:
                compile_all(catalogues)
        case ["--check"]:
            faults += unlike_the_program(catalogues) + ill_formed(catalogues)
        case ["--format"]:
            for path, catalogue in catalogues.items():
                path.write_text(in_order(catalogue), encoding="utf-8")
        case _:
            faults = [str(__doc__)]
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return bool(faults)


def read() -> dict[Path, Catalog]:
    """Each module's catalogue by its path; raises ValueError for a file that is no catalogue."""
    catalogues = {}
    for path in sorted(SOURCES.glob("*.po")):
        with path.open("rb") as file:
            catalogues[path] = read_po(file, locale=LOCALE, abort_invalid=True)
    return catalogues


def said_twice(catalogues: dict[Path, Catalog]) -> list[str]:
    """Words that stand in two catalogues, naming both, or twice in one."""
    first: dict[Id, Path] = {}
    faults = []
    for path, catalogue in catalogues.items():
        faults += [
            f"{short(first[said])} and {short(path)} both have {said!r}: keep one, or use common.po"
            for said in map(key, messages(catalogue))
            if first.setdefault(said, path) != path
        ]
        count = len(re.findall(r"^msgid ", path.read_text(encoding="utf-8"), re.MULTILINE))
        if count != len(list(messages(catalogue))) + 1:
            faults.append(f"{short(path)} says something twice, or has no header")
    return faults


def unlike_the_program(catalogues: dict[Path, Catalog]) -> list[str]:
    """What the program says and no catalogue translates, and what catalogues translate and the program never says."""
    spoken = dict(extracted())
    written = {key(message): path for path, catalogue in catalogues.items() for message in messages(catalogue)}
    untranslated = [f"{where}: {said!r} is in no catalogue" for said, where in spoken.items() if said not in written]
    left_over = [f"{short(path)}: {said!r} is said nowhere" for said, path in written.items() if said not in spoken]
    return untranslated + left_over


def ill_formed(catalogues: dict[Path, Catalog]) -> list[str]:
    """Empty or doubtful translations, other placeholders than the English has, files that --format would change."""
    faults = []
    for path, catalogue in catalogues.items():
        for message in messages(catalogue):
            if message.fuzzy or not all(forms(message)):
                faults.append(f"{short(path)}: {key(message)!r} has no sure translation")
            faults += [f"{short(path)}: {key(message)!r}: {error}" for error in message.check(catalogue)]
        if path.read_text(encoding="utf-8") != in_order(catalogue):
            faults.append(f"{short(path)} is not in order: make format")
    return faults


def compile_all(catalogues: dict[Path, Catalog]) -> None:
    """Write the one compiled catalogue, whole or not at all."""
    joined = Catalog(locale=LOCALE)
    for catalogue in catalogues.values():
        for message in messages(catalogue):
            joined.add(message.id, message.string, context=message.context)
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    draft = COMPILED.with_suffix(".new")
    with draft.open("wb") as file:
        write_mo(file, joined)
    draft.replace(COMPILED)


def extracted() -> Iterator[tuple[Id, str]]:
    """What the program says, with the first place where it does."""
    seen = set()
    for name, line, said, _comments, context in extract_from_dir(ROOT, MARKED, keywords=WORDS):
        one = said[0] if isinstance(said, tuple) else said
        found: Id = (context, one) if context else one
        if found not in seen:
            seen.add(found)
            yield found, f"{name}:{line}"


def in_order(catalogue: Catalog) -> str:
    """The catalogue as text, sorted by the English, so that two people's additions seldom meet on one line."""
    return HEADER + "".join(entry(message) for message in sorted(messages(catalogue), key=lambda one: str(key(one))))


def entry(message: Message) -> str:
    """One message as it stands in the file; a plural has one Chinese form."""
    lines = [f"# {comment}" for comment in message.user_comments]
    if message.context:
        lines.append(f"msgctxt {normalize(message.context, width=0)}")
    if isinstance(message.id, str):
        return "\n".join(["", *lines, f"msgid {quoted(message.id)}", f"msgstr {quoted(forms(message)[0])}", ""])
    one, many = message.id
    translation = f"msgstr[0] {quoted(forms(message)[0])}"
    return "\n".join(["", *lines, f"msgid {quoted(one)}", f"msgid_plural {quoted(many)}", translation, ""])


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The catalogue's messages, without its header."""
    return (message for message in catalogue if message.id)


def forms(message: Message) -> list[str]:
    """The Chinese: one form, also of a plural; empty where there is none yet."""
    given = message.string or ""
    return [given] if isinstance(given, str) else [str(form) for form in given]


def key(message: Message) -> Id:
    """What names a message: its English, the singular of a plural, with its context where it has one."""
    one = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, one) if message.context else one


def quoted(text: str) -> str:
    """As it stands in a catalogue, on one line unless it has line breaks of its own."""
    return normalize(text, width=0)


def short(path: Path) -> str:
    """The catalogue's name from the checkout's top."""
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
