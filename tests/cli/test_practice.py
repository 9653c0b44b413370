"""`kata practice` without a screen: an evening line by line, settings, rules, the schedule derived anew."""

from datetime import UTC, datetime, timedelta

import pytest

from kata.practice import scheduling
from kata.store import open_store


def grade(store, verdict="passed"):
    checks = [{"status": "passed"}, {"status": "passed" if verdict == "passed" else "failed"}]
    report = {"kata": "line", "framework": "jax", "verdict": verdict, "seconds": 1.0, "checks": checks}
    return store.add_grade({**report, "diagnosis": None}, "x = 1")


def begin(store, *items):
    plan = [{"item": name, "kind": "question", "why": "new", "minutes": 1.0} for name in items]
    return store.begin_sitting(3, items, kind="practice", plan=plan)


def test_each_answer_says_when_it_comes_back_and_can_be_rated(kata, store):
    begin(store, "kinds-choice", "kinds-boolean")
    ran = kata("practice", typed="a\n?4\nt\n?1\n\n")
    assert "About 2 min left." in ran.out
    assert "It comes back on" in ran.out
    assert ran.out.count("Noted: it comes back on") == 2
    assert sorted(card.last_rating for card in scheduling.cards(store).values()) == [1, 4]
    assert store.open_sitting("practice") is None


def test_an_answer_taken_back_is_asked_again(kata, store):
    begin(store, "kinds-choice", "kinds-boolean")
    ran = kata("practice", typed="a\n?z\n")
    assert "Taken back" in ran.out
    assert ran.out.count("Question 1 of 2") == 2
    assert store.attempts() == []


def test_the_last_answer_can_be_taken_back_too(kata, store):
    begin(store, "kinds-choice")
    ran = kata("practice", typed="a\n?z\nb\n\n")
    assert ran.out.count("That was the last one.") == 2
    assert [attempt.undone for attempt in store.attempts(undone=True)] == [False, True]


def test_an_evening_that_was_left_goes_on(kata, store):
    begin(store, "kinds-choice", "kinds-boolean")
    assert "`kata practice` goes on here today." in kata("practice", typed="a\nq\n").out
    again = kata("practice", typed="t\n\n").out
    assert "Going on with the evening that you left." in again
    assert "Question 2 of 2" in again
    assert "To revisit:" in again or "What you held comes back" in again


def test_an_evening_of_a_kata_alone_counts_no_questions(kata, store):
    begin(store, "line-jax")
    grade(store, "failed")
    ran = kata("practice", typed="n\n\n")
    assert "Katas:" in ran.out
    assert "0 of 0" not in ran.out


def test_a_kata_waits_for_its_pass_or_is_left_out(kata, store):
    begin(store, "line-jax", "kinds-choice")
    ran = kata("practice", typed="\nn\nq\n")
    assert "Kata, 1 of 2: line-jax" in ran.out
    assert "kata solve line-jax" in ran.out
    assert "Not graded yet this evening." in ran.out
    assert "Question 1 of 1" in ran.out


def test_a_kata_passed_elsewhere_since_counts(kata, store):
    begin(store, "line-jax", "kinds-choice")
    grade(store)
    out = kata("practice", typed="a\n\n").out
    assert "Question 2 of 2" in out
    assert "- line-jax: passed (" in out


def test_an_empty_evening_says_what_can_be_done(kata, store):
    store.change_setting("new_questions", 0, of_cards=False)
    assert "Nothing is due, and what was new for today is done." in kata("practice").out


def test_settings_are_listed_and_changed(kata):
    assert "retention      0.9 " in kata("practice", "--settings").out
    changed = kata("practice", "--set", "retention=0.85", "--set", "new-katas=0").out
    assert "retention      0.85 " in changed
    assert "new_katas      0 " in changed
    with open_store() as store:
        assert scheduling.settings(store).retention == 0.85


def test_of_several_changes_with_a_wrong_one_none_is_kept(kata):
    ran = kata("practice", "--set", "reviews=5", "--set", "reviews=many")
    assert ran.code != 0
    assert "reviews is a number from 0 to 1000" in ran.err
    with open_store() as store:
        assert store.settings() == {}


def test_the_rules_are_printed_from_the_table(kata):
    out = kata("practice", "--rules").out
    assert "1 again  wrong, or less than two thirds of the points" in out
    assert "passed after looking at the solution" in out


def test_a_rebuild_says_that_nothing_changed_and_finds_what_did(kata, store):
    grade(store)
    assert kata("practice", "rebuild").out == "1 card derived anew.\nEach is, bit for bit, what it was.\n"
    store._connection.execute("UPDATE card SET state = replace(state, '\"reviews\":1', '\"reviews\":7')")
    assert "1 was not what it should be." in kata("practice", "rebuild").out


def test_a_fit_needs_a_history(kata):
    ran = kata("practice", "--fit")
    assert ran.code != 0
    assert "There are 0 reviews of things seen before" in ran.err


@pytest.mark.parametrize("fitted", [True, False])
def test_a_fit_is_kept_or_says_what_is_missing(kata, store, monkeypatch, fitted):
    import fsrs
    from fsrs.scheduler import DEFAULT_PARAMETERS

    from kata.practice import fitting

    class Optimizer:
        def __init__(self, logs):
            self.logs = logs

        def compute_optimal_parameters(self):
            if not fitted:
                raise ImportError("pandas")
            return [*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:]]

    monkeypatch.setattr(fitting, "FIT_AT_LEAST", 0)
    monkeypatch.setattr(fsrs, "Optimizer", Optimizer, raising=False)
    grade(store)
    ran = kata("practice", "--fit")
    if not fitted:
        assert "pip install torch pandas tqdm" in ran.err
        return
    assert "Fitted: 0.2120" in ran.out
    assert scheduling.settings(store).parameters[2] == 9.0
    assert "fitted to you" in kata("practice", "--settings").out
    kata("practice", "--set", "parameters=default")
    assert scheduling.settings(store).parameters is None


def test_on_a_terminal_the_evening_opens_with_its_minutes(kata, monkeypatch):
    opened = []
    monkeypatch.setattr("kata.cli.practice.on_terminal", lambda: True)
    monkeypatch.setattr("kata.tui.app.run_app", lambda _content, **wanted: opened.append(wanted))
    kata("practice", "--minutes", "35")
    assert opened == [{"start": "practice", "minutes": 35}]


def test_what_is_due_and_does_not_fit_is_not_called_nothing(kata, store):
    for name in ("new_questions", "new_katas", "reviews"):
        store.change_setting(name, 0, of_cards=False)
    with open_store(clock=lambda: datetime.now(UTC) - timedelta(days=3)) as then:
        grade(then, "failed")
    said = kata("practice").out
    assert "1 item is due, but does not fit into the minutes or the day's limits." in said
    assert "Nothing is due" not in said
