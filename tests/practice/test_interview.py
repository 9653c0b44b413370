"""The plan of an interview: what fits, in the minutes there are, the same for the same inputs."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kata.content import Kata, Library, UnknownNameError, load_library
from kata.content.model import KataSpec, OpenQuestion, Point, VariantSpec
from kata.practice.interview import AROUND_KATA, SHORT, Wishes, kind_of, known_part, plan_interview
from tests.practice.made import bank, card, graded, past, question

WHOLE = load_library()
EVERYTHING = {*(it.id for it in WHOLE.questions), *(it.name for it in WHOLE.variants)}
LEVELS = st.sampled_from(["junior", "mid", "senior"])
FOCUS = st.lists(st.sampled_from(["torch", "jax", "numpy", "jit", "training", "attention"]), unique=True, max_size=2)


def everything_installed(_package):
    return "1"


def plan(library=WHOLE, known=None, seed=1, versions=everything_installed, **wishes):
    return plan_interview(library, known or past(), Wishes(**wishes), seed=seed, versions=versions)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(minutes=st.integers(10, 120), level=LEVELS, focus=FOCUS, seed=st.integers(0, 999))
def test_any_plan_fills_its_minutes_with_known_items_asked_once(minutes, level, focus, seed):
    wishes = {"minutes": minutes, "level": level, "focus": tuple(focus)}
    made = plan(seed=seed, **wishes)
    assert made == plan(seed=seed, **wishes)
    assert made.minutes == minutes
    assert len(set(made.items)) == len(made.items)
    assert set(made.items) <= EVERYTHING
    for part in made.parts:
        assert part.minutes > 0
        assert sum(turn.minutes for turn in part.turns) == pytest.approx(part.minutes, abs=0.11)
    if made.kata:
        variant = WHOLE.variant(made.kata)
        assert variant.kata.spec.minutes == made.part_of(made.kata).minutes <= minutes - AROUND_KATA
        assert not {"torch", "jax", "numpy"} & set(focus) or variant.framework in focus
    for part in made.parts:
        if part.name == "warm-up":
            assert all(kind_of(WHOLE.question(item)) in SHORT for item in part.items)
        if part.name == "follow-ups":
            kata = WHOLE.variant(made.kata).kata
            asked = [WHOLE.question(item) for item in part.items]
            assert all(it.id in kata.spec.follow_ups or kata.id in it.katas for it in asked)
        if part.name == "design":
            assert all(isinstance(WHOLE.question(item), OpenQuestion) for item in part.items)


def test_a_quarter_of_an_hour_is_short_and_has_no_kata_and_an_hour_and_a_half_is_long():
    short, usual, long = plan(minutes=15), plan(minutes=45), plan(minutes=90)
    assert [part.name for part in short.parts] == ["warm-up", "design"]
    assert [part.name for part in usual.parts] == ["warm-up", "kata", "follow-ups", "design"]
    assert len(long.items) > len(usual.items) > len(short.items)


@pytest.fixture
def small():
    """Two katas of 20 minutes in two frameworks, with one question each that names them, and two open ones."""

    def kata(name, level="mid"):
        variants = {"torch": VariantSpec(defines=("f",)), "jax": VariantSpec(defines=("f",))}
        spec = KataSpec(
            format=1, id=name, title=name, summary="", level=level, topics=("a",), minutes=20, variants=variants,
            follow_ups=(f"a-{name}",),
        )  # fmt: skip
        return Kata(spec, Path(name))

    points = (Point(text="1"), Point(text="2"), Point(text="3"))
    talks = [
        OpenQuestion(
            id=f"b-open{i}",
            level="mid",
            frameworks=(),
            tags=(),
            prompt="?",
            explanation="!",
            points=points,
            model_answer=".",
        )
        for i in range(2)
    ]
    a = [question("a-one", frameworks=()), question("a-two", frameworks=()), *(question(f"a{i}") for i in range(9))]
    return Library([bank("a", *a), bank("b", *talks)], [kata("one"), kata("two")])


def test_follow_ups_are_about_the_very_kata(small):
    for seed in range(8):
        made = plan(small, seed=seed)
        kata = small.variant(made.kata).kata.id
        follow_ups = next(part for part in made.parts if part.name == "follow-ups")
        assert follow_ups.items == (f"a-{kata}",)


def test_a_kata_passed_lately_is_not_set_and_one_passed_long_ago_is(small):
    passed = [graded(f"one-{name}", ago=5) for name in ("torch", "jax")]
    assert {plan(small, past(grades=tuple(passed)), seed=seed).kata[:3] for seed in range(9)} == {"two"}
    everything = [*passed, *(graded(f"two-{name}", ago=5) for name in ("torch", "jax"))]
    assert plan(small, past(grades=tuple(everything))).kata is None
    long_ago = [graded(it.variant, ago=90) for it in everything]
    assert plan(small, past(grades=tuple(long_ago))).kata is not None


def test_a_framework_that_is_not_installed_is_not_set(small):
    for seed in range(9):
        made = plan(small, seed=seed, versions=lambda name: "1" if name == "jax" else None)
        assert made.kata.endswith("-jax")


def test_what_was_asked_this_week_is_left_alone_where_there_is_a_choice(small):
    asked = [card(f"a{i}", ago=2) for i in range(6)]
    warm_up = plan(small, past(*asked), minutes=10).parts[0]
    assert {"a6", "a7", "a8"} >= set(warm_up.items) - {"a-one", "a-two"}


def test_a_focus_that_is_neither_a_topic_nor_a_framework_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean jit"):
        plan(focus=("jitt",))


def test_without_content_there_is_no_plan():
    assert plan(Library([], [])).parts == ()


def test_what_is_gone_from_the_content_is_left_out_of_a_stored_plan():
    made = plan()
    assert known_part(made, EVERYTHING) == made
    less = known_part(made, EVERYTHING - {made.kata})
    assert less.kata is None
    assert len(less.parts) == len(made.parts) - 1
