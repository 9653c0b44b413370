"""Every string of the interface is in both languages, and the compiled catalogue is current."""

import io
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kata.cli import COMMANDS
from kata.cli.click_words import WORDS, counted
from kata.i18n import choose_language

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "kata" / "locale" / "zh" / "LC_MESSAGES" / "kata.po"


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN", domain="kata")


def english() -> set[str]:
    """Return every message in the code (the singular where there are two forms)."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT / "kata", [("**.py", "python")], keywords=keywords)
    return {message if isinstance(message, str) else message[0] for _file, _line, message, _notes, _ in found}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def is_translated(message: Message | None) -> bool:
    return message is not None and bool(message.string) and all(message.string) and not message.fuzzy


def chinese_lines(*calls: str) -> list[str]:
    """Return what `kata --lang zh` prints for each of these arguments, all in one fresh process."""
    program = """
import sys
from kata.cli import main
for call in sys.argv[1:]:
    sys.argv = ["kata", "--lang", "zh", *call.split()]
    try:
        main()
    except SystemExit:
        pass
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, *calls], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True, text=True
    )
    return [line for line in ran.stdout.splitlines() if line.strip()]


def has_chinese(line: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", line) is not None


@pytest.mark.slow
def test_every_message_of_the_interface_has_a_translation(chinese: Catalog) -> None:
    assert [text for text in sorted(english()) if not is_translated(chinese.get(text))] == []


@pytest.mark.slow
def test_no_translation_is_left_over_from_a_message_that_is_gone(chinese: Catalog) -> None:
    ids = {m.id if isinstance(m.id, str) else m.id[0] for m in chinese if m.id}
    assert sorted(ids - english()) == []


def test_translations_keep_the_placeholders(chinese: Catalog) -> None:
    def differs(message: Message) -> bool:
        source = message.id if isinstance(message.id, str) else message.id[-1]
        target = message.string if isinstance(message.string, str) else message.string[0]
        return placeholders(source) != placeholders(target)

    assert [m.id for m in chinese if m.id and differs(m)] == []


def test_the_compiled_catalogue_is_current(chinese: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, chinese)
    assert CATALOGUE.with_suffix(".mo").read_bytes() == fresh.getvalue(), "run the compile step of CONTRIBUTING.md"


def test_the_help_of_every_command_is_chinese_line_by_line() -> None:
    lines = chinese_lines("--help", *(f"{name} --help" for name in COMMANDS))
    assert len(lines) > 5 * len(COMMANDS)
    assert [line for line in lines if not has_chinese(line)] == []


def test_a_wrong_call_is_answered_in_chinese() -> None:
    wrong = ("bogus", "quiz --bogus", "quiz --coun", "quiz --count", "quiz --count x", "quiz --count 0")
    lines = chinese_lines(*wrong, "quiz --level x", "quiz --new=3", "grade", "grade a b c", "list a", "--lang fr")
    assert len(lines) > len(wrong)
    assert [line for line in lines if not has_chinese(line)] == []


def test_click_still_says_what_is_translated_for_it() -> None:
    folder = Path(click.__file__).parent
    found = extract_from_dir(folder, [("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)})
    said = {message if isinstance(message, str) else message[0] for _file, _line, message, _notes, _ in found}
    assert sorted({*WORDS, *counted(1)} - said) == []


@pytest.mark.parametrize(
    ("asked", "environ", "spoken"),
    [
        ("zh", {"KATA_LANG": "en"}, "zh"),
        (None, {"KATA_LANG": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"KATA_LANG": "fr", "LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_asked_one_then_kata_lang_then_the_locale(
    asked: str | None, environ: dict[str, str], spoken: str
) -> None:
    assert choose_language(asked, environ) == spoken
