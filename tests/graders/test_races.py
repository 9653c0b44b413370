"""Every kata that has a race can be raced: the references get over its courses, and their values hold in float32."""

from pathlib import Path

import pytest

from kata.content import load_library
from kata.grading.racing import Contestant, Lap, Out, run

RACED = sorted(path.parent.name for path in (Path(__file__).parents[2] / "graders").glob("*/race.py"))


@pytest.mark.slow
@pytest.mark.parametrize("name", RACED)
def test_the_references_go_over_every_course(name):
    kata = load_library().kata(name)
    contestants = [Contestant(variant, variant.solution, own=False) for variant in kata.variants]
    events = list(run(contestants, seed=0, rounds=1))
    assert [event for event in events if isinstance(event, Out)] == []
    laps = [event for event in events if isinstance(event, Lap)]
    courses = {lap.course.name for lap in laps}
    assert len(laps) == 2 * len(courses) * len(contestants)
    assert min(lap.seconds for lap in laps) > 0  # each course asks for something that counts


def test_some_katas_have_a_race():
    assert {"mlp", "attention", "softmax-cross-entropy"} <= set(RACED)
