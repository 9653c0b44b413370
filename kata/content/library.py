"""All that can be asked: the built-in banks and katas, overlaid by the user's own."""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

import msgspec
import platformdirs

from kata.content.convert import Converted, convert_bank, convert_kata
from kata.content.fault import Fault
from kata.content.katas import Kata, Variant
from kata.content.model import Bank, Question
from kata.content.source import Document, read_document
from kata.errors import KataError
from kata.i18n import _


class UnknownNameError(KataError):
    """A question, kata or variant that does not exist; the message offers the nearest names."""

    def __init__(self, message: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.nearest = tuple(get_close_matches(name, sorted(set(known)), n=3, cutoff=0.5))
        hint = _(" Did you mean {names}?").format(names=", ".join(self.nearest)) if self.nearest else ""
        super().__init__(message + hint)


class BankFile(msgspec.Struct, frozen=True):
    """A bank with the document that it was read from."""

    document: Document
    converted: Converted


class KataFolder(msgspec.Struct, frozen=True):
    """A kata's folder with the document of its `kata.yaml`; `kata` is None if that has a fault."""

    folder: Path
    document: Document
    kata: Kata | None
    faults: tuple[Fault, ...]


class Library:
    """Banks and katas in order, found by name. `faults` are those met while loading; what has one is left out."""

    def __init__(self, banks: Iterable[Bank], katas: Iterable[Kata], faults: Iterable[Fault] = ()) -> None:
        self.banks = tuple(banks)
        self.katas = tuple(katas)
        self.faults = tuple(faults)
        self._questions = {question.id: question for bank in self.banks for question in bank.questions}
        self._topics = {question.id: bank.topic for bank in self.banks for question in bank.questions}
        self._variants = {variant.name: variant for kata in self.katas for variant in kata.variants}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, bank by bank."""
        return tuple(self._questions.values())

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Every variant, kata by kata."""
        return tuple(self._variants.values())

    def question(self, question_id: str) -> Question:
        """Return a question by its id; UnknownNameError if there is none."""
        if question_id not in self._questions:
            message = _("There is no question '{name}'.").format(name=question_id)
            raise UnknownNameError(message, question_id, self._questions)
        return self._questions[question_id]

    def topic_of(self, question_id: str) -> str:
        """Return the topic of a question's bank; UnknownNameError if there is no such question."""
        self.question(question_id)
        return self._topics[question_id]

    def bank(self, topic: str) -> Bank:
        """Return the bank on a topic; UnknownNameError if there is none."""
        known = {bank.topic: bank for bank in self.banks}
        if topic not in known:
            raise UnknownNameError(_("There is no topic '{name}'.").format(name=topic), topic, known)
        return known[topic]

    def kata(self, kata_id: str) -> Kata:
        """Return a kata by its id; UnknownNameError if there is none."""
        known = {kata.id: kata for kata in self.katas}
        if kata_id not in known:
            raise UnknownNameError(_("There is no kata '{name}'.").format(name=kata_id), kata_id, known)
        return known[kata_id]

    def variant(self, name: str) -> Variant:
        """Return a variant such as `mlp-jax`; UnknownNameError if there is none."""
        if name not in self._variants:
            raise UnknownNameError(_("There is no kata '{name}'.").format(name=name), name, self._variants)
        return self._variants[name]


def built_in_content() -> Path:
    """Return the folder of the built-in `questions` and `graders`: in the package, else beside it in a checkout."""
    packaged = Path(str(files("kata"))) / "_content"
    return packaged if packaged.is_dir() else Path(str(files("kata"))).parent


def user_content(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the user's own content, which need not exist."""
    home = environ.get("KATA_HOME")
    return (Path(home) if home else platformdirs.user_data_path("kata", appauthor=False)) / "content"


def load_library(
    content_dir: Path | str | None = None,
    *,
    user_dir: Path | None = None,
    built_in: Path | None = None,
    katas_alone: bool = False,
) -> Library:
    """Load the built-in content, then the user's folder, then `content_dir`; later ones replace earlier ones.

    A bank replaces an earlier bank on the same topic, a kata an earlier one of the same id, and a question any
    earlier question of the same id. `katas_alone` is for who asks nothing: the banks take four fifths of the time.
    KataError if `content_dir` is given and is no folder.
    """
    roots = [built_in or built_in_content(), user_dir or user_content()]
    if content_dir is not None:
        if not Path(content_dir).is_dir():
            raise KataError(_("There is no folder {path}.").format(path=content_dir))
        roots.append(Path(content_dir))
    faults: list[Fault] = []
    banks: dict[str, Bank] = {}
    katas: dict[str, Kata] = {}
    with _uncollected():
        for root in roots:
            if not katas_alone:
                _overlay(banks, _banks_of(root, faults))
            katas |= _katas_of(root, faults)
    return Library(banks.values(), katas.values(), faults)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles away: it would look through all that is read, which has none, again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def bank_paths(root: Path) -> list[Path]:
    """Return the banks below a content folder, by name."""
    return sorted(path for path in (root / "questions").glob("*.y*ml") if path.suffix in (".yaml", ".yml"))


def kata_folders(root: Path) -> list[Path]:
    """Return the katas' folders below a content folder, by name."""
    return katas_in(root / "graders")


def katas_in(folder: Path) -> list[Path]:
    """Return the folders directly below `folder` that hold a kata, or one begun without `kata.yaml`."""
    found = {path.parent for name in ("kata.yaml", "grader.py", "statement.md") for path in folder.glob(f"*/{name}")}
    return sorted(found)


def read_bank(path: Path) -> BankFile:
    """Read and convert one bank."""
    document = read_document(path)
    return BankFile(document, convert_bank(document))


def read_kata(folder: Path) -> KataFolder:
    """Read and convert one kata's `kata.yaml`."""
    document = read_document(folder / "kata.yaml")
    spec, faults = convert_kata(document)
    return KataFolder(folder, document, Kata(spec, folder) if spec else None, faults)


def _banks_of(root: Path, faults: list[Fault]) -> dict[str, Bank]:
    """Load one content folder's banks by topic, each question id once."""
    banks: dict[str, Bank] = {}
    seen: set[str] = set()
    for path in bank_paths(root):
        found = read_bank(path)
        faults += found.converted.faults
        if found.converted.bank is None:
            continue
        bank = _fresh_questions(found, seen, faults)
        earlier = banks.get(bank.topic)
        banks[bank.topic] = _with_questions(earlier, earlier.questions + bank.questions) if earlier else bank
    return banks


def repeated_id(name: str) -> str:
    """Return the message for a question id that is taken."""
    return _("the id '{name}' is taken by another question").format(name=name)


def _fresh_questions(found: BankFile, seen: set[str], faults: list[Fault]) -> Bank:
    """Return the bank with only questions whose id is new; `seen` grows, the others become faults."""
    bank = found.converted.bank
    assert bank is not None
    fresh = []
    for place, question in zip(found.converted.places, bank.questions, strict=True):
        if question.id in seen:
            faults.append(found.document.fault(("questions", place, "id"), repeated_id(question.id)))
        else:
            fresh.append(question)
        seen.add(question.id)
    return _with_questions(bank, tuple(fresh))


def _with_questions(bank: Bank, questions: tuple[Question, ...]) -> Bank:
    """Return the bank with other questions."""
    return msgspec.structs.replace(bank, questions=questions)


def _overlay(banks: dict[str, Bank], later: dict[str, Bank]) -> None:
    """Put later banks over earlier ones; an id that they use again leaves the earlier bank."""
    taken = {question.id for bank in later.values() for question in bank.questions}
    for topic, bank in banks.items():
        if topic not in later and any(question.id in taken for question in bank.questions):
            banks[topic] = _with_questions(bank, tuple(q for q in bank.questions if q.id not in taken))
    banks |= later


def _katas_of(root: Path, faults: list[Fault]) -> dict[str, Kata]:
    """Load one content folder's katas by id."""
    found = [read_kata(folder) for folder in kata_folders(root)]
    faults += [fault for entry in found for fault in entry.faults]
    return {entry.kata.id: entry.kata for entry in found if entry.kata}
