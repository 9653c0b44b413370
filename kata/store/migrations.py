"""The schema, as named steps in order. A step that has been released is never edited: another one is appended.

Facts are append-only: no statement of the store updates or deletes a row of them. Only `draft` is rewritten.
Times are ISO 8601 text in UTC, all of one width, so that text order is time order.
"""

from typing import Final

_BEGINNING = (
    """CREATE TABLE sitting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        seed INTEGER NOT NULL,
        questions TEXT NOT NULL  -- JSON: ids in the order asked
    ) STRICT""",
    """CREATE TABLE sitting_end (
        sitting INTEGER PRIMARY KEY REFERENCES sitting (id),
        at TEXT NOT NULL
    ) STRICT""",
    # Questions and katas share one sequence of ids: newest first is `ORDER BY id DESC`, even if a clock went back.
    """CREATE TABLE attempt (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        item TEXT NOT NULL  -- a question's id or a variant's name
    ) STRICT""",
    "CREATE INDEX attempt_item ON attempt (item, id)",
    """CREATE TABLE answer (
        attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
        topic TEXT NOT NULL,
        kind TEXT NOT NULL,
        answer TEXT NOT NULL,  -- JSON
        correct INTEGER CHECK (correct IN (0, 1)),
        score REAL NOT NULL,
        seconds REAL NOT NULL,
        unsure INTEGER NOT NULL CHECK (unsure IN (0, 1)),
        hints INTEGER NOT NULL,
        misconceptions TEXT NOT NULL,  -- JSON
        sitting INTEGER REFERENCES sitting (id)
    ) STRICT""",
    "CREATE INDEX answer_sitting ON answer (sitting) WHERE sitting IS NOT NULL",
    """CREATE TABLE unsure_mark (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt INTEGER NOT NULL REFERENCES answer (attempt),
        at TEXT NOT NULL,
        unsure INTEGER NOT NULL CHECK (unsure IN (0, 1))
    ) STRICT""",
    "CREATE INDEX unsure_mark_attempt ON unsure_mark (attempt, id)",
    # The long columns come last: SQLite then skips their pages when only the short ones are read.
    """CREATE TABLE grade (
        attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
        verdict TEXT NOT NULL,
        passed_checks INTEGER NOT NULL,
        checks INTEGER NOT NULL,
        mistake TEXT,
        seconds REAL NOT NULL,
        source TEXT NOT NULL,
        report BLOB NOT NULL  -- JSON, compressed with zlib: loss curves are long
    ) STRICT""",
    """CREATE TABLE flag (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        question TEXT NOT NULL,
        flagged INTEGER NOT NULL CHECK (flagged IN (0, 1))
    ) STRICT""",
    "CREATE INDEX flag_question ON flag (question, id)",
    """CREATE TABLE reveal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        item TEXT NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('hint', 'solution')),
        number INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX reveal_item ON reveal (item, id)",
    """CREATE TABLE draft (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        variant TEXT NOT NULL,
        begun TEXT NOT NULL,
        at TEXT NOT NULL,
        source TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX draft_variant ON draft (variant, id)",
)

# name -> statements, in order; the name is written into table `migration` in the same transaction
MIGRATIONS: Final[dict[str, tuple[str, ...]]] = {"0001-beginning": _BEGINNING}
