"""What one machine knows can be taken to another, merged there without doubles, and kept as a backup."""

import sqlite3
from datetime import UTC

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kata.errors import KataError
from kata.store import StoreError, open_store
from kata.store.history import History
from tests.store.conftest import Clock

REPORT = {
    "kata": "mlp", "framework": "jax", "verdict": "failed", "seconds": 1.5, "diagnosis": {"mistake": "no_bias"},
    "checks": [{"status": "passed"}, {"status": "failed"}],
}  # fmt: skip


def answer(store, question="q", **changed):
    facts = {"topic": "graphs", "kind": "choice", "answer": "a", "correct": True, "score": 1.0, "seconds": 9.0}
    return store.add_answer(question=question, **(facts | changed))


def busy(store, clock, names="ab") -> None:
    """Do a little of everything."""
    sitting = store.begin_sitting(7, tuple(names))
    for name in names:
        clock.move(seconds=30)
        first = answer(store, name, sitting=sitting.id)
        store.mark_unsure(first.id)
        store.rate(first.id, 2)
        store.reveal(name, "hint", 1)
    clock.move(minutes=1)
    store.undo(first.id)
    store.flag(names[0])
    store.add_event(sitting.id, "paused", {"why": "tea"})
    store.end_sitting(sitting.id)
    store.add_grade(REPORT, "source = 1\n", worked=60.0, minutes=20.0, sitting=sitting.id)
    store.change_setting("retention", 0.92, of_cards=True)
    store.save_draft("mlp-jax", "draft of " + names)
    clock.move(minutes=1)


@pytest.fixture
def other(tmp_path):
    """A second machine's store and its clock, three days later."""
    clock = Clock()
    clock.move(days=3)
    with open_store(tmp_path / "other", clock, zone=UTC) as opened:
        yield opened, clock


def test_everything_arrives_and_again_changes_nothing(store, clock, other):
    busy(store, clock)
    there, _ = other
    history = store.history()
    assert there.merge(history) == msgspec.convert({"added": 3, "known": 0}, type(there.merge(History(format=1))))
    assert there.history() == history
    assert there.merge(history).added == 0
    assert there.history() == history
    assert there.draft("mlp-jax").source == "draft of ab"


def test_a_history_survives_json(store, clock):
    busy(store, clock)
    history = store.history()
    assert msgspec.json.decode(msgspec.json.encode(history), type=History) == history


def test_two_machines_come_to_the_same_whichever_merges_first(store, clock, other):
    there, later = other
    busy(store, clock, "ab")
    busy(there, later, "bc")
    mine, theirs = store.history(), there.history()
    store.merge(theirs)
    there.merge(mine)
    assert store.history() == there.history()
    assert [attempt.at for attempt in store.attempts()] == sorted(
        (attempt.at for attempt in store.attempts()), reverse=True
    )


def test_of_two_words_on_one_thing_the_later_holds_wherever_it_was_said(store, other):
    there, later = other
    attempt = answer(store)
    there.merge(store.history())
    store.rate(attempt.id, 1)
    store.flag("q")
    store.save_draft("mlp-jax", "old")
    store.change_setting("new_questions", 3, of_cards=False)
    there.rate(there.attempts()[0].id, 4)
    there.flag("q")
    later.move(minutes=1)
    there.flag("q", on=False)
    there.save_draft("mlp-jax", "new")
    there.change_setting("new_questions", 5, of_cards=False)
    store.merge(there.history())
    there.merge(store.history())
    for both in (store, there):
        assert both.attempts()[0].rating == 4
        assert both.flagged() == set()
        assert both.draft("mlp-jax").source == "new"
        assert both.settings()["new_questions"] == 5


def test_an_item_that_a_merge_touches_is_scheduled_anew(store, clock, other):
    there, _ = other
    attempt = answer(store)
    there.merge(store.history())
    assert there.stale_items() == ["q"]
    there.settle(["q"], lambda _facts, _settings: None)
    there.merge(store.history())
    assert there.stale_items() == []
    clock.move(minutes=1)
    store.rate(attempt.id, 1)
    there.merge(store.history())
    assert there.stale_items() == ["q"]


def test_a_merge_that_fails_leaves_nothing(store, clock, other):
    there, _ = other
    busy(store, clock)
    history = store.history()
    broken = msgspec.structs.replace(
        history, attempts=(*history.attempts, msgspec.structs.replace(history.attempts[0], item=None))
    )
    with pytest.raises(StoreError):
        there.merge(broken)
    assert there.history() == History(format=1)


@pytest.mark.slow
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.booleans(), st.sampled_from("abc"), st.booleans()), max_size=12))
def test_merging_in_any_order_and_number_loses_and_doubles_nothing(tmp_path_factory, deeds):
    folder, clock = tmp_path_factory.mktemp("merge"), Clock()
    with open_store(folder / "one", clock, zone=UTC) as one, open_store(folder / "two", clock, zone=UTC) as two:
        for here, name, merging in deeds:
            clock.move(seconds=1)
            mine, theirs = (one, two) if here else (two, one)
            answer(mine, name)
            if merging:
                mine.merge(theirs.history())
        one.merge(two.history())
        two.merge(one.history())
        assert one.history() == two.history()
        assert len(one.attempts()) == len(deeds)


def test_a_backup_is_the_whole_store_while_it_is_in_use(store, clock, tmp_path):
    busy(store, clock)
    copy = tmp_path / "copies" / "kata.sqlite3"
    copy.parent.mkdir()
    store.backup(copy)
    answer(store, "later")
    with open_store(copy.parent, clock, zone=UTC) as opened:
        assert len(opened.attempts()) == len(store.attempts()) - 1
    assert sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_never_overwrites_and_leaves_no_half_file(store, tmp_path):
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(KataError, match="there already"):
        store.backup(there)
    assert there.read_text() == "mine"
    with pytest.raises(KataError, match="cannot be written"):
        store.backup(tmp_path / "no" / "such" / "folder")
    with pytest.raises(KataError, match="cannot be written"):
        store.backup(tmp_path / "home", force=True)
    store._connection.close()
    with pytest.raises(StoreError):
        store.backup(there, force=True)
    assert there.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "there"]


def test_a_backup_takes_the_place_of_an_older_one_where_that_is_wanted(store, clock, tmp_path):
    copy = tmp_path / "copies" / "kata.sqlite3"
    copy.parent.mkdir()
    store.backup(copy)
    answer(store)
    store.backup(copy, force=True)
    with open_store(copy.parent, clock, zone=UTC) as opened:
        assert len(opened.attempts()) == 1
