"""The pages about one workload: its times, its memory, what it is, and what is often said. No terminal here."""

from textual.content import Content

from kata.compare.prediction import Prediction, marked
from kata.compare.result import Comparison
from kata.compare.statistics import sizes_timed
from kata.compare.workloads import Workload
from kata.content.model import say
from kata.i18n import _, language
from kata.report.comparison import details_table, notes, timing_table, what_size_means
from kata.report.comparison_layout import fits
from kata.report.comparison_method import method, remarks
from kata.report.comparison_plot import memory_bars, time_plot
from kata.report.comparison_words import article_claims, explained
from kata.report.prediction_words import choice_in_words, found_in_words, predictions_in_words
from kata.tui.bars import fitted
from kata.tui.compare_ink import INKS, laid_out, styled
from kata.tui.comparing import ComparingState
from kata.tui.widgets.inline import inline


def times_part(state: ComparingState, workload: Workload, width: int) -> Content:
    """Return what was predicted, the times, and what hindered a variant; before any are there, what is measured."""
    found = state.comparison(workload.name)
    if found is None:
        return inline(say(workload.about, language()))
    name = workload.name
    spread = timing_table(found, name, spreads=True)
    parts = [
        _expected(state.prediction(name), found),
        laid_out(spread if fits(spread, width) else timing_table(found, name), width),
        Content("\n").join(inline(note) for note in _hindrances(state, found, name)).stylize(INKS["bad"]),
    ]
    return Content("\n\n").join(part for part in parts if part.plain)


def _hindrances(state: ComparingState, comparison: Comparison, name: str) -> list[str]:
    """Return why variants have no times, and at the end what one should know before one believes the others."""
    return [*notes(comparison, name), *([] if state.stage(name) == "now" else remarks(comparison))]


def explained_part(state: ComparingState, workload: Workload) -> Content:
    """Return what follows from the numbers, once they are complete: a paragraph a sentence or two."""
    found = state.comparison(workload.name)
    if found is None or state.stage(workload.name) == "now":
        return Content("")
    return Content("\n\n").join(inline(sentence) for sentence in explained(found, workload.name))


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
        lines.append(
            Content.assemble((sign, ink), " ", _("{variant}: {text}").format(variant=things[mark.what], text=words))
        )
    return Content("\n").join(lines)


def sizes_drawn(state: ComparingState, workload: Workload) -> int:
    """Return for how many sizes there is something to draw."""
    found = state.comparison(workload.name)
    return 0 if found is None else len(sizes_timed(found, workload.name))


def time_chart(state: ComparingState, workload: Workload, width: int, height: int) -> Content:
    """Return a line that says what is drawn, and the drawing."""
    found = state.comparison(workload.name)
    drawn = [] if found is None else time_plot(found, workload.name, width, height - 1)
    if found is None or not drawn:
        return Content("")
    several = sizes_drawn(state, workload) > 1
    head = _("Time of a run against size, both logarithmic") if several else _("Time of a run")
    return Content("\n").join([Content.styled(fitted(head, width).rstrip(), INKS["head"]), styled(drawn)])


def memory_part(state: ComparingState, workload: Workload, width: int) -> Content:
    """Return bars of memory and what else is known at the largest size."""
    found = state.comparison(workload.name)
    bars = [] if found is None else memory_bars(found, workload.name, width)
    quick = state.how.quick if found is None else not found.settings.memory
    if quick:
        return Content(_("A quick run leaves memory out. A thorough one (key t) measures it."))
    if found is None or not bars:
        return Content(_("Memory is measured at the largest size, after the times."))
    words = _(
        "Operations are what Python hands out one by one, kernels what is launched; what is saved waits for the "
        "backward pass; the deviation is from NumPy in float64."
    )
    parts = [
        Content.styled(_("Peak memory"), INKS["head"]) + Content("\n") + styled(bars),
        laid_out(details_table(found, workload.name), width),
        Content.styled(words, INKS["dim"]),
    ]
    return Content("\n\n").join(parts)


def about_part(workload: Workload) -> Content:
    """Return what the workload is and what its size means."""
    size = _("Size: {meaning}.").format(meaning=what_size_means(workload.name))
    return inline(say(workload.about, language()) + "\n" + size)


def method_part(state: ComparingState, workload: Workload) -> Content:
    """Return how it was measured."""
    found = state.comparison(workload.name)
    return Content.styled("" if found is None else "\n".join(method(found.settings)), INKS["dim"])


def claims_part(state: ComparingState) -> Content:
    """Return what two sentences that one often reads come to here, as far as enough workloads are measured."""
    found = state.together()
    claims = [] if found is None else article_claims(found)
    if not claims:
        return Content(
            _("What is often said of the two can be held against this machine once three workloads are measured.")
        )
    return Content("\n\n").join(inline(claim) for claim in claims)
