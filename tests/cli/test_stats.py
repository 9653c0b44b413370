"""`kata stats` without a terminal: text for people, JSON for scripts."""

import json

from tests.cli.test_home import answer
from tests.cli.test_katas import graded


def test_nothing_yet_is_said(kata):
    assert kata("stats").out == "Nothing yet.\n"
    assert json.loads(kata("stats", "--json").out)["answers"] == 0


def test_text_has_a_line_for_each_topic_and_framework(kata, store):
    for correct in (False, True, False):
        answer(store, correct=correct, score=float(correct))
    store.add_grade(graded(), "x")
    out = kata("stats").out
    assert "Readiness" in out
    assert "1 day in a row" in out
    for words in ("PyTorch", "everything", "single choice", "kinds-choice", "33%", "likely range"):
        assert words in out
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_text_in_chinese_aligns(kata, store):
    answer(store)
    assert "准备程度" in kata("stats", "--plain", lang="zh").out


def test_the_keys_of_the_json_are_the_promised_ones(kata, store):
    answer(store, correct=True, score=1.0, unsure=True)
    found = json.loads(kata("stats", "--json").out)
    share = {"right", "count", "share", "low", "high"}
    estimate = {"chance", "spread", "questions", "seen"}
    assert set(found) == {
        "format", "day", "answers", "readiness", "streak", "by_day", "forecast", "levels", "kinds", "calibration",
        "hardest", "katas", "seconds",
    }  # fmt: skip
    assert found["format"] == 1
    assert set(found["readiness"]) == {"all", "topics", "frameworks"}
    assert set(found["readiness"]["all"]) == estimate
    assert set(found["readiness"]["topics"][0]) == estimate | {"topic", "title"}
    assert set(found["streak"]) == {"days", "longest", "off_left"}
    assert found["by_day"] == {found["day"]: 1}
    assert len(found["forecast"]) == 30
    assert set(found["forecast"][0]) == {"day", "due", "reviews", "left"}
    assert set(found["kinds"][0]) == {"kind", "answers", "first"}
    assert set(found["kinds"][0]["answers"]) == share
    assert found["calibration"]["unsure"]["right"] == 1
    assert found["calibration"]["sure"]["share"] is None
    assert set(found["katas"][0]) == {"framework", "variants", "tried", "passed"}
    assert found["seconds"] == {"questions": 30, "katas": 0, "recent_questions": 30, "recent_katas": 0}


def test_what_was_taken_back_is_in_none_of_it(kata, store):
    store.undo(answer(store).id)
    assert kata("stats").out == "Nothing yet.\n"
    found = json.loads(kata("stats", "--json").out)
    assert (found["answers"], found["by_day"], found["readiness"]["all"]["seen"]) == (0, {}, 0)
    assert found["streak"] == {"days": 0, "longest": 0, "off_left": None}
    assert found["calibration"]["sure"]["count"] == 0
    assert found["seconds"]["questions"] == 0


def test_on_a_terminal_the_screen_opens(kata, monkeypatch):
    opened = []
    monkeypatch.setattr("kata.cli.stats.on_terminal", lambda: True)
    monkeypatch.setattr("kata.tui.app.run_app", lambda _content, **wanted: opened.append(wanted))
    kata("stats")
    kata("stats", "--plain")
    assert opened == [{"start": "stats"}]
