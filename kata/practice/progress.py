"""How far the reader is, kata by kata."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from msgspec import Struct

from kata.content import Library
from kata.practice.past import Past

VariantStatus = Literal["new", "draft", "tried", "passed"]


class VariantProgress(Struct, frozen=True, kw_only=True):
    """One variant: its status, how often it was graded, and the most checks that passed in one grading."""

    variant: str
    status: VariantStatus
    attempts: int
    best_checks: int
    checks: int
    last: datetime | None


def variant_progress(library: Library, past: Past) -> tuple[VariantProgress, ...]:
    """Return the progress on every variant, in the library's order."""
    drafted = {draft.variant for draft in past.drafts}
    return tuple(_variant(variant.name, past, drafted) for variant in library.variants)


def _variant(name: str, past: Past, drafted: Collection[str]) -> VariantProgress:
    graded = past.graded.get(name)
    status: VariantStatus = "draft" if name in drafted else "new"
    if graded is not None:
        status = "passed" if graded.passed is not None else "tried"
    return VariantProgress(
        variant=name,
        status=status,
        attempts=graded.gradings if graded else 0,
        best_checks=graded.best_checks if graded else 0,
        checks=graded.checks if graded else 0,
        last=graded.last if graded else None,
    )
