"""The statistics as plain text and as JSON. The keys of the JSON are promised in docs/stats.md."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kata.content.model import say
from kata.i18n import _
from kata.practice.accuracy import Accuracy, KatasDone
from kata.practice.intervals import Share
from kata.practice.readiness import Estimate
from kata.practice.stats import Stats
from kata.report.katas import level_name
from kata.report.schedule import day_in_words
from kata.report.stats_words import (
    FRAMEWORKS,
    calibration_in_words,
    estimate_in_words,
    forecast_in_words,
    interval_in_words,
    kind_name,
    share_in_words,
    streak_in_words,
    time_in_words,
    what_readiness_is,
)

FORMAT = 1
BAR = 10  # cells


class Section(Struct, frozen=True):
    """A part of the plain text: heading, rows of equal length (the first one names the columns), a remark."""

    heading: str
    rows: tuple[tuple[str, ...], ...] = ()
    remark: str = ""


def stats_json(stats: Stats, language: str) -> str:
    """Return a JSON object with everything; see docs/stats.md."""
    return msgspec.json.format(msgspec.json.encode(_object(stats, language))).decode()


def sections(stats: Stats, language: str) -> Iterator[Section]:
    """Yield the plain text part by part; numbers are text, columns are aligned by whoever prints them."""
    held = stats.readiness
    yield Section(
        _("Readiness"),
        (
            (_("topic"), "", _("today"), _("seen")),
            *(_ready(say(it.title, language), it.estimate) for it in held.topics),
            *(_ready(FRAMEWORKS[it.framework], it.estimate) for it in held.frameworks),
            _ready(_("everything"), held.all),
        ),
        what_readiness_is(),
    )
    yield Section(_("Days"), remark=streak_in_words(stats) + "\n" + time_in_words(stats))
    top = max(load.reviews for load in stats.forecast)
    days = tuple(
        (day_in_words(load.day), f"{load.reviews:>3}", "#" * -(-load.reviews * 4 * BAR // max(top, 1)))
        for load in stats.forecast
        if load.reviews
    )
    yield Section(_("Reviews to come"), days, forecast_in_words(stats))
    heading = (_("right"), _("of"), "", _("first time"))
    yield Section(_("By level"), ((_("level"), *heading), *(_went(level_name(it.name), it) for it in stats.levels)))
    yield Section(_("By kind"), ((_("kind"), *heading), *(_went(kind_name(it.name), it) for it in stats.kinds)))
    yield Section(
        _("How sure you were"),
        (
            ("", _("right"), _("of"), "", _("likely range")),
            *(
                (words, f"{it.right:>5}", f"{it.count:>5}", share_in_words(it), interval_in_words(it))
                for words, it in calibration_in_words(stats)
            ),
        ),
    )
    if stats.hardest:
        yield Section(
            _("Hardest questions"),
            (
                (_("question"), _("right"), _("of"), ""),
                *((it.question, *_counted(it.answers)) for it in stats.hardest),
            ),
        )
    yield Section(
        _("Katas"),
        (
            (_("framework"), _("passed"), _("tried"), _("of")),
            *(
                (FRAMEWORKS[it.framework], f"{it.passed:>5}", f"{it.tried:>5}", f"{it.variants:>5}")
                for it in stats.katas
            ),
        ),
    )


def _ready(name: str, estimate: Estimate) -> tuple[str, ...]:
    full = round(estimate.chance * BAR)
    return name, "#" * full + "." * (BAR - full), estimate_in_words(estimate), f"{estimate.seen}/{estimate.questions}"


def _counted(share: Share) -> tuple[str, str, str]:
    return f"{share.right:>5}", f"{share.count:>5}", share_in_words(share)


def _went(name: str, accuracy: Accuracy) -> tuple[str, ...]:
    return name, *_counted(accuracy.answers), share_in_words(accuracy.first)


def _katas(done: KatasDone) -> tuple[str, ...]:
    return FRAMEWORKS[done.framework], f"{done.passed:>5}", f"{done.tried:>5}", f"{done.variants:>5}"


def _object(stats: Stats, language: str) -> dict[str, Any]:
    held = stats.readiness
    return {
        "format": FORMAT,
        "day": stats.day,
        "answers": stats.answers,
        "readiness": {
            "all": _estimate(held.all),
            "topics": [
                {"topic": it.topic, "title": say(it.title, language), **_estimate(it.estimate)} for it in held.topics
            ],
            "frameworks": [{"framework": it.framework, **_estimate(it.estimate)} for it in held.frameworks],
        },
        "streak": stats.streak,
        "by_day": {day.isoformat(): count for day, count in sorted(stats.by_day.items())},
        "forecast": stats.forecast,
        "levels": [{"level": it.name, **_accuracy(it)} for it in stats.levels],
        "kinds": [{"kind": it.name, **_accuracy(it)} for it in stats.kinds],
        "calibration": {
            "sure": _share(stats.calibration.sure),
            "unsure": _share(stats.calibration.unsure),
        },
        "hardest": [{"question": it.question, "topic": it.topic, **_share(it.answers)} for it in stats.hardest],
        "katas": stats.katas,
        "seconds": {name: round(getattr(stats.time, name)) for name in stats.time.__struct_fields__},
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "chance": round(estimate.chance, 4),
        "spread": round(estimate.spread, 4),
        "questions": estimate.questions,
        "seen": estimate.seen,
    }


def _accuracy(accuracy: Accuracy) -> dict[str, Any]:
    return {"answers": _share(accuracy.answers), "first": _share(accuracy.first)}


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    value = None if share.value is None else round(share.value, 4)
    return {"right": share.right, "count": share.count, "share": value, "low": round(low, 4), "high": round(high, 4)}
