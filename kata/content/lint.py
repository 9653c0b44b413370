"""Static faults of banks: what can be said without running anything."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from packaging.requirements import InvalidRequirement, Requirement

from kata.content.fault import Fault, suggestion
from kata.content.library import BankFile, repeated_id
from kata.content.lint_answers import answer_findings, claim_findings
from kata.content.lint_code import code_findings
from kata.content.lint_text import Finding, text_findings
from kata.content.model import OpenQuestion, OutputQuestion, Question
from kata.i18n import _

BANK_SCHEMA_LINE: Final = "# yaml-language-server: $schema=../kata/content/schema/bank.schema.json"
_URL: Final = re.compile(r"https?://[^\s/.]+\.[^\s]+\Z")


class Known(msgspec.Struct, frozen=True):
    """The ids that references may name, over everything that is loaded or checked."""

    questions: frozenset[str]
    katas: frozenset[str]


def lint_banks(files: list[BankFile], known: Known, *, built_in: bool) -> list[Fault]:
    """Return every static fault of the banks, also those of reading; `built_in` demands translations and the schema."""
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    for file in files:
        faults += file.converted.faults
        faults += _lint_bank(file, known, built_in=built_in)
        faults += _repeats(file, owners)
    return sorted(set(faults))


def _lint_bank(file: BankFile, known: Known, *, built_in: bool) -> Iterator[Fault]:
    """Yield the faults of one bank and its questions."""
    document, bank = file.document, file.converted.bank
    if built_in and document.text and not document.text.startswith(BANK_SCHEMA_LINE + "\n"):
        yield Fault(document.path, 1, _("the first line must be: {line}").format(line=BANK_SCHEMA_LINE))
    if bank is None:
        return
    if bank.topic != document.path.stem:
        message = _("the topic '{topic}' must be the file's name: {topic}.yaml")
        yield document.fault(("topic",), message.format(topic=bank.topic))
    head = msgspec.structs.replace(bank, questions=())
    for steps, message in text_findings(head, translated=built_in):
        yield document.fault(steps, message)
    for place, question in zip(file.converted.places, bank.questions, strict=True):
        for steps, message in question_findings(question, bank.topic, known, built_in=built_in):
            yield document.fault(("questions", place, *steps), message)


def _repeats(file: BankFile, owners: dict[str, str]) -> Iterator[Fault]:
    """Yield a fault for each id that an earlier question has; `owners` remembers where."""
    for place, row in enumerate(_rows(file)):
        name = row.get("id") if isinstance(row, dict) else None
        if not isinstance(name, str):
            continue
        fault = file.document.fault(("questions", place, "id"), repeated_id(name))
        if name in owners:
            yield msgspec.structs.replace(fault, message=f"{fault.message} ({owners[name]})")
        owners.setdefault(name, f"{fault.file.name}:{fault.line}")


def _rows(file: BankFile) -> list[object]:
    """Return the questions as they stand in the file, whole or not."""
    value = file.document.value
    rows = value.get("questions") if isinstance(value, dict) else None
    return rows if isinstance(rows, list) else []


def question_findings(question: Question, topic: str, known: Known, *, built_in: bool) -> Iterator[Finding]:
    """Yield every static fault of a question, with the steps to it."""
    if not question.id.startswith(f"{topic}-"):
        yield ("id",), _("the id must begin with the topic: {topic}-…").format(topic=topic)
    if not question.frameworks and (built_in or not isinstance(question, OpenQuestion)):
        yield ("frameworks",), _("name at least one framework")
    yield from _grounds(question)
    yield from _references(question, known)
    yield from text_findings(question, translated=built_in)
    yield from code_findings(question)
    yield from answer_findings(question)
    if built_in and isinstance(question, OpenQuestion):
        yield from claim_findings(question)


def _grounds(question: Question) -> Iterator[Finding]:
    """An answer is proven, or rests on documents that someone has read on a stated day."""
    proven = question.proof is not None or isinstance(question, OutputQuestion | OpenQuestion)
    if not proven and not (question.checked and question.sources):
        yield (), _("needs a `proof`, or both `sources` and `checked`")
    for place, source in enumerate(question.sources):
        if not _URL.match(source):
            yield ("sources", place), _("'{source}' is not a URL: write https://…").format(source=source)
    if question.valid is not None:
        try:
            Requirement(question.valid)
        except InvalidRequirement:
            yield ("valid",), _("'{text}' is not a range of versions such as jax<0.11").format(text=question.valid)


def _references(question: Question, known: Known) -> Iterator[Finding]:
    """The katas that a question names must exist."""
    for place, name in enumerate(question.katas):
        if name not in known.katas:
            yield ("katas", place), _("there is no kata '{name}'").format(name=name) + suggestion(name, known.katas)
