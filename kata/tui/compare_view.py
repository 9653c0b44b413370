"""What surrounds the pages of the comparison: the list, the head, the status, where it leads. No terminal here."""

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

from rich.cells import cell_len
from textual.content import Content

from kata.compare.findings import Links
from kata.compare.findings import links as links_of
from kata.compare.result import Comparison
from kata.compare.statistics import sizes_timed, standing
from kata.compare.workloads import Workload
from kata.content import Library, Variant
from kata.content.model import say
from kata.i18n import _, language, ngettext
from kata.report.comparison import FASTEST, SIGNS, TIED, progress_place, progress_share
from kata.report.comparison_method import day_of, machine_words
from kata.tui.bars import fitted
from kata.tui.compare_ink import INKS
from kata.tui.comparing import ComparingState
from kata.tui.summing_up import first_line
from kata.tui.widgets import menu

Page = Literal["times", "memory", "about", "claims"]
PAGES: Final[tuple[Page, ...]] = ("times", "memory", "about", "claims")
STATE: Final = 15  # cells: the longest sign and name of a variant
QUESTION, KATA = "question", "kata"


def page_name(page: Page) -> str:
    """Return what a page is called."""
    return {
        "times": _("Times"),
        "memory": _("Memory"),
        "about": _("About it"),
        "claims": _("Often said"),
    }[page]


def head_in_words(state: ComparingState) -> str:
    """Return how the next measuring is set, and while one goes on, how long it will take."""
    how = " · ".join((_("quick") if state.how.quick else _("thorough"), state.how.device))
    return how if state.progress is None else f"{progress_share(state.progress)}   {how}"


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
        return f"{TIED} " + _("tie"), INKS["tie"]
    return f"{SIGNS[fastest[0]]} {fastest[0]}", INKS[fastest[0]]


def facts(state: ComparingState, workload: str) -> Content:
    """Return when, how and where something was measured, a fact a line; nothing where nothing was."""
    comparison = state.comparison(workload)
    if comparison is None:
        return Content("")
    settings = comparison.settings
    threads = ngettext("{count} thread", "{count} threads", settings.threads).format(count=settings.threads)
    lines = [day_of(comparison), f"{settings.device} · {settings.dtype} · {threads}"]
    if not comparison.whole and not (state.busy and workload in state.names):
        lines.append(_("ended early"))
    return Content("\n".join([*lines, *machine_words(comparison.machine)]))


def status_in_words(state: ComparingState, workload: str) -> tuple[str, str]:
    """Return the line above the keys and its tone: notice, how or nothing."""
    if state.stopping:
        return "… " + _("Ending it; what is measured stays."), "notice"
    if state.busy:
        return "… " + (_("Starting.") if state.progress is None else progress_place(state.progress)), "notice"
    if state.problem:
        return state.problem, "notice"
    if state.stage(workload) == "kept":
        return FASTEST + " " + _("faster than all others") + "   " + TIED + " " + _("a tie on this machine"), "how"
    return _("enter measures it. Nothing else should be running meanwhile."), "how"


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
