"""The evening: the most endangered first, within minutes and limits, topics mixed, katas where they fit."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice import Called, Settings, evening, next_day
from kata.practice.queue import due_items
from kata.store import Draft
from tests.practice.made import NOW, bank, card, day, graded, past, question


def kata(name, *, minutes=15, level="mid", frameworks=("numpy", "jax"), prerequisites=()):
    spec = KataSpec(
        format=1,
        id=name,
        title=name,
        summary="…",
        level=level,
        topics=("a",),
        minutes=minutes,
        prerequisites=prerequisites,
        variants={framework: VariantSpec(defines=("f",)) for framework in frameworks},
    )
    return Kata(spec, Path(name))


def with_katas(library, *katas):
    return Library(library.banks, katas)


def planned(library, known, calls=None, *, minutes=20.0, seed=1, versions=lambda _package: "1.0"):
    return evening(library, known, calls or {}, minutes=minutes, seed=seed, versions=versions)


def items(*args, **options):
    return [it.item for it in planned(*args, **options)]


def test_the_same_seed_plans_the_same_evening(library):
    assert items(library, past()) == items(library, past())
    assert len({tuple(items(library, past(), seed=seed)) for seed in range(10)}) > 1


def test_what_is_most_in_danger_of_being_forgotten_comes_first(library):
    cards = [card("a0", ago=9, due=0, stability=9.0), card("b0", ago=2, due=0, stability=0.5), card("c0", ago=1, due=0)]
    only_reviews = Settings(new_questions=0)
    assert items(library, past(*cards, settings=only_reviews)) == ["b0", "a0", "c0"]


def test_what_is_not_due_is_not_asked(library):
    assert items(library, past(card("a0", due=1), settings=Settings(new_questions=0))) == []


def test_reviews_leave_a_fifth_of_the_minutes_to_new_questions(library):
    cards = [card(f"{topic}{i}", due=0) for topic in "ab" for i in range(10)]
    why = Counter(it.why for it in planned(library, past(*cards), minutes=10))
    assert why == {"due": 8, "new": 2}


def test_reviews_take_all_the_minutes_where_nothing_is_new(library):
    cards = [card(one.id, due=0) for one in library.questions]
    assert len(planned(library, past(*cards), minutes=10)) == 10


def test_after_a_long_break_the_backlog_is_spread_over_days(library):
    """Sixty days away and all is due: each evening takes what the limit says, until the backlog is gone."""
    cards = {one.id: card(one.id, ago=70, due=-60) for one in library.questions}
    limits = Settings(reviews=12, new_questions=0)
    for done in (12, 24, 30):
        chosen = items(library, past(*cards.values(), settings=limits), minutes=600)
        for name in chosen:
            cards[name] = card(name, ago=-1, due=9, reviews=2)  # reviewed on the day that follows
        assert sum(one.due > day(0) for one in cards.values()) == done
        cards = {name: card(name, ago=5, due=9, reviews=2) if one.due > day(0) else one for name, one in cards.items()}


def test_what_was_done_today_counts_against_the_limits_of_the_day(library):
    new_today = [card(f"a{i}", ago=0) for i in range(4)]
    assert len(planned(library, past(*new_today, settings=Settings(new_questions=6)))) == 2
    again_today = [card(f"b{i}", ago=0, reviews=3) for i in range(3)]
    due = [card(f"c{i}", due=0) for i in range(9)]
    limits = Settings(reviews=5, new_questions=0)
    assert len(planned(library, past(*again_today, *due, settings=limits))) == 2


def test_new_questions_go_from_junior_to_senior_and_through_all_topics(library):
    chosen = items(library, past(), minutes=6)
    assert {library.question(name).level for name in chosen} == {"junior"}
    assert Counter(name[0] for name in chosen) == {"a": 2, "b": 2, "c": 2}


def test_all_levels_are_met_before_one_is_used_up(library):
    known, levels = [], []
    for evening_of in range(8):  # one new question of each of the three topics
        new = items(library, past(*known), minutes=3)
        assert sorted(name[0] for name in new) == ["a", "b", "c"]
        levels += [library.question(name).level for name in new if name[0] == "a"]
        known += [card(name, ago=9 - evening_of, due=30) for name in new]
    assert levels == ["junior", "junior", "junior", "mid", "junior", "mid", "mid", "senior"]


def test_the_topic_least_seen_comes_first(library):
    cards = [card(f"{topic}{i}") for topic in "ab" for i in range(3)]
    assert items(library, past(*cards), minutes=1)[0][0] == "c"


def test_the_minutes_are_kept_at_the_reader_s_pace(library):
    assert len(planned(library, past(seconds=120.0), minutes=10)) == 5
    assert planned(library, past(), minutes=0.5) == ()


def test_called_questions_are_due_early_and_first_among_the_new(library):
    calls = {name: Called(name, day(0), "mlp-jax") for name in ("c9", "a0")}
    evening_of = planned(library, past(card("a0", due=30)), calls, minutes=5)
    assert {(it.item, it.why) for it in evening_of if it.why == "called"} == {("a0", "called"), ("c9", "called")}
    assert items(library, past(settings=Settings(new_questions=1)), calls) == ["c9"]
    later = {"c9": Called("c9", day(-1), "mlp-jax")}
    assert items(library, past(settings=Settings(new_questions=0)), later) == []


def test_a_kata_comes_last_and_only_if_its_minutes_fit(library):
    whole = with_katas(library, kata("mlp", minutes=15))
    started = past(card("a0"))
    assert items(whole, started, minutes=20)[-1] == "mlp-jax"
    assert not any(it.kind == "kata" for it in planned(whole, started, minutes=14))


def test_nobody_begins_with_a_kata(library):
    assert not any(it.kind == "kata" for it in planned(with_katas(library, kata("mlp")), past()))


def test_one_kata_an_evening_unless_minutes_are_left(library):
    whole = with_katas(library, kata("a-kata"), kata("b-kata"))
    started = past(card("a0"), settings=Settings(new_katas=5))
    assert sum(it.kind == "kata" for it in planned(whole, started, minutes=35)) == 1
    assert sum(it.kind == "kata" for it in planned(whole, started, minutes=40)) == 2
    assert sum(it.kind == "kata" for it in planned(whole, past(card("a0")), minutes=60)) == 1, "one new one a day"


def test_reviews_do_not_keep_katas_away_for_more_than_two_evenings(library):
    whole = with_katas(library, kata("mlp", minutes=15), kata("long", minutes=25))
    due = [card(one.id, ago=9, due=0) for one in library.questions]
    assert not any(it.kind == "kata" for it in planned(whole, past(*due, days=(day(1),))))
    its_turn = planned(whole, past(*due, days=(day(1), day(2))))
    assert [it.item for it in its_turn if it.kind == "kata"] == ["mlp-jax"] == [its_turn[-1].item]
    assert Counter(it.why for it in its_turn) == {"new": 1, "due": 5}
    graded_then = card("mlp-jax", ago=2)
    assert not any(it.kind == "kata" for it in planned(whole, past(*due, graded_then, days=(day(1), day(2)))))
    none_wanted = Settings(new_katas=0)
    assert not any(it.kind == "kata" for it in planned(whole, past(*due, settings=none_wanted, days=(day(1), day(2)))))


def test_a_review_of_a_passed_kata_counts_half(library):
    whole = with_katas(library, kata("mlp", minutes=30))
    due = card("mlp-jax", due=0)
    assert planned(whole, past(due, grades=(graded("mlp-jax"),)), minutes=20)[-1].minutes == 15.0
    assert not any(it.kind == "kata" for it in planned(whole, past(due, grades=(graded("mlp-jax", passed=False),))))


def test_a_kata_waits_for_its_prerequisites(library):
    whole = with_katas(library, kata("deep", prerequisites=("plain", "unknown")), kata("plain"))
    assert items(whole, past(card("a0")))[-1] == "plain-jax"
    known = past(card("a0"), card("plain-numpy"), grades=(graded("plain-numpy"),))
    assert items(whole, known)[-1] == "deep-numpy", "in the framework that was used last time"
    failed = past(card("a0"), card("plain-numpy"), grades=(graded("plain-numpy", passed=False),))
    assert not any(it.kind == "kata" for it in planned(whole, failed))


def test_a_kata_that_was_begun_comes_before_others_in_the_framework_it_was_begun_in(library):
    whole = with_katas(library, kata("first"), kata("second"))
    begun = past(card("a0"), drafts=(Draft(variant="second-numpy", source="x", at=NOW),))
    assert items(whole, begun)[-1] == "second-numpy"


def test_a_kata_whose_framework_is_not_installed_is_not_asked(library):
    whole = with_katas(library, kata("mlp"), kata("only-torch", frameworks=("torch",)))
    assert items(whole, past(card("a0")), versions=lambda _package: None)[-1] == "mlp-numpy"


def test_a_question_that_does_not_hold_here_is_not_asked():
    library = Library([bank("a", question("q"), question("old", valid="jax<0.11"))], [])
    assert items(library, past(), versions={"jax": "0.12"}.get) == ["q"]


def test_the_next_day_is_the_first_on_which_something_known_comes_back(library):
    known = past(card("a0", due=5), card("b0", due=3), card("gone", due=1), card("c0", due=0))
    assert next_day(library, known, {}) == day(-3)
    assert next_day(library, known, {"a0": Called("a0", day(-1), "mlp-jax")}) == day(-1)
    assert next_day(library, past(), {}) is None


def test_due_items_are_all_of_them_whatever_the_minutes(library):
    assert due_items(library, past(*(card(one.id, due=0) for one in library.questions)), {}) == [
        one.id for one in library.questions
    ]


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=4),
    seen=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 11), st.integers(-9, 9), st.integers(0, 40)), max_size=30
    ),
    minutes=st.integers(1, 60),
    seed=st.integers(0, 2**31),
    limits=st.tuples(st.integers(0, 12), st.integers(0, 20)),
)
def test_an_evening_keeps_minutes_and_limits_asks_each_once_and_mixes_topics(sizes, seen, minutes, seed, limits):
    topics = "abcd"[: len(sizes)]
    made = [bank(t, *(question(f"{t}{i}") for i in range(n))) for t, n in zip(topics, sizes, strict=True)]
    library = Library(made, [])
    new, reviews = limits
    known = past(
        *(card(f"{'abcd'[t]}{i}", due=due, ago=ago) for t, i, due, ago in seen),
        settings=Settings(new_questions=new, reviews=reviews),
    )
    found = planned(library, known, minutes=minutes, seed=seed)
    names = [it.item for it in found]
    assert len(names) == len(set(names))
    assert sum(it.minutes for it in found) <= minutes + 1e-6
    done_today = [one for one in known.cards.values() if one.last == known.day]
    assert sum(it.item not in known.cards for it in found) <= max(new - len(done_today), 0)
    assert sum(it.item in known.cards for it in found) <= reviews
    assert all(known.cards[name].is_due(known.day) for name in names if name in known.cards)
    fullest = max(Counter(name[0] for name in names).values(), default=0)
    if fullest <= (len(names) + 1) // 2:
        assert all(first[0] != second[0] for first, second in pairwise(names))


def test_a_plan_survives_json():
    import msgspec

    from kata.practice import Planned

    plan = (Planned("a0", "question", "due", 1.5),)
    assert msgspec.json.decode(msgspec.json.encode(plan), type=tuple[Planned, ...]) == plan


@pytest.mark.parametrize("minutes", [10, 20, 45])
def test_an_evening_of_the_real_library_is_planned_in_a_few_milliseconds(minutes):
    """Home plans one each time it is shown. Generous: the machine may be busy."""
    import time

    from kata.content import load_library

    library = load_library()
    known = past(*(card(one.id, due=n % 9 - 3, ago=n % 20 + 1) for n, one in enumerate(library.questions) if n % 3))
    begun = time.process_time()
    planned(library, known, minutes=minutes)
    assert time.process_time() - begun < 0.5
