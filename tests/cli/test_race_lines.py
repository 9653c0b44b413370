"""What is said of a race, from made-up seconds."""

import json

from kata.cli.race_lines import Ended, Race, Runner, Times, course_rows, out_lines, race_json, sentences
from tests.compare.made_up import AT, CPU

RUNNERS = tuple(
    Runner(name, own=own)
    for own, names in ((True, ("mlp-torch", "mlp-jax")), (False, ("mlp-torch", "mlp-jax")))
    for name in names
)


def laps(milliseconds: float, first: float = 0.2, wire: float = 0.5) -> Times:
    """Eleven laps, all within one percent."""
    steady = tuple(milliseconds / 1e3 * (1 + 0.001 * number) for number in range(11))
    return Times(first, steady, (wire / 1e3,) * 11)


def race(*times: Times | None, **changes) -> Race:
    course = {place: one for place, one in enumerate(times) if one is not None}
    facts = {"whole": True, "out": {}, "courses": {"steps": course}, "titles": {"steps": "Steps"}, **changes}
    return Race(kata="mlp", at=AT, seed=7, machine=CPU, runners=RUNNERS, **facts)


def said(*times: Times | None) -> list[str]:
    made = race(*times)
    return sentences(made, made.courses["steps"])


def test_the_fastest_comes_first_and_the_others_say_how_many_times_it_they_take():
    made = race(laps(60), laps(20, first=2.0), laps(61), laps(40))
    head, *rows = course_rows(made, made.courses["steps"])
    assert head[1:4] == ("median", "likely range", "times the fastest")
    assert [(row[0], row[3]) for row in rows] == [
        ("your mlp-jax", ""),
        ("the reference mlp-jax", "2.0"),
        ("your mlp-torch", "3.0"),
        ("the reference mlp-torch", "3.0"),
    ]
    assert rows[0][4:] == ("2.00 s", "500 µs")


def test_two_sentences_say_who_is_fastest_and_how_ones_own_stand_to_the_references():
    assert said(laps(60), laps(20), laps(61), laps(40)) == [
        "Your mlp-jax is fastest; the reference mlp-jax takes 2.0 times as long.",
        "Your mlp-jax is 2.0 times as fast as its reference; your mlp-torch is as fast as its reference.",
    ]
    assert said(laps(60), laps(20), laps(30), laps(20.1)) == [
        "Your mlp-jax and the reference mlp-jax tie on this machine; the reference mlp-torch takes 1.5 times as long.",
        "Your mlp-jax is as fast as its reference; your mlp-torch takes 2.0 times as long as its reference.",
    ]


def test_intervals_that_separate_by_less_than_five_percent_are_a_tie():
    assert said(laps(20), laps(20.8)) == ["Your mlp-torch and your mlp-jax: a tie on this machine."]


def test_one_alone_wins_nothing_and_nobody_says_nothing():
    assert said(laps(20)) == ["Your mlp-torch ran alone: there is nothing to compare."]
    assert said() == []


def test_much_wire_is_said():
    assert said(laps(1), laps(3))[-1] == "Much of these times is the wire, which does not tell solutions apart."


def test_of_a_few_laps_nobody_is_ranked():
    few = [Times(0.2, (seconds,) * 3, (0.001,) * 3) for seconds in (0.02, 0.06)]
    assert said(*few) == ["Too few laps to say who is faster."]
    assert [row[3] for row in course_rows(race(), dict(enumerate(few)))[1:]] == ["", ""]


def test_who_only_came_over_the_first_lap_is_a_row_without_a_median():
    made = race(laps(20), Times(0.3))
    assert course_rows(made, made.courses["steps"])[-1] == ("your mlp-jax", "-", "-", "", "300 ms", "-")
    assert sentences(made, made.courses["steps"])[0].startswith("Your mlp-torch ran alone")


def test_who_is_out_has_a_line_with_the_verdict():
    made = race(out={0: Ended("failed", "losses differ."), 3: Ended("missing", "jax is not installed.")})
    assert list(out_lines(made)) == [
        "your mlp-torch is out, failed: losses differ.",
        "the reference mlp-jax: jax is not installed.",
    ]


def test_the_json_holds_the_raw_seconds_of_each_contestant():
    value = json.loads(race_json(race(laps(60), None, laps(61), out={1: Ended("timeout", "…")})))
    assert (value["format"], value["kata"], value["seed"]) == (1, "mlp", 7)
    assert value["runners"][0] == {"variant": "mlp-torch", "own": True}
    assert len(value["courses"]["steps"]["0"]["laps"]) == 11
    assert value["out"] == {"1": {"ending": "timeout", "message": "…"}}
