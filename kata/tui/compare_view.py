"""What the comparison looks like, part by part, as styled lines for a width. No terminal here."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, Literal

from rich.cells import cell_len
from textual.content import Content

from kata.compare.findings import Links
from kata.compare.findings import links as links_of
from kata.compare.prediction import Prediction, marked
from kata.compare.result import Comparison
from kata.compare.statistics import sizes_timed, standing
from kata.compare.workloads import Workload
from kata.content import Library, Variant
from kata.content.model import say
from kata.i18n import _, language, ngettext
from kata.report.comparison import (
    FASTEST,
    SIGNS,
    TIED,
    Cell,
    Ink,
    Line,
    Table,
    details_table,
    notes,
    progress_line,
    timing_table,
    what_size_means,
)
from kata.report.comparison_method import day_of, machine_words, method
from kata.report.comparison_plot import memory_bars, time_plot
from kata.report.comparison_words import explained
from kata.report.interview_words import clock
from kata.report.prediction_words import choice_in_words, found_in_words, predictions_in_words
from kata.tui.bars import fitted
from kata.tui.comparing import ComparingState
from kata.tui.summing_up import first_line
from kata.tui.widgets import menu

Page = Literal["times", "memory", "about"]
PAGES: Final[tuple[Page, ...]] = ("times", "memory", "about")
INKS: Final[dict[Ink, str]] = {
    "head": "$text-muted",
    "best": "$success bold",
    "tie": "$success",
    "plain": "",
    "dim": "$text-muted",
    "bad": "$error",
    "numpy": "$secondary",
    "torch": "$warning",
    "torch.compile": "$code-number",
    "jax": "$primary",
    "jax.jit": "$accent",
}
STATE: Final = 15  # cells: the longest sign and name of a variant
QUESTION, KATA = "question", "kata"


def page_name(page: Page) -> str:
    """Return what a page is called."""
    return {"times": _("Times"), "memory": _("Memory"), "about": _("About it")}[page]


def head_in_words(state: ComparingState) -> str:
    """Return how the next measuring is set, and while one goes on, how long it will take."""
    how = " · ".join((_("quick") if state.how.quick else _("thorough"), state.how.device))
    progress = state.progress
    if progress is None:
        return how
    time = clock(progress.left + 0.5)
    return _("{percent}, about {time} left").format(percent=f"{progress.share:.0%}", time=time) + "   " + how


def workload_lines(workloads: Sequence[Workload], state: ComparingState) -> tuple[menu.Line, ...]:
    """Return a line for each workload: its title, and how far it is or who is fastest."""
    return tuple(menu.Line(one.name, partial(_workload_row, one, state)) for one in workloads)


def _workload_row(workload: Workload, state: ComparingState, width: int) -> Content:
    words, style = _standing_in_words(workload.name, state)
    shown = words if cell_len(words) <= STATE else fitted(words, STATE)
    return Content.assemble(
        fitted(say(workload.title, language()), max(width - cell_len(shown) - 1, 0)), " ", (shown, style)
    )


def _standing_in_words(workload: str, state: ComparingState) -> tuple[str, str]:
    """Return how far a workload is, or who is fastest at its largest size, and a style for it."""
    found = state.comparison(workload)
    match state.stage(workload):
        case "now":
            return _("measuring"), "bold"
        case "queued":
            return _("waiting"), "$text-muted"
        case "empty":
            return _("no times"), "$error"
        case "kept" if found is not None:
            return _fastest(found, workload)
    return "·", "$text-muted"


def _fastest(comparison: Comparison, workload: str) -> tuple[str, str]:
    sizes = sizes_timed(comparison, workload)
    fastest = standing(comparison.of(workload, sizes[-1])).fastest if sizes else ()
    if not fastest:
        return _("begun"), "$text-muted"
    if len(fastest) > 1:
        return "= " + _("a tie"), INKS["tie"]
    return f"{SIGNS[fastest[0]]} {fastest[0]}", INKS[fastest[0]]


def facts(comparison: Comparison | None) -> Content:
    """Return when, how and where something was measured, a fact a line; nothing where nothing was."""
    if comparison is None:
        return Content("")
    settings = comparison.settings
    threads = ngettext("{count} thread", "{count} threads", settings.threads).format(count=settings.threads)
    lines = [day_of(comparison), f"{settings.device} · {settings.dtype} · {threads}"]
    if not comparison.whole:
        lines.append(_("ended early"))
    return Content("\n".join([*lines, *machine_words(comparison.machine)]))


def status_in_words(state: ComparingState, workload: str) -> tuple[str, str]:
    """Return the line above the keys and its tone: notice, how or nothing."""
    if state.stopping:
        return "… " + _("Ending it; what is measured stays."), "notice"
    if state.busy:
        return "… " + (_("Starting.") if state.progress is None else progress_line(state.progress)), "notice"
    if state.problem:
        return state.problem, "notice"
    if state.stage(workload) == "kept":
        return f"{FASTEST} {_('faster than all others')}   {TIED} {_('a tie on this machine')}", "how"
    return _("enter measures it. Nothing else should be running meanwhile."), "how"


def styled(lines: Sequence[Line]) -> Content:
    """Return lines of spans in the colours of the theme."""
    return Content("\n").join(Content.assemble(*((span.text, INKS[span.ink]) for span in line)) for line in lines)


def laid_out(table: Table, width: int) -> Content:
    """Return a table with columns aligned by display width; those that do not fit beside the others come below them."""
    if not table:
        return Content("")
    widths = [max(cell_len(row[at].text) for row in table) for at in range(len(table[0]))]
    gap = 2 if sum(widths) + 2 * (len(widths) - 1) <= width else 1
    blocks = _blocks([one + gap for one in widths], width + gap)
    return Content("\n\n").join(
        Content("\n").join(_row([row[at] for at in block], [widths[at] for at in block], gap) for row in table)
        for block in blocks
    )


def _blocks(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield the columns in groups that fit, each with the first column, which names the rows."""
    block, used = [0], widths[0]
    for at, width in enumerate(widths[1:], 1):
        if len(block) > 1 and used + width > room:
            yield block
            block, used = [0], widths[0]
        block.append(at)
        used += width
    yield block


def _row(cells: Sequence[Cell], widths: Sequence[int], gap: int) -> Content:
    """Return one line: the first cell begins at the left, numbers end at the right."""
    first, *others = cells
    parts = [(first.text + " " * (widths[0] - cell_len(first.text)), INKS[first.tone])]
    for cell, width in zip(others, widths[1:], strict=True):
        parts.append((" " * (gap + width - cell_len(cell.text)) + cell.text, INKS[cell.tone]))
    return Content.assemble(*parts)


def times_part(state: ComparingState, workload: Workload, width: int) -> Content:
    """Return what was predicted, the times, and what hindered a variant; before any are there, what is measured."""
    found = state.comparison(workload.name)
    if found is None:
        return Content(say(workload.about, language()))
    name = workload.name
    parts = [
        _expected(state.prediction(name), found),
        laid_out(timing_table(found, name), width),
        Content.styled("\n".join(notes(found, name)), INKS["bad"]),
    ]
    return Content("\n\n").join(part for part in parts if part.plain)


def explained_part(state: ComparingState, workload: Workload) -> Content:
    """Return what follows from the numbers, a paragraph a sentence or two."""
    found = state.comparison(workload.name)
    return Content("" if found is None else "\n\n".join(explained(found, workload.name)))


def _expected(prediction: Prediction | None, comparison: Comparison) -> Content:
    """Return what was predicted beside what came of it."""
    if prediction is None:
        return Content("")
    marks = marked(prediction, comparison)
    if not marks:
        return Content(predictions_in_words([prediction], comparison))
    things = {"fastest": _("fastest"), "memory": _("least memory")}
    told = _("you said {said}, it was {found}")
    lines = []
    for mark in marks:
        sign, ink = ("✓", INKS["best"]) if mark.right else ("✗", INKS["bad"])
        words = told.format(said=choice_in_words(mark.said), found=found_in_words(mark.found))
        lines.append(Content.assemble((sign, ink), f" {things[mark.what]}: {words}"))
    return Content("\n").join(lines)


def has_chart(state: ComparingState, workload: Workload) -> bool:
    """Say whether there is anything to draw."""
    found = state.comparison(workload.name)
    return found is not None and bool(sizes_timed(found, workload.name))


def time_chart(state: ComparingState, workload: Workload, width: int, height: int) -> Content:
    """Return a line that says what is drawn, and the drawing."""
    found = state.comparison(workload.name)
    drawn = [] if found is None else time_plot(found, workload.name, width, height - 1)
    if found is None or not drawn:
        return Content("")
    sizes = sizes_timed(found, workload.name)
    said = _("Time by size, log-log ({meaning})") if len(sizes) > 1 else _("Time at size {size} ({meaning})")
    head = said.format(meaning=what_size_means(workload.name), size=sizes[-1])
    return Content("\n").join([Content.styled(fitted(head, width).rstrip(), INKS["head"]), styled(drawn)])


def memory_part(state: ComparingState, workload: Workload, width: int) -> Content:
    """Return bars of memory and what else is known at the largest size."""
    found = state.comparison(workload.name)
    bars = [] if found is None else memory_bars(found, workload.name, width)
    if found is None or not bars:
        return Content(_("Memory is measured at the largest size, after the times."))
    head = _("The most that one run takes")
    table = laid_out(details_table(found, workload.name), width)
    return Content("\n\n").join([Content.styled(head, INKS["head"]) + Content("\n") + styled(bars), table])


def about_part(workload: Workload) -> Content:
    """Return what the workload is and what its size means."""
    size = _("Size: {meaning}.").format(meaning=what_size_means(workload.name))
    return Content(say(workload.about, language()) + "\n" + size)


def method_part(state: ComparingState, workload: Workload) -> Content:
    """Return how it was measured."""
    found = state.comparison(workload.name)
    return Content.styled("" if found is None else "\n".join(method(found.settings)), INKS["dim"])


def links(state: ComparingState, workload: Workload, library: Library) -> tuple[menu.Line, ...]:
    """Return a line for each question that explains these results or goes with the workload, and for each kata."""
    found = state.comparison(workload.name)
    held = Links(workload.questions, workload.katas) if found is None else links_of(found, workload.name)
    known = {question.id for question in library.questions}
    questions = [one for one in held.questions if one in known]
    variants = [it for it in library.variants if it.kata.id in held.katas and it.framework != "numpy"]
    return (
        *(menu.Line(f"{QUESTION}:{one}", partial(_question_row, one, library)) for one in questions),
        *(menu.Line(f"{KATA}:{it.name}", partial(_kata_row, it)) for it in variants),
    )


def _question_row(name: str, library: Library, width: int) -> Content:
    prompt = first_line(say(library.question(name).prompt, language()))
    return Content(fitted(f"? {prompt}", width))


def _kata_row(variant: Variant, width: int) -> Content:
    return Content(fitted(f"✎ {variant.name}  {say(variant.title, language())}", width))
