"""What the user did, kept in SQLite: `open_store` gives the `Store`; `rows` says what comes out of it."""

from kata.store.database import StoreError
from kata.store.rows import (
    AnswerFact,
    Attempt,
    Draft,
    Failure,
    Graded,
    GradeFact,
    ItemFacts,
    KataAttempt,
    QuestionAttempt,
    Reveal,
    SavedSitting,
    SittingEvent,
    SittingKind,
    WeekPlan,
)
from kata.store.store import Store, open_store, utc_now
from kata.store.study_day import study_day

__all__ = [
    "AnswerFact",
    "Attempt",
    "Draft",
    "Failure",
    "GradeFact",
    "Graded",
    "ItemFacts",
    "KataAttempt",
    "QuestionAttempt",
    "Reveal",
    "SavedSitting",
    "SittingEvent",
    "SittingKind",
    "Store",
    "StoreError",
    "WeekPlan",
    "open_store",
    "study_day",
    "utc_now",
]
