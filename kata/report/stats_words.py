"""The statistics in words: what screens and plain text both say."""

from typing import Final

from kata.content.model import Framework
from kata.i18n import _, ngettext
from kata.practice.intervals import Share
from kata.practice.readiness import Estimate, Readiness
from kata.practice.stats import Stats

FRAMEWORKS: Final[dict[Framework, str]] = {"torch": "PyTorch", "jax": "JAX", "numpy": "NumPy"}


def kind_name(kind: str) -> str:
    """Return what questions of a kind are called."""
    return {
        "choice": _("single choice"),
        "multi": _("multiple choice"),
        "boolean": _("true-false"),
        "number": _("numbers"),
        "shape": _("shapes"),
        "output": _("printed output"),
        "order": _("lines in order"),
        "cloze": _("blanks"),
        "match": _("pairs"),
        "bug": _("wrong lines"),
        "open": _("own words"),
    }[kind]


def estimate_in_words(estimate: Estimate) -> str:
    """Return e.g. `81% ±5`, both in percent."""
    return f"{estimate.chance:.0%} ±{estimate.spread * 100:.0f}"


def frameworks_in_words(readiness: Readiness) -> str:
    """Return the estimates of the two frameworks, e.g. `PyTorch 72% ±2 · JAX 55% ±3`."""
    said = {it.framework: f"{FRAMEWORKS[it.framework]} {estimate_in_words(it.estimate)}" for it in readiness.frameworks}
    return " · ".join(said[name] for name in ("torch", "jax") if name in said)


def share_in_words(share: Share) -> str:
    """Return the percentage, `-` of nothing."""
    return "-" if share.value is None else f"{share.value:.0%}"


def interval_in_words(share: Share) -> str:
    """Return the 95 % interval, e.g. `61-79%`."""
    low, high = share.interval
    return f"{low * 100:.0f}-{high:.0%}"


def duration(seconds: float) -> str:
    """Return e.g. `2 h 5 min`; under a minute, `0 min`."""
    hours, minutes = divmod(int(seconds // 60), 60)
    said = _("{hours} h {minutes} min") if hours else _("{minutes} min")
    return said.format(hours=hours, minutes=minutes)


def streak_in_words(stats: Stats) -> str:
    """Return the days in a row, and what days off this week has left."""
    held = stats.streak
    row = ngettext("{count} day in a row", "{count} days in a row", held.days).format(count=held.days)
    longest = _("the longest: {count}").format(count=held.longest)
    parts = [row, longest]
    if held.off_left is not None:
        left = ngettext("{count} day off left this week", "{count} days off left this week", held.off_left)
        parts.append(left.format(count=held.off_left))
    return " · ".join(parts)


def time_in_words(stats: Stats) -> str:
    """Return the time spent, in all and in the last seven days."""
    held = stats.time
    words = _("Questions {questions}, katas {katas} · last 7 days {recent_questions}, {recent_katas}")
    return words.format(
        questions=duration(held.questions),
        katas=duration(held.katas),
        recent_questions=duration(held.recent_questions),
        recent_katas=duration(held.recent_katas),
    )


def forecast_in_words(stats: Stats) -> str:
    """Return how many reviews come, today, in a week and in all, and how many wait for want of room."""
    loads = stats.forecast
    counts = [sum(load.reviews for load in loads[:days]) for days in (1, 7, len(loads))]
    said = _("Today {today}, in seven days {week}, in {days} days {all}.").format(
        today=counts[0], week=counts[1], days=len(loads), all=counts[2]
    )
    if loads[0].left:
        more = _("{count} of today's wait for the days after, for want of room in the daily limit.")
        said += "\n" + more.format(count=loads[0].left)
    return said


def calibration_in_words(stats: Stats) -> tuple[tuple[str, Share], ...]:
    """Return the two rows: sure, and unsure."""
    return (_("sure"), stats.calibration.sure), (_("unsure"), stats.calibration.unsure)


def what_readiness_is() -> str:
    """Return what the percentages mean, in a sentence or two."""
    return _(
        "The share of the questions that you would answer right today. About two times in three "
        "it lies within the ±; what you have not seen makes it wide."
    )
