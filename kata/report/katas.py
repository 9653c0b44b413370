"""The katas with the reader's status, as rows of text and as JSON."""

from collections.abc import Iterable

import msgspec

from kata.content import Library
from kata.content.model import say
from kata.i18n import _
from kata.practice import VariantProgress


def variant_rows(
    library: Library, done: Iterable[VariantProgress], language: str
) -> list[tuple[str, str, str, str, str]]:
    """Return (name, level, minutes, status, title) for each variant."""
    rows = []
    for one in done:
        spec = library.variant(one.variant).kata.spec
        title = say(spec.title, language)
        rows.append((one.variant, level_name(spec.level), str(spec.minutes), status(one), title))
    return rows


def variants_json(library: Library, done: Iterable[VariantProgress], language: str) -> str:
    """Return a JSON array with an object for each variant."""
    return msgspec.json.format(msgspec.json.encode([_entry(library, one, language) for one in done])).decode()


def level_name(level: str) -> str:
    """Return the name of a level in the language of the interface."""
    return {"junior": _("junior"), "mid": _("mid"), "senior": _("senior")}[level]


def status(done: VariantProgress) -> str:
    """Say in a few words how far the reader is with a variant."""
    match done.status:
        case "new":
            return _("new")
        case "draft":
            return _("begun")
        case "passed":
            return _("passed")
        case "tried":
            return _("{passed} of {checks} checks").format(passed=done.best_checks, checks=done.checks)


def _entry(library: Library, done: VariantProgress, language: str) -> dict[str, object]:
    variant = library.variant(done.variant)
    spec = variant.kata.spec
    return {
        "name": done.variant,
        "kata": spec.id,
        "framework": variant.framework,
        "title": say(spec.title, language),
        "summary": say(spec.summary, language),
        "level": spec.level,
        "minutes": spec.minutes,
        "topics": spec.topics,
        "status": done.status,
        "attempts": done.attempts,
        "best_checks": done.best_checks,
        "checks": done.checks,
        "last": done.last,
    }
