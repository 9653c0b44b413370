"""The statistics of a history as a reader makes it agree with its attempts, one by one."""

from collections import Counter
from datetime import UTC, timedelta

from kata.practice.overviews import read_readiness, read_stats
from kata.practice.scheduling import cards, past
from kata.store import open_store
from tests.practice.lived import Clock, at, live

NOW = at("2026-11-24T20:00")


def test_three_weeks_of_evenings_are_counted_right(library, tmp_path):
    clock = Clock(NOW)
    with open_store(tmp_path, clock, zone=UTC) as store:
        live(library, store, clock, days=21, seed=1)
        taken_back = store.attempts(limit=1)[0]
        store.undo(taken_back.id)
        stats, attempts = read_stats(library, store), store.attempts()

        assert stats.answers == len(attempts)
        assert dict(stats.by_day) == Counter(attempt.day for attempt in attempts)
        assert sum(one.answers.count for one in stats.kinds) == len(attempts)
        assert sum(one.answers.right for one in stats.levels) == sum(attempt.correct for attempt in attempts)
        assert stats.calibration.sure.count == sum(not attempt.unsure for attempt in attempts)
        assert round(stats.time.questions, 6) == round(sum(min(it.seconds, 300.0) for it in attempts), 6)
        week = [attempt for attempt in attempts if attempt.day > stats.day - timedelta(days=7)]
        assert round(stats.time.recent_questions, 6) == round(sum(min(it.seconds, 300.0) for it in week), 6)
        assert stats.readiness.all.seen == len({attempt.question for attempt in attempts})
        assert stats.readiness == read_readiness(library, store, past(store))
        last = stats.forecast[-1].day
        assert sum(load.reviews for load in stats.forecast) + stats.forecast[-1].left == sum(
            card.due <= last for card in cards(store).values()
        )


def test_reviews_done_today_count_against_the_limit_of_today(library, tmp_path):
    clock = Clock(NOW - timedelta(days=1))
    answered = {"kind": "boolean", "answer": True, "correct": False, "score": 0.0, "seconds": 5.0}
    with open_store(tmp_path, clock, zone=UTC) as store:
        for name in ("a0", "a1", "a2"):
            store.add_answer(question=name, topic="a", **answered)
        store.change_setting("reviews", 2, of_cards=False)
        clock.now = NOW
        assert [load.reviews for load in read_stats(library, store).forecast[:3]] == [2, 1, 0]
        store.add_answer(question="a0", topic="a", **answered)
        today, tomorrow = read_stats(library, store).forecast[:2]
        assert (today.reviews, today.left, tomorrow.reviews) == (1, 1, 2)
