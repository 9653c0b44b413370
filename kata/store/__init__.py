"""What the user did, kept in SQLite: `open_store` gives the `Store`; `rows` says what comes out of it."""

from kata.store.database import StoreError
from kata.store.rows import Attempt, Draft, KataAttempt, QuestionAttempt, Reveal, SavedSitting
from kata.store.store import Store, open_store, utc_now

__all__ = [
    "Attempt",
    "Draft",
    "KataAttempt",
    "QuestionAttempt",
    "Reveal",
    "SavedSitting",
    "Store",
    "StoreError",
    "open_store",
    "utc_now",
]
