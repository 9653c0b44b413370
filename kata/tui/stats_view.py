"""What the statistics look like, page by page, as lines for a width. No terminal here."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final, Literal

from rich.cells import cell_len
from textual.content import Content

from kata.content import Library
from kata.content.model import say
from kata.i18n import _
from kata.practice.accuracy import Accuracy, Hard
from kata.practice.forecast import Load
from kata.practice.heat import Week, heat
from kata.practice.intervals import Share
from kata.practice.readiness import TopicReadiness
from kata.practice.stats import WEEKS, Stats
from kata.report.katas import level_name
from kata.report.schedule import month_name, weekday_name
from kata.report.stats_words import (
    FRAMEWORKS,
    calibration_in_words,
    forecast_in_words,
    interval_in_words,
    kind_name,
    share_in_words,
    streak_in_words,
    time_in_words,
)
from kata.tui.bars import COLUMNS, bar, fitted, ready_row
from kata.tui.summing_up import first_line
from kata.tui.widgets.menu import Line

Page = Literal["ready", "days", "answers", "hardest"]
PAGES: Final[tuple[Page, ...]] = ("ready", "days", "answers", "hardest")

STEPS: Final = "·░▒▓█"  # of the heat map: the ink grows, whatever the colours are
QUARTER: Final = 13  # weeks
HEIGHT: Final = 4  # lines of the forecast
EVERYTHING: Final = "everything"


def page_name(page: Page) -> str:
    """Return what a page is called."""
    return {"ready": _("Ready"), "days": _("Days"), "answers": _("Answers"), "hardest": _("Hardest")}[page]


def weakest_first(topics: Sequence[TopicReadiness]) -> list[TopicReadiness]:
    """Return the topics, the one with the lowest chance first."""
    return sorted(topics, key=lambda it: it.estimate.chance)


def ready_lines(stats: Stats, language: str) -> tuple[Line, ...]:
    """Return a line for everything, for each framework, and for each topic, the weakest first."""
    held = stats.readiness
    return (
        Line(EVERYTHING, partial(ready_row, _("Everything"), held.all)),
        *(Line(it.framework, partial(ready_row, FRAMEWORKS[it.framework], it.estimate)) for it in held.frameworks),
        *(
            Line(it.topic, partial(ready_row, say(it.title, language), it.estimate))
            for it in weakest_first(held.topics)
        ),
    )


def days_page(stats: Stats, width: int) -> Content:
    """Return days in a row, the time spent, the heat map, and what the next days bring."""
    parts = [
        Content.styled(streak_in_words(stats), "bold"),
        Content(time_in_words(stats)),
        *heat_map(stats, width),
        Content(""),
        Content.styled(_("Reviews to come"), "bold"),
        *forecast_chart(stats.forecast, width),
        Content.styled(forecast_in_words(stats), "$text-muted"),
    ]
    return Content("\n").join(parts)


def heat_map(stats: Stats, width: int) -> Iterator[Content]:
    """Yield months, seven weekdays with a sign for each day, and what the signs mean."""
    names = [weekday_name(day) for day in range(7)]
    label = max(map(cell_len, names)) + 1
    weeks = heat(stats.by_day, stats.day, min(_weeks(stats), max((width - label) // 2, 1)))
    yield Content.styled(" " * label + _months(weeks), "$text-muted")
    for day, name in enumerate(names):
        yield Content.assemble((fitted(name, label), "$text-muted"), *(_sign(week.steps[day]) for week in weeks))
    fewer, more = _("fewer"), _("more")
    yield Content.styled(f"{' ' * label}{fewer} {' '.join(STEPS)} {more}", "$text-muted")


def forecast_chart(loads: Sequence[Load], width: int) -> Iterator[Content]:
    """Yield columns for the days to come, two cells a day, with dates beneath; the top of the scale at the left."""
    shown = loads[: max((width - 5) // 2, 1)]
    top = max(*(load.reviews for load in shown), 1)
    for row in range(HEIGHT - 1, -1, -1):
        label = f"{top:>3} " if row == HEIGHT - 1 else "  0 " if row == 0 else "    "
        yield Content.assemble(
            (label, "$text-muted"), *((_column(load.reviews, top, row) + " ", "$primary") for load in shown)
        )
    yield Content.styled("    " + _dates([load.day for load in shown]), "$text-muted")


def answers_page(stats: Stats, width: int) -> Content:
    """Return how answers went: by level, by kind, by how sure the reader was; and the katas."""
    parts = [
        *_shares(_("By level"), [(level_name(it.name), it) for it in stats.levels], width),
        *_shares(_("By kind"), [(kind_name(it.name), it) for it in stats.kinds], width),
        *_sure(stats, width),
        *_katas(stats),
    ]
    return Content("\n").join(parts)


def hard_lines(stats: Stats, library: Library, language: str) -> tuple[Line, ...]:
    """Return a line for each of the hardest questions."""
    return tuple(Line(it.question, partial(_hard_row, it, library, language)) for it in stats.hardest)


def _hard_row(hard: Hard, library: Library, language: str, width: int) -> Content:
    question = library.question(hard.question)
    prompt = first_line(say(question.prompt, language))
    counts = f"{hard.answers.right}/{hard.answers.count}"
    topic = fitted(say(library.bank(hard.topic).title, language), max((width - 8) // 3, 4))
    room = max(width - cell_len(topic) - 8, 4)
    return Content.assemble(fitted(prompt, room), "  ", (topic, "$text-muted"), f"{counts:>6}")


def _weeks(stats: Stats) -> int:
    """Return how many weeks are worth showing: since the first day on which anything was done, a quarter at least."""
    first = min(stats.by_day, default=stats.day)
    return min(max((stats.day - first).days // 7 + 2, QUARTER), WEEKS)


def _sign(step: int | None) -> tuple[str, str]:
    """Return a day's sign and its style."""
    if step is None:
        return "  ", ""
    return STEPS[step] + " ", "$primary" if step else "$text-muted"


def _months(weeks: Sequence[Week]) -> str:
    """Return a line with each month's name above the first week that begins in it, where it does not touch the last."""
    line, before = "", None
    for at, week in enumerate(weeks):
        month = week.monday.month
        if month != before and cell_len(line) <= 2 * at - bool(line) and (before is not None or week.monday.day <= 21):
            name = month_name(month)
            line += " " * (2 * at - cell_len(line)) + name
        before = month
    return line


def _dates(days: Sequence[date]) -> str:
    """Return a line with the date beneath every seventh day, two cells a day."""
    line = ""
    for at in range(0, len(days), 7):
        words = _("{day} {month}").format(day=days[at].day, month=month_name(days[at].month))
        if at * 2 + cell_len(words) <= 2 * len(days):
            line += " " * (2 * at - cell_len(line)) + words
    return line


def _column(count: int, top: int, row: int) -> str:
    """Return the part of a column in one line, `row` counted from the ground; something is never drawn as nothing."""
    eighths = max(round(count / top * HEIGHT * 8), 1 if count else 0) - 8 * row
    if row == 0 and not count:
        return "·"
    return COLUMNS[min(max(eighths, 0), 8)]


def _shares(heading: str, rows: Sequence[tuple[str, Accuracy]], width: int) -> Iterator[Content]:
    if not rows:
        return
    name_width = max(*(cell_len(name) for name, _it in rows), cell_len(heading)) + 2
    length = min(max((width - name_width - 24) // 2, 5), 30)
    first = _("first time")
    yield Content.assemble((fitted(heading, name_width), "bold"), (" " * (length + 16) + first, "$text-muted"))
    for name, it in rows:
        counts = f"{it.answers.right}/{it.answers.count}"
        yield Content.assemble(
            fitted(name, name_width),
            bar(it.answers.value or 0.0, length),
            f"{share_in_words(it.answers):>5}",
            (f"{counts:>10} ", "$text-muted"),
            f"{share_in_words(it.first):>{cell_len(first)}}",
        )
    yield Content("")


def _sure(stats: Stats, width: int) -> Iterator[Content]:
    rows = calibration_in_words(stats)
    heading = _("How sure you were")
    name_width = max(*(cell_len(name) for name, _it in rows), cell_len(heading)) + 2
    length = min(max((width - name_width - 24) // 2, 5), 30)
    interval = _("likely range")
    yield Content.assemble((fitted(heading, name_width), "bold"), (" " * (length + 16) + interval, "$text-muted"))
    for name, it in rows:
        yield Content.assemble(fitted(name, name_width), *_calibrated(it, length))
    yield Content("")


def _calibrated(share: Share, length: int) -> Iterator[Content | tuple[str, str] | str]:
    counts = f"{share.right}/{share.count}"
    yield bar(share.value or 0.0, length)
    yield f"{share_in_words(share):>5}"
    yield f"{counts:>10} ", "$text-muted"
    yield interval_in_words(share)


def _katas(stats: Stats) -> Iterator[Content]:
    yield Content.styled(_("Katas"), "bold")
    for it in stats.katas:
        words = _("{passed} passed, {tried} tried, of {count}")
        said = words.format(passed=it.passed, tried=it.tried, count=it.variants)
        yield Content.assemble(f"{FRAMEWORKS[it.framework]:<9}", said)
