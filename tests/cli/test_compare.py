"""`kata compare` with an engine that makes its results up: what is printed, written, kept, and how it exits."""

import json
import re
from pathlib import Path

import pytest

from kata.cli.compare_run import measure
from kata.compare import running
from kata.compare.result import Begun, Comparison, Complete, Finished, Machine, Measured, Settings
from kata.errors import CannotGradeHereError
from kata.report.comparison_json import read_comparison, to_json
from tests.compare import made_up

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
BRAILLE = re.compile("[⠀-⣿]")


class Engine:
    """Says the events that lead to a comparison; the user presses ctrl+c, or it fails, after so many of them."""

    def __init__(self, comparison, ends_after=None, fault=KeyboardInterrupt):
        self.comparison, self.ends_after, self.fault = comparison, ends_after, fault
        self.settings, self.closed = None, False

    def __call__(self, settings):
        self.settings = settings
        try:
            for number, event in enumerate(made_up.events(self.comparison)):
                if number == self.ends_after:
                    raise self.fault
                yield event
        finally:
            self.closed = True


@pytest.fixture
def engine(monkeypatch):
    def use(comparison, **more):
        made = Engine(comparison, **more)
        monkeypatch.setattr(running, "events", made)
        return made

    return use


def test_results_are_on_stdout_and_progress_on_stderr(kata, engine):
    used = engine(made_up.comparison("matmul", "mlp-small"))
    ran = kata("compare", "matmul", "mlp-small")
    assert ran.code == 0
    assert used.closed
    assert ran.err.splitlines() == [
        "Matrix product · 16 · numpy · first calls · 0%, about 0:45 left",
        "MLP training step, small · 16 · numpy · first calls · 50%, about 0:23 left",
    ]
    order = ["Matrix product  matmul", "MLP training step, small  mlp-small", "How it was measured"]
    assert [ran.out.index(words) for words in order] == sorted(ran.out.index(words) for words in order)
    assert ran.out.count("How it was measured") == 1


def test_the_plain_text_of_everything_that_can_happen(kata, engine, snapshot):
    engine(made_up.with_every_status())
    ran = kata("compare", "mlp-small", "matmul", "--plain")
    assert ran.code == 0
    assert ran.out == snapshot


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pipe_gets_no_control_characters_and_no_pictures(kata, engine, lang):
    engine(made_up.with_every_status())
    ran = kata("compare", "mlp-small", "matmul", lang=lang)
    assert not CONTROL.search(ran.out + ran.err)
    assert not BRAILLE.search(ran.out)
    assert not set("×○●□■█") & set(ran.out)
    assert not [line for line in ran.out.splitlines() if line != line.rstrip()]


def test_what_was_asked_for_is_what_is_measured(kata, engine):
    used = engine(made_up.comparison("matmul"))
    kata("compare", "matmul", "--sizes", "256,16", "--dtype", "float64", "--device", "gpu")
    settings = used.settings
    assert (settings.sizes, settings.dtype, settings.device) == ({"matmul": (16, 256)}, "float64", "gpu")
    kata("compare", "matmul", "--quick")
    assert used.settings.rounds < settings.rounds


def test_ctrl_c_keeps_what_is_measured(kata, engine):
    used = engine(made_up.comparison("matmul", "mlp-small"), ends_after=100)
    ran = kata("compare", "--json", "a.json", "--html", "a.html", "matmul", "mlp-small")
    assert ran.code == 130
    assert used.closed
    assert "Matrix product  matmul" in ran.out
    assert "MLP training step, small  mlp-small" in ran.out
    assert "Ended early" in ran.out
    found = json.loads(Path("a.json").read_text())
    assert found["whole"] is False
    assert sum(bool(one["times"]) for one in found["measured"]) > 15
    assert "Ended early" in Path("a.html").read_text()


def test_ctrl_c_before_anything_is_known_leaves_no_file(kata, engine, tmp_path):
    engine(made_up.comparison("matmul"), ends_after=0)
    ran = kata("compare", "matmul", "--json", "a.json")
    assert (ran.code, ran.out) == (130, "")
    assert list((tmp_path / "work").iterdir()) == []


def test_an_engine_that_fails_costs_nothing_that_was_measured(kata, engine):
    engine(made_up.comparison("matmul"), ends_after=60, fault=CannotGradeHereError("it broke"))
    ran = kata("compare", "matmul", "--json", "a.json")
    assert ran.code == 3
    assert ran.err.endswith("kata: it broke\n")
    assert "22.6 ms" in ran.out
    assert Path("a.json").read_text()


def test_where_nothing_can_be_measured_the_lines_say_why_and_it_exits_with_3(kata, engine):
    engine(made_up.nothing_measured())
    ran = kata("compare", "matmul")
    assert ran.code == 3
    assert "JAX is not installed: pip install jax" in ran.out
    assert "Nothing could be measured here" in ran.err


def test_what_cannot_be_measured_keeps_nothing_else_back(kata, engine):
    engine(made_up.without_torch())
    ran = kata("compare", "matmul", "mlp-small")
    assert ran.code == 0
    assert "torch: PyTorch is not installed: pip install torch" in ran.out
    assert re.search(r"jax.jit +8.12 µs", ran.out)


def test_the_files_hold_all_of_it(kata, engine, tmp_path):
    given = made_up.comparison("matmul", "mlp-small")
    engine(given)
    ran = kata("compare", "matmul", "mlp-small", "--json", "a.json", "--html", "a.html")
    assert read_comparison(tmp_path / "work" / "a.json") == given
    assert "<!DOCTYPE html>" in Path("a.html").read_text()
    assert ran.err.splitlines()[-2:] == ["a.json written.", "a.html written."]


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(kata, engine, option, tmp_path):
    used = engine(made_up.comparison("matmul"))
    (tmp_path / "work" / "there").write_text("mine")
    for path in ("there", str(tmp_path), "no/such/folder/a"):
        ran = kata("compare", "matmul", option, path)
        assert ran.code == 2
        assert path in ran.err
    assert used.settings is None
    assert (tmp_path / "work" / "there").read_text() == "mine"
    assert kata("compare", "matmul", option, "there", "--force").code == 0
    assert (tmp_path / "work" / "there").read_text() != "mine"


def test_faults_in_what_is_asked_for_are_told_in_a_line(kata, engine):
    used = engine(made_up.comparison("matmul"))
    for arguments, words in {
        ("matmull",): "Did you mean matmul?",
        ("--sizes", "16,many"): "16,many",
        ("--sizes", "0"): "Sizes",
        ("--threads", "99"): "Threads",
        ("--force",): "--json and --html",
        ("--json", "a", "--html", "./a"): "the same file",
        ("--list", "--quick"): "--list cannot be used together with --quick",
        ("--list", "matmul"): "--list cannot be used together with WORKLOAD",
        ("--show", "--diff", "a", "b"): "cannot be used together",
        ("--diff", "a.json", "b.json", "--json", "c"): "--diff cannot be used together with --json",
    }.items():
        ran = kata("compare", *arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert words in ran.err, arguments
    assert used.settings is None


def test_the_list_has_a_line_for_each_workload(kata):
    lines = kata("compare", "--list").out.splitlines()
    assert lines[0].split()[0] == "matmul"
    assert len(lines) == 8


def test_sources_are_shown_one_below_the_other_in_a_pipe(kata):
    out = kata("compare", "--show", "matmul").out
    assert [line for line in out.splitlines() if line.startswith("# ")] == [
        "# inputs.py", "# numpy.py", "# torch.py", "# jax.py",
    ]  # fmt: skip
    assert "    fast = jax.jit(product)\n" in out
    assert "\x1b" not in out


def test_two_files_are_compared(kata, tmp_path):
    first = made_up.comparison("matmul")
    half = tuple(time / 2 for time in first.of("matmul", 16)[1].times)
    second = made_up.but(first, "matmul", "torch", 16, times=half)
    (tmp_path / "work" / "a.json").write_bytes(to_json(first))
    (tmp_path / "work" / "b.json").write_bytes(to_json(second))
    ran = kata("compare", "--diff", "a.json", "b.json")
    assert ran.code == 0
    assert "Machine, versions and settings are the same." in ran.out
    assert re.search(r"torch +0.50 faster", ran.out)
    assert kata("compare", "--diff", "a.json", "missing.json").code == 2


def test_what_is_expected_is_asked_before_and_told_after(kata, engine, store):
    engine(made_up.comparison("matmul"))
    ran = kata("compare", "matmul", "--predict", typed="1\n\n")
    assert ran.code == 0
    assert (
        ran.out.index("what do you expect") < ran.out.index("Two square matrices") < ran.out.index("What you expected:")
    )
    assert len(store.attempts()) == 1


def test_ones_own_solutions_are_raced(kata, monkeypatch):
    raced = []
    monkeypatch.setattr("kata.cli.compare_mine.race_mine", lambda *named, **asked: raced.append((named[0], asked)))
    kata("compare", "--mine", "mlp", "--json", "a.json")
    assert raced == [("mlp", {"json_file": Path("a.json"), "force": False})]
    assert kata("compare", "--mine", "mlp", "--quick").code == 2


def test_the_last_event_makes_it_whole():
    assert isinstance(list(made_up.events(made_up.comparison("matmul")))[-1], Finished)


class Pages:
    """A view that keeps what is written."""

    columns = None

    def __init__(self):
        self.titles = []

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        """Nothing is shown."""

    def seen(self, _comparison, _progress):
        """How far it is is not kept."""

    def write(self, lines):
        self.titles.append("".join(span.text for span in next(iter(lines))))


def test_workloads_are_told_in_their_order_each_once_it_is_complete():
    machine = Machine(system="", processor="", cores=2, memory=0, python="", versions={})
    settings = Settings(sizes={"matmul": (4,), "scan": (4,)}, variants=("numpy",))
    waiting = tuple(Measured(workload=name, size=4, variant="numpy") for name in settings.sizes)
    comparison = Comparison(at="2026-01-01T00:00:00", whole=False, machine=machine, settings=settings, measured=waiting)
    view = Pages()

    def events():
        yield Begun(comparison=comparison)
        yield Complete(workload="scan")
        assert view.titles == []
        yield Complete(workload="matmul")

    outcome = measure(events(), view)
    assert [title.split()[-1] for title in view.titles] == ["matmul", "scan"]
    assert outcome.told == {"matmul", "scan"}
