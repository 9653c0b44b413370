"""The schema, as named steps in order. A step that has been released is never edited: another one is appended.

Facts are append-only: no statement of the store updates or deletes a row of them. Only `draft` is rewritten, and what
is derived from the facts and can be thrown away: `card`, `tally`, `stale`.
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
    # Questions and katas share one sequence of ids.
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

_SCHEDULE = (
    # The study day is kept, not computed: neither a change of time zone nor a rebuild elsewhere changes a schedule.
    # For rows from before it is taken from the time zone of the machine they were made on.
    "ALTER TABLE attempt ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    "UPDATE attempt SET day = date(at, 'localtime', '-4 hours')",
    "ALTER TABLE reveal ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    "UPDATE reveal SET day = date(at, 'localtime', '-4 hours')",
    "ALTER TABLE answer ADD COLUMN pace REAL",  # the reader's median seconds for that kind, when it was answered
    """ALTER TABLE sitting ADD COLUMN kind TEXT NOT NULL DEFAULT 'quiz'
        CHECK (kind IN ('quiz', 'practice', 'interview'))""",
    "ALTER TABLE sitting ADD COLUMN plan TEXT",  # JSON
    # Newest first is by time: the merged attempts of two machines interleave.
    "DROP INDEX attempt_item",
    "CREATE INDEX attempt_item ON attempt (item, at)",
    "CREATE INDEX attempt_at ON attempt (at)",
    "CREATE INDEX attempt_day ON attempt (day)",
    "CREATE INDEX answer_kind ON answer (kind)",
    # What overviews count, without the pages that hold sources and reports.
    "CREATE INDEX grade_short ON grade (attempt, verdict, passed_checks, checks, mistake)",
    """CREATE TABLE effort (
        attempt INTEGER PRIMARY KEY REFERENCES grade (attempt),
        worked REAL,  -- seconds at the workbench on this kata that day, until this grading
        minutes REAL,  -- what the kata said, then, that it takes
        sitting INTEGER REFERENCES sitting (id)
    ) STRICT""",
    "CREATE INDEX effort_sitting ON effort (sitting) WHERE sitting IS NOT NULL",
    """CREATE TABLE rating (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt INTEGER NOT NULL REFERENCES attempt (id),
        at TEXT NOT NULL,
        rating INTEGER CHECK (rating BETWEEN 1 AND 4)  -- NULL: back to what the evidence says
    ) STRICT""",
    "CREATE INDEX rating_attempt ON rating (attempt, id)",
    """CREATE TABLE undo (
        attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
        at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE setting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL  -- JSON; the last one of a name holds
    ) STRICT""",
    """CREATE TABLE sitting_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sitting INTEGER NOT NULL REFERENCES sitting (id),
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL  -- JSON
    ) STRICT""",
    "CREATE INDEX sitting_event_sitting ON sitting_event (sitting, id)",
    # Derived: what the facts about one item say of when it comes back. `stale` names the items whose facts have changed
    # since; it is written in the transaction of the fact, so that no crash can lose a review.
    "CREATE TABLE card (item TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID",  # state: JSON
    "CREATE TABLE stale (item TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO stale SELECT DISTINCT item FROM attempt",
)

_TALLIES = (
    # Derived with the card: what the facts about one item come to, counted, so that statistics read no attempt.
    "CREATE TABLE tally (item TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID",  # state: JSON
    "INSERT INTO stale SELECT DISTINCT item FROM attempt WHERE TRUE ON CONFLICT DO NOTHING",
)

# A program from before "0002-schedule" that was open while a newer one changed the schema goes on writing, without days
# and without saying whose card is stale.
_DAYS = tuple(
    statement
    for table in ("attempt", "reveal")
    for statement in (
        f"INSERT OR IGNORE INTO stale SELECT item FROM {table} WHERE day = ''",  # noqa: S608  names of tables
        f"UPDATE {table} SET day = date(at, 'localtime', '-4 hours') WHERE day = ''",  # noqa: S608
        f"""CREATE TRIGGER {table}_day AFTER INSERT ON {table} WHEN NEW.day = '' BEGIN
            UPDATE {table} SET day = date(NEW.at, 'localtime', '-4 hours') WHERE id = NEW.id;
            INSERT OR IGNORE INTO stale VALUES (NEW.item);
        END""",  # noqa: S608
    )
)

_SITTINGS = (
    # A merge looks each sitting up by its beginning; the newest unended one is asked for at each start.
    "CREATE INDEX sitting_started ON sitting (started)",
)

# name -> statements, in order; the name is written into table `migration` in the same transaction
MIGRATIONS: Final[dict[str, tuple[str, ...]]] = {
    "0001-beginning": _BEGINNING,
    "0002-schedule": _SCHEDULE,
    "0003-tallies": _TALLIES,
    "0004-days-of-older-programs": _DAYS,
    "0005-sittings-by-beginning": _SITTINGS,
}
