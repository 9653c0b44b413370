"""What is said of an interview, wherever it is said: names of parts and of what came, times, the plan in a line."""

import re
from typing import Final

from kata.content import Library
from kata.content.model import say
from kata.i18n import _, ngettext
from kata.practice.interview import Interview, Part, PartName
from kata.practice.scorecard import Result, Scorecard, Status
from kata.store import KataAttempt

_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # a terminal would obey them
FRAMEWORKS: Final = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


def part_name(part: PartName) -> str:
    """Return what a part is called."""
    return {
        "warm-up": _("Warm-up"),
        "kata": _("Kata"),
        "follow-ups": _("Follow-ups"),
        "design": _("Design"),
    }[part]


def part_in_words(part: Part) -> str:
    """Return what a part holds, without saying what will be asked."""
    count = len(part.turns)
    return {
        "warm-up": ngettext("{count} short question", "{count} short questions", count),
        "kata": _("code to write in {framework}"),
        "follow-ups": ngettext(
            "{count} question about your code's subject", "{count} questions about your code's subject", count
        ),
        "design": ngettext(
            "{count} question to answer in your own words", "{count} questions to answer in your own words", count
        ),
    }[part.name].format(count=count, framework=FRAMEWORKS.get(part.items[0].rpartition("-")[2], ""))


def plan_rows(interview: Interview) -> list[tuple[str, str, str]]:
    """Return (part, what it holds, minutes) for each part."""
    return [
        (part_name(part.name), part_in_words(part), _("{minutes} min").format(minutes=part.minutes))
        for part in interview.parts
    ]


def status_name(status: Status) -> str:
    """Return sign and words for what came of an item: never colour alone."""
    return {
        "right": "✓ " + _("right"),
        "unsure": "~ " + _("right, unsure"),
        "partly": "~ " + _("partly right"),
        "wrong": "✗ " + _("wrong"),
        "passed over": "– " + _("passed over"),  # noqa: RUF001  longer than a hyphen: it must be seen
        "not reached": "· " + _("not reached"),
        "passed": "✓ " + _("passed"),
        "failed": "✗ " + _("not passed"),
        "not graded": "! " + _("not graded"),
    }[status]


def clock(seconds: float) -> str:
    """Return a duration as on a clock, e.g. `3:05`; hours where there are any."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_in_words(result: Result) -> str:
    """Return the time that an item took beside what was planned, e.g. `1:05 / 1:30`."""
    return f"{clock(result.seconds)} / {clock(60 * result.minutes)}"


def overall(card: Scorecard) -> str:
    """Return the whole in a sentence or two."""
    said = [
        _("Nothing was answered.")
        if card.score is None
        else _("{percent} overall.").format(percent=f"{card.score:.0%}")
    ]
    said.append(_("{time} of {minutes} min on the clock.").format(time=clock(card.seconds), minutes=card.minutes))
    if card.pauses:
        pauses = ngettext("{count} pause, {time}.", "{count} pauses, {time}.", card.pauses)
        said.append(pauses.format(count=card.pauses, time=clock(card.away)))
    return " ".join(said)


def topic_title(library: Library, topic: str, language: str) -> str:
    """Return a topic's title; some topics are those of katas alone, without a bank that has a title for them."""
    of_katas = {"attention": _("Attention"), "randomness": _("Random numbers"), "vision": _("Vision")}
    titles = of_katas | {bank.topic: say(bank.title, language) for bank in library.banks}
    return titles.get(topic, topic.replace("-", " "))


def title_of(library: Library, result: Result, language: str) -> str:
    """Return what was asked in one line: a prompt's first line, or a kata's title."""
    if result.kata:
        return f"{result.item} · {say(library.variant(result.item).title, language)}"
    return _first_line(library, result.item, language)


def planned_name(library: Library, item: str, language: str) -> str:
    """Return what a planned item is, in one line."""
    if item in {variant.name for variant in library.variants}:
        return f"{item} · {say(library.variant(item).title, language)}"
    return f"{topic_title(library, library.topic_of(item), language)} · {_first_line(library, item, language)}"


def _first_line(library: Library, item: str, language: str) -> str:
    prompt = say(library.question(item).prompt, language)
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    return line.replace("`", "").replace("**", "").lstrip("#> ")


def kata_lines(result: Result) -> list[str]:
    """Return what the grading of a kata says: verdict, each check, the diagnosis."""
    if result.problem:
        return [_("This cannot be graded here: {reason}").format(reason=result.problem)]
    if not isinstance(result.attempt, KataAttempt):
        return []
    report = result.attempt.report
    signs = {"passed": "✓", "failed": "✗", "error": "!", "skipped": "–"}  # noqa: RUF001  see above
    lines = [_("{passed} of {checks} checks").format(passed=result.attempt.passed_checks, checks=result.attempt.checks)]
    for check in report["checks"]:
        lines.append(f"{signs[check['status']]} {check['title']}")
        lines += [f"    {line}" for line in check["message"].splitlines()]
    if report["diagnosis"]:
        lines.append(_("Looks like: {mistake}").format(mistake=report["diagnosis"]["message"]))
    return [_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", line) for line in lines]
