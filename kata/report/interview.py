"""An interview as one page that leaves the program: HTML with everything in it, or Markdown.

What a page holds is made here once, as plain values; `interview.html.j2` and `markdown` below lay it out. All that the
reader wrote is escaped, and the HTML loads nothing from anywhere: its policy forbids it.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from kata.content import Library
from kata.content.model import OpenQuestion, say
from kata.errors import KataError
from kata.i18n import _
from kata.practice.interview import Interview
from kata.practice.scorecard import Result, Scorecard, Share
from kata.report.answers import given_answer, right_answer
from kata.report.interview_words import (
    FRAMEWORKS,
    kata_lines,
    overall,
    part_name,
    plan_rows,
    planned_name,
    status_name,
    time_in_words,
    title_of,
    topic_title,
)
from kata.report.pages import template
from kata.report.plot import choose_scale
from kata.report.schedule import day_in_words
from kata.store import KataAttempt, QuestionAttempt

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ENDINGS: Final = (".html", ".htm", ".md")
CURVE: Final = (320, 120)  # width and height of a plot
CURVES: Final = 6  # plots, at most


class Bar(Struct, frozen=True):
    """One bar: its name, 0 to 1, what is written behind it."""

    name: str
    share: float
    text: str


class Bars(Struct, frozen=True):
    """Bars beneath a title."""

    title: str
    bars: tuple[Bar, ...]


class Plot(Struct, frozen=True):
    """Two curves as the points of SVG polylines: the loss, and that of the reference."""

    title: str
    loss: str
    reference: str


class Time(Struct, frozen=True):
    """What an item took beside its plan, both as shares of the longest."""

    name: str
    taken: float
    planned: float
    text: str


class Item(Struct, frozen=True, kw_only=True):
    """One item with everything that is said of it; texts in Markdown are `prompt` and `explanation`."""

    heading: str
    status: str
    tone: str
    time: str
    prompt: str = ""
    code: str = ""
    yours: str = ""
    points: tuple[tuple[bool, str], ...] = ()
    right_label: str = ""
    right: str = ""
    explanation: str = ""
    graded: tuple[str, ...] = ()
    source: str = ""
    plots: tuple[Plot, ...] = ()


class Page(Struct, frozen=True, kw_only=True):
    """The page. `words` are the labels that the layout needs."""

    language: str
    title: str
    when: str
    overall: str
    plan: tuple[tuple[str, str, str], ...]
    bars: tuple[Bars, ...]
    times: tuple[Time, ...]
    items: tuple[Item, ...]
    week: tuple[tuple[str, tuple[str, ...]], ...]
    words: Mapping[str, str]


def write_report(file: Path, page: Page) -> None:
    """Write a page to a file, as its name ends: .html or .md.

    Raises:
        KataError: The name ends otherwise, or the file cannot be written.
    """
    check_ending(file)
    text = markdown(page) if file.suffix.lower() == ".md" else html(page)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise KataError(_("{file}: cannot be written: {reason}").format(file=file, reason=fault.strerror)) from fault


def check_ending(file: Path) -> None:
    """Raise `KataError` unless the file's name says which form is wanted."""
    if file.suffix.lower() not in ENDINGS:
        raise KataError(_("{file}: a report's name ends in .html or .md.").format(file=file))


def page_of(library: Library, interview: Interview, card: Scorecard, begun: datetime, language: str) -> Page:
    """Return the page of an interview; `begun` in the reader's time zone."""
    longest = max([1.0, *(max(result.seconds, 60 * result.minutes) for result in card.results)])
    topics = [(topic_title(library, share.name, language), share) for share in card.topics]
    frameworks = [(FRAMEWORKS[share.name], share) for share in card.frameworks]
    return Page(
        language=language,
        title=_("Mock interview"),
        when=begun.strftime("%Y-%m-%d %H:%M"),
        overall=overall(card),
        plan=tuple(plan_rows(interview)),
        bars=(Bars(_("By topic"), _bars(topics)), Bars(_("By framework"), _bars(frameworks))),
        times=tuple(
            Time(
                title_of(library, it, language),
                it.seconds / longest,
                60 * it.minutes / longest,
                time_in_words(it),
            )
            for it in card.results
        ),
        items=tuple(_item(library, interview, result, language) for result in card.results),
        week=_week(library, card, language),
        words={
            "plan": _("The plan"),
            "times": _("Time taken, and planned"),
            "taken": _("taken"),
            "planned": _("planned"),
            "items": _("Item by item"),
            "yours": _("Your answer:"),
            "code": _("Your code:"),
            "points": _("Its points, ticked where you made them:"),
            "graded": _("The grading:"),
            "curves": _("Loss, and the reference's, dashed"),
            "week": _("The next week"),
        },
    )


def html(page: Page) -> str:
    """Return the page as HTML: one file, nothing to load."""
    from markupsafe import Markup  # noqa: PLC0415  only who writes a page needs it

    page_template = template("interview.html.j2")
    return page_template.render(page=page, prose=lambda text: Markup(_markdown().render(text)), curve=CURVE)  # noqa: S704  escaped by markdown-it


def markdown(page: Page) -> str:
    """Return the page as Markdown."""
    words = page.words
    lines = [f"# {page.title} · {page.when}", "", page.overall, "", f"## {words['plan']}", ""]
    lines += [f"- {name} · {what} · {minutes}" for name, what, minutes in page.plan]
    for bars in page.bars:
        if bars.bars:
            lines += ["", f"## {bars.title}", "", *(f"- {bar.name} · {bar.text}" for bar in bars.bars)]
    if page.week:
        lines += ["", f"## {words['week']}", ""]
        for day, names in page.week:
            lines += [f"- {day}", *(f"  - {name}" for name in names)]
    lines += ["", f"## {words['items']}"]
    for item in page.items:
        lines += ["", f"### {item.heading}", "", f"{item.status} · {item.time}", ""]
        lines += _markdown_item(item, words)
    return "\n".join(lines).rstrip() + "\n"


def _markdown_item(item: Item, words: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    if item.prompt:
        lines += [item.prompt, ""]
    if item.code:
        lines += [*fenced(item.code, "python"), ""]
    if item.yours:
        lines += [words["yours"], "", *fenced(item.yours), ""]
    if item.points:
        lines += [words["points"], "", *(f"- [{'x' if made else ' '}] {text}" for made, text in item.points), ""]
    if item.right:
        lines += [item.right_label, "", *fenced(item.right), ""]
    if item.graded:
        lines += [words["graded"], "", *fenced("\n".join(item.graded)), ""]
    if item.source:
        lines += [words["code"], "", *fenced(item.source, "python"), ""]
    return [*lines, item.explanation] if item.explanation else lines


def fenced(text: str, language: str = "") -> list[str]:
    """Return text as a fenced block that nothing in it can end."""
    longest = max((len(ticks) for ticks in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [fence + language, *text.rstrip().splitlines(), fence]


def _bars(shares: Sequence[tuple[str, Share]]) -> tuple[Bar, ...]:
    return tuple(Bar(name, share.score, f"{share.score:.0%} ({share.judged})") for name, share in shares)


def _item(library: Library, interview: Interview, result: Result, language: str) -> Item:
    number = interview.part_of(result.item).items.index(result.item) + 1
    facts: dict[str, Any] = {
        "heading": f"{part_name(result.part)} · {title_of(library, result, language) if result.kata else number}",
        "status": status_name(result.status),
        "tone": _tone(result),
        "time": time_in_words(result),
    }
    if result.kata:
        summary = say(library.variant(result.item).kata.spec.summary, language)
        plots = _plots(result.attempt.report) if isinstance(result.attempt, KataAttempt) else ()
        return Item(**facts, prompt=summary, graded=tuple(kata_lines(result)), source=result.source, plots=plots)
    question = library.question(result.item)
    if result.status == "not reached":  # it is still to be asked
        return Item(**facts)
    given = result.attempt.answer if isinstance(result.attempt, QuestionAttempt) else None
    if given is not None:
        facts["yours"] = given_answer(question, given, language)
    if isinstance(question, OpenQuestion):
        ticked = given["points"] if given is not None else ()
        facts["points"] = tuple((at in ticked, say(point.text, language)) for at, point in enumerate(question.points))
    return Item(
        **facts,
        prompt=say(question.prompt, language).strip(),
        code=say(question.code or "", language).rstrip(),
        right_label=_("One good answer:") if isinstance(question, OpenQuestion) else _("Right is:"),
        right=right_answer(question, language),
        explanation=say(question.explanation, language).strip(),
    )


def _tone(result: Result) -> str:
    if result.well:
        return "good"
    return "bad" if result.status in ("wrong", "failed") else "so-so"


def _plots(report: Any) -> tuple[Plot, ...]:
    drawn = (_plot(curve) for curve in report["curves"][:CURVES])
    return tuple(plot for plot in drawn if plot is not None)


def _plot(curve: Mapping[str, Any]) -> Plot | None:
    """Return both curves in the plot's units, what is no number left out; None where there is nothing to draw."""
    losses, references = (
        [math.nan if value is None else value for value in curve[name]]  # JSON has no NaN
        for name in ("loss", "reference")
    )
    scale, (width, height) = choose_scale(losses, references), CURVE
    if scale is None or not curve["steps"]:
        return None
    last = max(curve["steps"][-1], 1)

    def drawn(values: Sequence[float]) -> str:
        return " ".join(
            f"{width * step / last:.1f},{height * (1 - scale.height(value)):.1f}"
            for step, value in zip(curve["steps"], values, strict=False)
            if math.isfinite(value)
        )

    title = _("{task}, seed {seed}").format(task=curve["task"], seed=curve["seed"])
    return Plot(title, drawn(losses), drawn(references))


def _week(library: Library, card: Scorecard, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    planned: Mapping[str, date] = card.planned or {}
    known = {*(question.id for question in library.questions), *(variant.name for variant in library.variants)}
    items = sorted((it for it in planned if it in known), key=lambda it: (planned[it], it))
    return tuple(
        (day_in_words(day), tuple(planned_name(library, item, language) for item in of_day))
        for day, of_day in groupby(items, key=lambda it: planned[it])
    )


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  only who writes a page needs it

    return MarkdownIt("commonmark", {"html": False}).disable("image")
