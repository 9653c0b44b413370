"""What a proof says about a key, kind by kind: an empty list, or what does not agree.

A verdict compares a question's key with what its snippets compute. It never trusts the key: a corrupted key (see
`kata.content.corruption`) must come out with a complaint.
"""

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kata.content.bench import Bench, shown_code
from kata.content.complaint import Complaint, Complaints, blame, is_truth, result, short
from kata.content.lint_code import filled
from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    Misbelief,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Point,
    Question,
    ShapeQuestion,
    say,
)
from kata.i18n import _

if TYPE_CHECKING:
    from kata.content.source import Steps


def verdict(question: Question, bench: Bench) -> list[Complaint]:
    """Return what speaks against the question's key."""
    return list(_VERDICTS[type(question)](question, bench))


def _truth_table(ids: list[str], question: Question, bench: Bench) -> tuple[set[str], list[Complaint]]:
    """Return the ids that the proof found true, or complaints."""
    truth, complaints = result(bench.run(shown_code(question), question.proof), "truth")
    if complaints:
        return set(), complaints
    if not isinstance(truth, dict) or set(truth) != set(ids):
        found = ", ".join(map(str, truth)) if isinstance(truth, dict) else type(truth).__name__
        message = _("`truth` must hold every choice ({ids}), holds: {found}").format(ids=", ".join(ids), found=found)
        return set(), [Complaint(("proof",), message)]
    for name, value in truth.items():
        if not is_truth(value):
            message = _("truth['{name}'] must be True or False, is {value}").format(name=name, value=short(value))
            return set(), [Complaint(("proof",), message)]
    return {name for name, value in truth.items() if bool(value)}, []


def _listed(ids: set[str]) -> str:
    """Return ids in order, or a dash."""
    return ", ".join(sorted(ids)) or "-"


def _choice(question: ChoiceQuestion, bench: Bench) -> Complaints:
    """Exactly one choice is true, and it is the key."""
    true, complaints = _truth_table([choice.id for choice in question.choices], question, bench)
    yield from complaints
    if complaints:
        return
    if len(true) != 1:
        yield Complaint(
            ("proof",), _("exactly one choice must be true; the proof finds: {ids}").format(ids=_listed(true))
        )
    yield from _same_set({choice.id for choice in question.choices if choice.correct}, true)


def _same_set(key: set[str], true: set[str]) -> Complaints:
    """The choices marked correct are those found true."""
    if key != true:
        message = _("marked correct: {key}; the proof finds true: {true}")
        yield Complaint(("choices",), message.format(key=_listed(key), true=_listed(true)))


def _multi(question: MultiQuestion, bench: Bench) -> Complaints:
    """The set of true choices is the key."""
    true, complaints = _truth_table([choice.id for choice in question.choices], question, bench)
    yield from complaints
    if not complaints:
        yield from _same_set({choice.id for choice in question.choices if choice.correct}, true)


def _boolean(question: BooleanQuestion, bench: Bench) -> Complaints:
    """The statement's truth is the key."""
    truth, complaints = result(bench.run(shown_code(question), question.proof), "truth")
    yield from complaints
    if complaints:
        return
    if not is_truth(truth):
        yield Complaint(("proof",), _("`truth` must be True or False, is {value}").format(value=short(truth)))
    elif bool(truth) != question.answer:
        message = _("the key says {key}, the proof {truth}").format(key=question.answer, truth=bool(truth))
        yield Complaint(("answer",), message)


def _number(question: NumberQuestion, bench: Bench) -> Complaints:
    """The value lies within the tolerance of the key, every wrong number outside."""
    value, complaints = result(bench.run(shown_code(question), question.proof), "value")
    yield from complaints
    if complaints:
        return
    try:
        number = float(value)
    except (TypeError, ValueError):
        yield Complaint(("proof",), _("`value` must be a number, is {value}").format(value=short(value)))
        return
    # Decimal fractions are not exact: 0.3 lies within 0.1 of 0.2.
    if not abs(number - question.answer) <= question.tolerance + 1e-9 * abs(question.answer):
        message = _("the key says {key} ± {tolerance}, the proof computes {value}")
        yield Complaint(("answer",), message.format(key=question.answer, tolerance=question.tolerance, value=number))
    for place, wrong in enumerate(question.wrong):
        if abs(wrong.value - question.answer) <= question.tolerance:
            yield Complaint(("wrong", place, "value"), _("{value} lies inside the tolerance").format(value=wrong.value))


def _shape(question: ShapeQuestion, bench: Bench) -> Complaints:
    """The shape of the value is the key, and no wrong one."""
    value, complaints = result(bench.run(shown_code(question), question.proof), "value")
    yield from complaints
    if complaints:
        return
    try:
        shape = tuple(int(size) for size in getattr(value, "shape", value))
    except (TypeError, ValueError):
        message = _("`value` must be a tuple or have a `.shape`, is {value}").format(value=short(value))
        yield Complaint(("proof",), message)
        return
    if shape != question.answer:
        message = _("the key says {key}, the proof computes {value}").format(key=question.answer, value=shape)
        yield Complaint(("answer",), message)
    for place, wrong in enumerate(question.wrong):
        if wrong.value == shape:
            yield Complaint(("wrong", place, "value"), _("is what the proof computes"))


def printed_lines(text: str) -> list[str]:
    """Return printed text as it is compared: without space at the ends of lines and of the text."""
    return [line.rstrip() for line in text.strip("\n").rstrip().splitlines()]


def _output(question: OutputQuestion, bench: Bench) -> Complaints:
    """The code prints and raises what the key says, and nothing listed as wrong."""
    outcome = bench.run(shown_code(question), None)
    if outcome.setup_raised:
        yield from blame(outcome)
        return
    raised = outcome.code_raised.name if outcome.code_raised else None
    if raised != question.raises:
        message = _("the key says it raises {key}, it raises {raised}")
        line = outcome.code_raised.line if outcome.code_raised else None
        found = outcome.code_raised or _("nothing")
        yield Complaint(("code",), message.format(key=question.raises or _("nothing"), raised=found), line)
    got = printed_lines(outcome.printed)
    if got != printed_lines(question.answer):
        yield Complaint(("answer",), _("the code prints {got}").format(got=short("\n".join(got))))
    # Someone may expect the same lines without the exception: that answer is wrong.
    whole = [*got, *([raised] if raised else [])]
    for place, wrong in enumerate(question.wrong):
        if printed_lines(wrong.value) == whole:
            yield Complaint(("wrong", place, "value"), _("is what the code prints"))


def _order(question: OrderQuestion, bench: Bench) -> Complaints:
    """Of all permutations exactly the listed ones pass."""
    lines = [say(line, "en") for line in question.lines]
    code, places = shown_code(question), range(len(lines))
    passing = {
        order
        for order in itertools.permutations(places)
        if bench.run(code, question.proof, "\n".join(lines[place] for place in order)).passed
    }
    listed = {tuple(places), *question.also}
    if tuple(places) not in passing:
        yield Complaint(("lines",), _("the order of `lines` itself fails"))
        yield from blame(bench.run(code, question.proof, "\n".join(lines)))
    if lacking := sorted(passing - listed):
        shown = ", ".join(str(list(order)) for order in lacking[:12])
        yield Complaint(("lines",), _("other orders pass too: add to `also`: {orders}").format(orders=shown))
    for place, order in enumerate(question.also):
        if order not in passing:
            yield Complaint(("also", place), _("the order {order} fails").format(order=list(order)))


def _cloze(question: ClozeQuestion, bench: Bench) -> Complaints:
    """Every accepted filling passes the test, every wrong one fails it."""
    code = shown_code(question) or ""
    for place, fillings in enumerate(question.answers):
        for complaint in blame(bench.run(filled(code, fillings), question.proof)):
            shown = " | ".join(fillings)
            message = _("the accepted filling {fillings} fails: {why}").format(fillings=shown, why=complaint.message)
            yield Complaint(("answers", place), message)
    for place, wrong in enumerate(question.wrong):
        if bench.run(filled(code, wrong.fillings), question.proof).passed:
            message = _("the wrong filling {fillings} passes the test").format(fillings=" | ".join(wrong.fillings))
            yield Complaint(("wrong", place, "fillings"), message)


def fixed(code: str, line: int, replacement: str) -> str:
    """Return the code with a line (from 1) replaced; an indent is kept as written."""
    lines = code.splitlines()
    lines[line - 1 : line] = replacement.rstrip("\n").splitlines()
    return "\n".join(lines) + "\n"


def _bug(question: BugQuestion, bench: Bench) -> Complaints:
    """The test fails on the code and passes with every fix."""
    code = shown_code(question) or ""
    outcome = bench.run(code, question.proof)
    if outcome.setup_raised:
        yield from blame(outcome)
        return
    if outcome.passed:
        yield Complaint(("proof",), _("the test passes on the code as shown: it does not see the bug"))
    for place, fix in enumerate(question.fixes):
        for complaint in blame(bench.run(fixed(code, fix.line, fix.code), question.proof)):
            message = _("with this fix the test still fails: {why}").format(why=complaint.message)
            yield Complaint(("fixes", place), message)


def _match(question: MatchQuestion, bench: Bench) -> Complaints:
    """Every cell is what the proof computes."""
    table, complaints = result(bench.run(shown_code(question), question.proof), "table")
    yield from complaints
    if complaints:
        return
    rows = [[row] if isinstance(row, str) else list(row) for row in table]
    if [len(row) for row in rows] != [len(row.cells) for row in question.rows]:
        message = _("`table` must have {rows} rows of {columns} texts, is {value}")
        yield Complaint(
            ("proof",), message.format(rows=len(question.rows), columns=len(question.columns), value=short(table))
        )
        return
    for place, (row, computed) in enumerate(zip(question.rows, rows, strict=True)):
        for column, (cell, value) in enumerate(zip(row.cells, computed, strict=True)):
            if say(cell, "en") != value:
                message = _("the key says {key}, the proof computes {value}")
                yield Complaint(
                    ("rows", place, "cells", column), message.format(key=short(say(cell, "en")), value=short(value))
                )


def _open(question: OpenQuestion, bench: Bench) -> Complaints:
    """Every point is true, every misconception false."""
    if question.proof is not None:
        yield from blame(bench.run(shown_code(question), question.proof))
    claims: tuple[tuple[str, tuple[Point | Misbelief, ...], bool], ...] = (
        ("points", question.points, True),
        ("misconceptions", question.misconceptions, False),
    )
    for name, items, expected in claims:
        for place, item in enumerate(items):
            if item.proof is None:
                continue
            steps: Steps = (name, place, "proof")
            truth, complaints = result(bench.run(shown_code(question), item.proof), "truth", steps)
            yield from complaints
            if complaints:
                continue
            if not is_truth(truth):
                yield Complaint(steps, _("`truth` must be True or False, is {value}").format(value=short(truth)))
            elif bool(truth) is not expected:
                yield Complaint(steps, _("the proof finds it true") if truth else _("the proof finds it false"))


_VERDICTS: Final[dict[type, Callable[[Any, Bench], Complaints]]] = {
    ChoiceQuestion: _choice,
    MultiQuestion: _multi,
    BooleanQuestion: _boolean,
    NumberQuestion: _number,
    ShapeQuestion: _shape,
    OutputQuestion: _output,
    OrderQuestion: _order,
    ClozeQuestion: _cloze,
    MatchQuestion: _match,
    BugQuestion: _bug,
    OpenQuestion: _open,
}
