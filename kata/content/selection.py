"""What `kata check PATH` looks at: banks and katas at a path, and all that they may refer to."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from kata.content.fault import Fault
from kata.content.library import (
    BankFile,
    KataFolder,
    Library,
    bank_paths,
    built_in_content,
    kata_folders,
    katas_in,
    read_bank,
    read_kata,
    user_content,
)
from kata.content.lint import Known, lint_banks
from kata.content.lint_katas import lint_kata
from kata.content.model import Framework
from kata.content.translations import folders, items_of_banks, items_of_katas, record, recorded_in, translation_faults
from kata.errors import KataError
from kata.i18n import _


class Selection(msgspec.Struct, frozen=True):
    """The banks and katas to check; `beside` are the other banks of the same content folder.

    `framework`: of the katas, the variants to rehearse; None means all of them.
    """

    banks: tuple[BankFile, ...]
    katas: tuple[KataFolder, ...]
    beside: tuple[BankFile, ...]
    built_in: bool
    framework: Framework | None = None


def select(path: Path) -> Selection:
    """Return what is at `path`: a bank, a kata's folder or one of its frameworks', or a folder of banks or katas.

    KataError if there is nothing of the kind.
    """
    place = path.resolve()
    if not place.exists():
        raise KataError(_("There is no file or folder {path}.").format(path=path))
    framework = _framework(place)
    banks, folders = _found(place.parent if framework else place)
    if not banks and not folders:
        message = _("{path} holds no banks (questions/*.yaml) and no katas (graders/*/kata.yaml).")
        raise KataError(message.format(path=path))
    others = {other for bank in banks for other in bank.parent.glob("*.y*ml")} - set(banks)
    return Selection(
        tuple(read_bank(_shown(bank)) for bank in banks),
        tuple(read_kata(_shown(folder)) for folder in folders),
        tuple(read_bank(_shown(other)) for other in sorted(others)),
        built_in=place.is_relative_to(built_in_content().resolve()),
        framework=framework,
    )


def select_everything(content_dir: Path | str | None) -> list[Selection]:
    """Return all content that the program would load: built in, the user's own, and `content_dir`."""
    roots = [built_in_content(), user_content(), *([Path(content_dir)] if content_dir is not None else [])]
    return [select(root) for root in roots if any(_found(root))]


def _framework(place: Path) -> Framework | None:
    """Return the framework whose part of a kata lies at a path, None elsewhere."""
    known = {name: name for name in get_args(Framework)}
    return known.get(place.name) if (place.parent / "kata.yaml").exists() else None


def _found(place: Path) -> tuple[list[Path], list[Path]]:
    """Return the banks and katas' folders at a path."""
    if place.is_file():
        return ([], [place.parent]) if place.name == "kata.yaml" else ([place], [])
    if (place / "kata.yaml").exists() or (place / "grader.py").exists():
        return [], [place]
    if (place / "questions").is_dir() or (place / "graders").is_dir():
        return bank_paths(place), kata_folders(place)
    return sorted(place.glob("*.y*ml")), katas_in(place)


def _shown(path: Path) -> Path:
    """Return a path as people write it: relative to the current folder if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def known_names(selection: Selection, library: Library) -> Known:
    """Return every id that may be referred to: what is loaded, and what is checked (also where it has faults)."""
    files = (*selection.banks, *selection.beside)
    return Known(
        frozenset(question.id for question in library.questions)
        | {name for file in files for name in file.converted.ids},
        frozenset(kata.id for kata in library.katas) | {folder.folder.name for folder in selection.katas},
    )


def lint(selection: Selection, library: Library) -> list[Fault]:
    """Return every static fault of what is selected, in the order of files and lines."""
    known = known_names(selection, library)
    files = [*selection.beside, *selection.banks]
    chosen = {file.document.path for file in selection.banks}
    faults = [fault for fault in lint_banks(files, known, built_in=selection.built_in) if fault.file in chosen]
    for folder in selection.katas:
        faults += lint_kata(folder, known, built_in=selection.built_in)
    return [*faults, *_stale(selection)] if selection.built_in else faults


def _stale(selection: Selection) -> Iterator[Fault]:
    """Yield a fault for each built-in text whose translation is not recorded as one of what stands there now."""
    both = (items_of_banks(selection.banks), items_of_katas(selection.katas))
    for folder, items in zip(folders(), both, strict=True):
        if recorded := recorded_in(folder):
            yield from translation_faults(items, recorded)


def record_translations(selection: Selection, *, whole: bool) -> None:
    """Record that all texts selected say the same in both languages; with `whole`, forget what is no longer there."""
    both = (items_of_banks(selection.banks), items_of_katas(selection.katas))
    for folder, items in zip(folders(), both, strict=True):
        record(folder, items, whole=whole)
