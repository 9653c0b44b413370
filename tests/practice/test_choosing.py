"""Questions for a sitting are chosen by a rule that can be told, and the same way for the same seed."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.content import Library, UnknownNameError
from kata.practice import choose_questions
from tests.practice.made import TODAY, bank, card, question


def chosen(library, cards=(), *, seed=1, **wanted):
    return choose_questions(library, {one.item: one for one in cards}, seed=seed, day=TODAY, **wanted)


def neighbours_differ(names):
    return all(first[0] != second[0] for first, second in pairwise(names))


def test_the_same_seed_chooses_the_same_questions(library):
    assert chosen(library, seed=5) == chosen(library, seed=5)
    assert len({chosen(library, seed=seed) for seed in range(10)}) > 1


def test_only_the_topics_level_and_framework_asked_for_are_chosen(library):
    names = chosen(library, topics=("a", "b"), level="junior", framework="jax", count=30)
    assert {library.topic_of(name) for name in names} == {"a", "b"}
    for name in names:
        found = library.question(name)
        assert found.level == "junior"
        assert "jax" in found.frameworks or not found.frameworks


def test_questions_can_be_named_beside_topics(library):
    last = library.bank("c").questions[-1].id
    assert chosen(library, topics=(last,)) == (last,)
    names = chosen(library, topics=("a", last, last), count=99)
    assert sorted(names) == sorted([*(question.id for question in library.bank("a").questions), last])


def test_what_is_neither_topic_nor_question_is_told(library):
    with pytest.raises(UnknownNameError):
        chosen(library, topics=("a", "no-such"))


def test_only_questions_with_one_of_the_tags_are_chosen():
    tagged = [replace(question(f"a{n}"), tags=tags) for n, tags in enumerate([("x",), ("y",), ("x", "z"), ()])]
    library = Library([bank("a", *tagged)], [])
    assert sorted(chosen(library, tags=("x",))) == ["a0", "a2"]
    assert sorted(chosen(library, tags=("y", "z"))) == ["a1", "a2"]


def test_an_unknown_tag_is_answered_with_the_nearest():
    library = Library([bank("a", replace(question("a0"), tags=("numerics",)))], [])
    with pytest.raises(UnknownNameError, match="numerics"):
        chosen(library, tags=("numeric",))


def test_every_fitting_question_is_chosen_where_there_is_room(library):
    assert sorted(chosen(library, count=99)) == sorted(question.id for question in library.questions)


def test_unseen_questions_keep_the_mix_of_levels(library):
    answered = card("a0", ago=0)
    levels = Counter(library.question(name).level for name in chosen(library, [answered], count=10))
    assert levels == {"junior": 3, "mid": 4, "senior": 3}


def test_the_first_sitting_of_all_goes_from_easy_to_hard_and_is_mostly_junior(library):
    levels = [library.question(name).level for name in chosen(library, count=10)]
    assert levels == ["junior"] * 6 + ["mid"] * 3 + ["senior"]


def test_unseen_questions_come_from_all_topics_and_alternate(library):
    names = chosen(library, [card("a0", ago=0)], count=9)
    assert Counter(name[0] for name in names) == {"a": 3, "b": 3, "c": 3}
    assert neighbours_differ(names)


def test_due_questions_take_at_most_seven_places_in_ten_the_longest_due_first(library):
    missed = [card(f"a{i}", ago=21 - i, due=i - 20) for i in range(9)]
    names = chosen(library, missed, count=10)
    assert {name for name in names if name in {one.item for one in missed}} == {f"a{i}" for i in range(7)}
    assert chosen(library, missed, count=1) == ("a0",)


def test_questions_not_yet_due_wait_while_others_are_unseen(library):
    just_missed = card("a0", ago=0)
    assert "a0" not in chosen(library, [just_missed], count=29)
    assert "a0" in chosen(library, [just_missed], count=30)


def test_when_all_is_seen_the_longest_ago_comes_again(library):
    seen = [card(one.id, ago=50 - i) for i, one in enumerate(library.questions)]
    assert set(chosen(library, seen, count=3)) == {"a0", "a1", "a2"}


def test_an_unknown_topic_names_the_nearest(library):
    library = Library([bank("autograd", question("q"))], [])
    with pytest.raises(UnknownNameError, match="autograd"):
        chosen(library, topics=("autogard",))


@pytest.mark.parametrize(
    ("installed", "asked"),
    [("0.10.2", {"q", "old"}), ("0.11.0", {"q", "new"}), (None, {"q", "old", "new"})],
)
def test_a_question_is_only_asked_where_it_holds(installed, asked):
    made = bank("a", question("q"), question("old", valid="jax<0.11"), question("new", valid="jax>=0.11"))
    assert set(chosen(Library([made], []), versions={"jax": installed}.get)) == asked


def test_a_range_that_cannot_be_read_forbids_nothing():
    """`kata check` names it; a reader's quiz goes on."""
    library = Library([bank("a", question("q", valid="jax newer"))], [])
    assert chosen(library, versions={"jax": "0.10"}.get) == ("q",)


def test_nothing_is_chosen_where_nothing_fits(library):
    assert chosen(Library([], [])) == ()
    assert chosen(library, framework="numpy", level="junior", topics=("a",), count=5) == ("a3",)


@settings(max_examples=50)
@given(
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=4),
    seen=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 11), st.integers(-9, 9), st.integers(0, 40)), max_size=30
    ),
    count=st.integers(1, 40),
    seed=st.integers(0, 2**32),
)
def test_as_many_as_wanted_or_there_are_each_once_and_topics_mixed(sizes, seen, count, seed):
    topics = "abcd"[: len(sizes)]
    made = [bank(t, *(question(f"{t}{i}") for i in range(n))) for t, n in zip(topics, sizes, strict=True)]
    library = Library(made, [])
    past = [card(f"{'abcd'[t]}{i}", due=due, ago=days) for t, i, due, days in seen]
    names = chosen(library, past, count=count, seed=seed)
    assert len(names) == len(set(names)) == min(count, sum(sizes))
    fullest = max(Counter(name[0] for name in names).values(), default=0)
    if fullest <= (len(names) + 1) // 2:
        assert neighbours_differ(names)
