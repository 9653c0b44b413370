"""The list of katas as lines, and what typing leaves of it. No terminal here."""

from msgspec import Struct
from textual.content import Content

from kata.content import Library, Variant
from kata.content.model import Localized, say
from kata.i18n import _
from kata.practice import VariantProgress, scheduling, variant_progress
from kata.store import Store
from kata.tui.asking import FRAMEWORKS, level_in_words
from kata.tui.bars import fitted


class KataEntry(Struct, frozen=True):
    """A variant and how far the reader is with it."""

    variant: Variant
    progress: VariantProgress


def kata_entries(library: Library, store: Store) -> tuple[KataEntry, ...]:
    """Return every variant with its progress, in the library's order."""
    found = variant_progress(library, scheduling.past(store))
    return tuple(KataEntry(library.variant(progress.variant), progress) for progress in found)


def matching(entries: tuple[KataEntry, ...], typed: str) -> tuple[KataEntry, ...]:
    """Return the entries in which every typed word occurs: in name, title, summary, level, framework or topic."""
    words = typed.casefold().split()
    return tuple(entry for entry in entries if all(word in _searched(entry) for word in words))


def status_in_words(progress: VariantProgress) -> str:
    """Return sign and words for how far the reader is."""
    if progress.status == "passed":
        return "✓ " + _("passed")
    if progress.status == "tried":
        return "◐ " + _("{best} of {checks} checks").format(best=progress.best_checks, checks=progress.checks)
    return "✎ " + _("draft") if progress.status == "draft" else "· " + _("new")


def entry_row(entry: KataEntry, language: str, width: int) -> Content:
    """Return a variant's line, `width` cells wide: name, title, level, minutes, status."""
    spec = entry.variant.kata.spec
    minutes = _("{minutes} min").format(minutes=spec.minutes)
    ends = [fitted(level_in_words(spec.level), 7), fitted(minutes, 8), fitted(status_in_words(entry.progress), 18)]
    room = width - 38  # what the ends and the spaces between leave
    name_width = 28 if room > 40 else room - 1  # a name tells its framework at the end; a title can wait
    title = fitted(say(spec.title, language), room - name_width - 1)
    name = fitted(entry.variant.name, name_width)
    return Content.assemble(name, " ", (title, "$text-muted"), "  ", "  ".join(ends[:2]), " ", ends[2])


def _searched(entry: KataEntry) -> str:
    spec = entry.variant.kata.spec
    texts = [text for both in (spec.title, spec.summary) for text in _both(both)]
    names = [entry.variant.name, FRAMEWORKS[entry.variant.framework], spec.level, *spec.topics]
    return " ".join([*names, *texts]).casefold()


def _both(text: str | Localized) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else (text.en, text.zh or "")
