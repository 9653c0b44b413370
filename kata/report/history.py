"""Attempts as lines of text and as JSON."""

from collections.abc import Iterable
from datetime import tzinfo

import msgspec

from kata.i18n import _
from kata.report.prediction_words import remark_on
from kata.report.schedule import rating_in_words
from kata.store import Attempt, KataAttempt, QuestionAttempt
from kata.store.rows import PREDICTION


def history_rows(attempts: Iterable[Attempt], zone: tzinfo | None = None) -> list[tuple[str, str, str, str]]:
    """Return (time in `zone`, else local time; item; result; remarks) for each attempt."""
    return [
        (attempt.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), item_of(attempt), _result(attempt), _remarks(attempt))
        for attempt in attempts
    ]


def history_json(attempts: Iterable[Attempt]) -> str:
    """Return a JSON array of the attempts as they are stored; `type` says whether of a question or a kata."""
    return msgspec.json.format(msgspec.json.encode(list(attempts))).decode()


def item_of(attempt: Attempt) -> str:
    """Return the question's id or the variant's name."""
    return attempt.question if isinstance(attempt, QuestionAttempt) else attempt.variant


def verdict_name(verdict: str) -> str:
    """Return a grading's verdict in the language of the interface."""
    names = {
        "passed": _("passed"),
        "failed": _("failed"),
        "error": _("error"),
        "timeout": _("timeout"),
        "memory": _("out of memory"),
        "crashed": _("crashed"),
        "refused": _("refused"),
    }
    return names.get(verdict, verdict)


def _result(attempt: Attempt) -> str:
    if isinstance(attempt, KataAttempt):
        return verdict_name(attempt.verdict)
    if attempt.correct:
        return _("right")
    if attempt.correct is None or attempt.score > 0:
        return _("{percent} of it").format(percent=f"{attempt.score:.0%}")
    return _("wrong")


def _remarks(attempt: Attempt) -> str:
    undone = [_("taken back")] if attempt.undone else []
    rated = [] if attempt.rating is None else [_("you say: {rating}").format(rating=rating_in_words(attempt.rating))]
    if isinstance(attempt, KataAttempt):
        checks = _("{passed} of {checks} checks").format(passed=attempt.passed_checks, checks=attempt.checks)
        mistake = [] if attempt.mistake is None else [attempt.mistake]
        return _(", ").join([*undone, checks, *rated, *mistake])
    if attempt.kind == PREDICTION and (remark := remark_on(attempt.answer)):
        return _(", ").join([*undone, remark])
    unsure = [_("unsure")] if attempt.unsure else []
    hinted = [_("with a hint")] if attempt.hints else []
    return _(", ").join([*undone, *unsure, *hinted, *rated, *attempt.misconceptions])
