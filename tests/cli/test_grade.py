"""`kata grade` and `kata watch`: exit codes, JSON, the report for people."""

import json
import math
import os
import subprocess
import sys

import pytest

from kata.cli.curves import lines
from kata.cli.watch import changes
from kata.content import load_library
from kata.grading.report import Curve

VARIANT = "linear-regression-numpy"


@pytest.fixture(scope="module")
def solution() -> str:
    return load_library().variant(VARIANT).solution


@pytest.fixture
def submission(tmp_path):
    """Write a source to a file and return its path."""

    def write(source: str | bytes):
        file = tmp_path / "mine.py"
        file.write_bytes(source.encode() if isinstance(source, str) else source)
        return str(file)

    return write


def test_a_right_file_passes_with_0_and_is_recorded(kata, store, submission, solution):
    ran = kata("grade", VARIANT, submission(solution))
    assert ran.code == 0
    assert "linear-regression-numpy: passed" in ran.out
    assert "✓ contract" in ran.out
    assert "\x1b" not in ran.out
    (attempt,) = store.attempts()
    assert (attempt.variant, attempt.verdict, attempt.source) == (VARIANT, "passed", solution)


def test_a_wrong_file_fails_with_1_and_says_what_happened(kata, submission):
    mistake = next(m for m in load_library().variant(VARIANT).mistakes if m.name == "sum_for_mean")
    ran = kata("grade", VARIANT, submission(mistake.text))
    assert ran.code == 1
    assert "linear-regression-numpy: failed" in ran.out
    assert "What happened: " + mistake.message.en in ran.out


@pytest.mark.slow
def test_a_reader_who_leaves_early_gets_no_complaint(submission, solution, tmp_path):
    """`kata grade … | head -1`: the pipe closes while the checks are still printed."""
    command = [sys.executable, "-m", "kata", "grade", VARIANT, submission(solution)]
    environ = os.environ | {"KATA_HOME": str(tmp_path / "home"), "KATA_LANG": "en"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as ran:
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == ""


@pytest.mark.slow
def test_json_is_one_object_and_nothing_else(kata, submission, solution):
    ran = kata("grade", VARIANT, submission(solution + "\nprint('hello')\n"), "--json", "--seed", "5")
    report = json.loads(ran.out)
    assert ran.code == 0
    assert set(report) >= {"kata", "verdict", "device", "seconds", "seed", "checks", "diagnosis", "curves", "output"}
    assert (report["kata"], report["framework"]) == ("linear-regression", "numpy")
    assert (report["verdict"], report["device"], report["seed"]) == ("passed", "cpu", 5)
    assert report["output"] == "hello\n"
    assert report["diagnosis"] is None
    assert {frozenset(check) for check in report["checks"]} == {frozenset({"name", "status", "message", "seconds"})}


@pytest.mark.slow
def test_the_seed_that_is_printed_replays_the_grade(kata, submission, solution):
    wrong = submission(solution + "\ndef loss(*a): return 1.0\n")
    first = json.loads(kata("grade", VARIANT, wrong, "--json").out)
    again = json.loads(kata("grade", VARIANT, wrong, "--json", "--seed", str(first["seed"])).out)
    assert [check["message"] for check in again["checks"]] == [check["message"] for check in first["checks"]]


@pytest.mark.parametrize(
    ("content", "said"), [("", "empty"), (" \n", "empty"), (b"\xff\xfe\x00", "not a text"), ("a\0b", "not a text")]
)
def test_a_file_that_is_no_program_text_is_2(kata, submission, content, said):
    ran = kata("grade", VARIANT, submission(content))
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_a_missing_file_is_2(kata):
    ran = kata("grade", VARIANT, "nowhere.py")
    assert ran.code == 2
    assert "nowhere.py: there is no such file" in ran.err


def test_a_file_that_is_too_long_is_2(kata, submission):
    assert "longer than 512 KiB" in kata("grade", VARIANT, submission("#" * (513 << 10))).err


def test_an_unknown_kata_is_2_with_the_nearest_names(kata, submission):
    ran = kata("grade", "linear-regresion-numpy", submission("x = 1"))
    assert ran.code == 2
    assert VARIANT in ran.err


def test_a_gpu_that_is_not_there_is_3(kata, submission, solution):
    ran = kata("grade", VARIANT, submission(solution), "--device", "gpu", "--json")
    assert ran.code == 3
    assert "GPU" in ran.err
    assert ran.out == ""


def test_a_framework_that_is_not_there_is_3_with_what_to_install(kata, submission, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    ran = kata("grade", "linear-regression-jax", submission("x = 1"))
    assert ran.code == 3
    assert "pip install jax jaxlib flatbuffers" in ran.err


@pytest.mark.slow
def test_a_store_that_fails_costs_no_verdict(kata, submission, solution, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "file"))
    ran = kata("grade", VARIANT, submission(solution), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["verdict"] == "passed"
    assert "not recorded" in ran.err


def test_a_users_traceback_is_shown_with_their_lines(kata, submission):
    ran = kata("grade", VARIANT, submission("def predict(\n"))
    assert ran.code == 1
    assert "mine.py:1" in ran.out
    assert "SyntaxError" in ran.out


def curve(loss, reference) -> Curve:
    return Curve(task="t", seed=1, steps=list(range(len(loss))), loss=loss, reference=reference)


def test_a_curve_and_its_reference_share_the_axes_of_one_chart():
    rows = lines(curve([1.0, 0.5, 0.25, 0.2], [1.0, 0.9, 0.8, 0.7]), 60)
    assert rows[0] == "━━ yours   ╍╍ reference"
    assert len(rows) == 11
    assert max(map(len, rows)) == 60
    assert rows[-1].split() == ["0", "1", "3"]
    assert rows[1].strip().startswith("1┤")


def test_a_curve_on_its_reference_is_said_to_be_there():
    assert lines(curve([1.0, 0.5], [1.0, 0.5]), 60)[0] == "━━ yours, on the reference"


def test_a_loss_over_many_orders_is_drawn_on_a_log_scale():
    assert lines(curve([10.0, 0.1, 0.001], [10.0, 0.1, 0.002]), 60)[0].startswith("log scale   ━━ yours")


def test_what_is_no_number_is_not_drawn_but_said():
    assert lines(curve([math.nan, math.inf], [math.nan, math.nan]), 60) == []
    rows = lines(curve([1.0, math.nan, math.inf], [1.0, 0.5, 0.2]), 60)
    assert "not a number from step 1 on" in rows[0]
    assert len(rows) == 11


def test_watching_tells_of_each_save_once(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("a")
    steps = iter([lambda: None, lambda: file.write_text("bb"), file.unlink, lambda: file.write_text("ccc")])
    waits = []

    def wait() -> None:
        waits.append(1)
        next(steps)()

    seen = changes(file, wait)
    for _ in range(3):
        next(seen)
    assert len(waits) == 4
