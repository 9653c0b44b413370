"""`kata compare --mine`: whose solutions are raced, what is said, and how it ends."""

import json
from dataclasses import dataclass

import click
import pytest

from kata.cli.compare_mine import race_mine
from kata.content import load_library
from kata.content.model import Localized
from kata.errors import CannotGradeHereError, KataError
from kata.grading import racing
from kata.grading.courses import Course
from kata.grading.racing import Contestant, Entered, Lap, Out

COURSE = Course(Localized(en="200 steps", zh="200 步"), lambda _subject, _rng: None)


def passed(store, name: str, source: str, verdict: str = "passed") -> int:
    kata, _, framework = name.rpartition("-")
    report = {"kata": kata, "framework": framework, "verdict": verdict, "seconds": 1.0, "diagnosis": None, "checks": []}
    return store.add_grade(report, source).id


@dataclass
class Track:
    """Stands for the race: who took part, and what happens to whom after how many laps."""

    contestants: list[Contestant]
    out: str = ""
    interrupted_after: int = 99
    closed: bool = False

    def run(self, contestants, *, seed):
        assert seed >= 0
        self.contestants += contestants
        try:
            for one in contestants:
                yield Entered(one, "kernel")
            for number in range(12):
                if number > self.interrupted_after:
                    raise KeyboardInterrupt
                for place, one in enumerate(contestants):
                    if one.variant.framework != self.out:
                        yield Lap(one, COURSE, number, 0.02 * (place + 1) + 0.0001 * number, 0.001)
                    elif number == 0:
                        yield Out(one, "failed", "It is wrong here.")
        finally:
            self.closed = True


@pytest.fixture
def track(monkeypatch) -> Track:
    made = Track([])
    monkeypatch.setattr(racing, "run", made.run)
    return made


def test_the_newest_passed_solution_of_each_variant_runs_against_all_references(store, track, capsys):
    passed(store, "mlp-jax", "old")
    passed(store, "mlp-jax", "new")
    passed(store, "mlp-jax", "newest, but wrong", verdict="failed")
    passed(store, "mlp-torch", "mine")
    store.undo(passed(store, "mlp-numpy", "taken back"))
    race_mine("mlp", None)
    library = load_library()
    assert [(it.variant.name, it.own, it.source) for it in track.contestants] == [
        ("mlp-torch", True, "mine"),
        ("mlp-jax", True, "new"),
        *((name, False, library.variant(name).solution) for name in ("mlp-numpy", "mlp-torch", "mlp-jax")),
    ]
    out, err = capsys.readouterr()
    assert "Not passed yet: mlp-numpy (kata solve mlp-numpy)." in err
    assert "\n200 steps\n" in out
    assert "Your mlp-torch is fastest; your mlp-jax takes 2.0 times as long." in out
    assert "The clock is the judge's" in out
    assert "Ended early" not in out


def test_without_a_pass_it_says_how_to_begin(track):
    with pytest.raises(
        KataError, match=r"You have not passed mlp yet\. Begin with one of: kata solve mlp-numpy, kata s"
    ):
        race_mine("mlp", None)
    assert track.contestants == []


def test_an_unknown_kata_is_told_with_the_nearest_and_one_without_a_race_with_those_that_have_one(store, track):
    with pytest.raises(KataError, match=r"There is no kata .mpl.\. Did you mean"):
        race_mine("mpl", None)
    passed(store, "bpe-numpy", "x")
    with pytest.raises(KataError, match=r"bpe has no race: .* These have one: .*mlp"):
        race_mine("bpe", None)
    assert track.contestants == []


def test_who_is_out_is_a_line_and_the_rest_is_told(store, track, capsys):
    passed(store, "mlp-jax", "x")
    track.out = "jax"
    race_mine("mlp", None)
    out = capsys.readouterr().out
    assert "your mlp-jax is out, failed: It is wrong here." in out
    assert "The reference mlp-numpy is fastest" in out


@pytest.mark.parametrize("laps", [0, 3])
def test_an_interrupted_race_is_told_and_written_and_then_ends_as_interrupted(store, track, capsys, tmp_path, laps):
    passed(store, "mlp-jax", "x")
    track.interrupted_after = laps
    file = tmp_path / "race.json"
    with pytest.raises(click.Abort):
        race_mine("mlp", None, json_file=file)
    assert track.closed
    assert "Ended early: fewer laps than planned." in capsys.readouterr().out
    value = json.loads(file.read_text())
    assert (value["whole"], len(value["courses"]["200 steps"]["0"]["laps"])) == (False, laps)


def test_where_nobody_could_run_the_exit_says_so(store, monkeypatch):
    passed(store, "mlp-jax", "x")
    monkeypatch.setattr(racing, "run", lambda them, **_: (Out(one, "missing", "not here") for one in them))
    with pytest.raises(CannotGradeHereError, match="Nothing could be measured here"):
        race_mine("mlp", None)


def test_a_file_that_is_there_is_told_before_anything_runs(store, track, tmp_path):
    passed(store, "mlp-jax", "x")
    file = tmp_path / "race.json"
    file.write_text("mine")
    with pytest.raises(KataError, match="is there already"):
        race_mine("mlp", None, json_file=file)
    assert track.contestants == []
    race_mine("mlp", None, json_file=file, force=True)
    assert json.loads(file.read_text())["whole"]
