"""A mock interview line by line: the same conversation, left and resumed, with a page at the end."""

import os
import re
import signal
import subprocess
import sys

import pytest

from kata.practice.interview import Interview, Part, Turn, Wishes
from kata.store import KataAttempt, open_store

PLAN = Interview(
    wishes=Wishes(minutes=20),
    parts=(
        Part("warm-up", 4, (Turn("kinds-choice", 2), Turn("kinds-boolean", 2))),
        Part("kata", 10, (Turn("line-numpy", 10),)),
        Part("follow-ups", 2, (Turn("kinds-number", 2),)),
        Part("design", 4, (Turn("kinds-open", 4),)),
    ),
)


@pytest.fixture(autouse=True)
def planned(monkeypatch):
    """Let every interview be this one."""
    monkeypatch.setattr("kata.practice.interviews.planned", lambda *_args, **_kwargs: PLAN)


@pytest.fixture
def solution(tmp_path):
    """A right solution of the little kata, in the working folder."""
    from tests.cli.conftest import CONTENT

    text = (CONTENT / "graders" / "line" / "jax" / "solution.py").read_text()
    file = tmp_path / "work" / "mine.py"
    file.write_text("# </pre><script>\n" + text)
    return file


@pytest.fixture
def grades(monkeypatch):
    """Grade without a worker: what was handed in, and the verdict that comes back."""
    handed = []

    def grade(_session, variant, source):
        from kata.grading.report import CheckResult, Diagnosis, GradeReport

        handed.append((variant, source))
        return GradeReport(
            kata="line", framework="numpy", verdict="failed", device="cpu", seconds=0.1, seed=1,
            checks=[CheckResult(name="slope", title="slope", status="failed", message="2 is not 3")],
            diagnosis=Diagnosis(mistake="sign", message="The sign is wrong."), curves=[], output="",
        )  # fmt: skip

    monkeypatch.setattr("kata.cli.interview._grade", grade)
    return handed


WHOLE = "b\nt ?\nmine.py\n7\nBecause\n\n1 2\ny\n"


def test_the_whole_conversation_says_nothing_before_the_end_and_then_everything(kata, store, solution, grades):
    ran = kata("interview", "--plain", typed=WHOLE)
    assert (ran.code, ran.err) == (0, "")
    before, after = ran.out.split("# Mock interview")
    assert not re.search(r"Right|Wrong|passed|not passed", before.split("Warm-up · 1 of 2")[1])
    assert grades == [("line-numpy", solution.read_text())]
    assert "Looks like: The sign is wrong." in after
    assert "~ right, unsure" in after or "✗ wrong" in after
    assert re.search(r"\n- \w{3} \d+ \w{3} · line-numpy", after)
    kinds = [it.variant if isinstance(it, KataAttempt) else it.question for it in store.attempts()]
    assert kinds == ["kinds-open", "kinds-number", "line-numpy", "kinds-boolean", "kinds-choice"]
    assert store.open_sitting("interview") is None


def test_it_is_left_with_q_or_the_end_of_the_input_and_goes_on_there(kata, store, grades):
    ran = kata("interview", "--plain", typed="b\nq\n")
    assert "`kata interview` goes on here" in ran.out
    ran = kata("interview", typed="")
    assert "Going on with the interview that you left" in ran.out
    assert "Warm-up · 2 of 2" in ran.out
    sitting = store.open_sitting("interview")
    assert [it.data["why"] for it in store.events(sitting.id) if it.kind == "paused"] == ["left", "left"]
    assert "Warm-up · 1 of 2" in kata("interview", "--new", typed="").out
    assert store.open_sitting("interview").id != sitting.id
    assert grades == []


def test_a_file_that_is_not_there_is_asked_for_again_and_a_kata_can_be_passed_over(kata, store):
    ran = kata("interview", typed="b\nt\nnowhere.py\n\n?n\n?n\n?n\nn\n")
    assert "nowhere.py: there is no such file" in ran.out
    assert ran.out.count("– passed over") == 3
    assert len(store.attempts()) == 2


def test_a_pause_is_recorded(kata, store):
    ran = kata("interview", typed="?p\n\n?\nq\n")
    assert "Paused" in ran.out
    assert "?n   pass this one over" in ran.out
    kinds = [it.kind for it in store.events(store.open_sitting("interview").id)]
    assert kinds == ["begun", "asked", "paused", "resumed", "paused"]


@pytest.mark.parametrize("ending", ["html", "md"])
@pytest.mark.usefixtures("solution", "grades")
def test_the_page_is_written_at_the_end_and_later_for_the_last_one(kata, tmp_path, ending):
    at_end, later = tmp_path / f"end.{ending}", tmp_path / f"later.{ending}"
    assert "The page is written" in kata("interview", "--plain", "--report", str(at_end), typed=WHOLE).out
    assert kata("interview", "--report", str(later)).code == 0
    assert later.read_text() == at_end.read_text()
    assert "The sign is wrong." in later.read_text()


def test_what_cannot_be_written_is_said_before_anything_is_asked(kata, tmp_path):
    assert "ends in .html or .md" in kata("interview", "--report", "x.pdf").err
    assert "no such folder" in kata("interview", "--minutes", "20", "--report", str(tmp_path / "no" / "x.md")).err
    assert "No interview is finished yet" in kata("interview", "--report", "x.md").err


def test_it_speaks_chinese(kata):
    ran = kata("interview", typed="q\n", lang="zh")
    assert "热身" in ran.out
    assert "已离开" in ran.out


def test_a_misspelt_focus_is_said(kata, monkeypatch):
    monkeypatch.undo()
    ran = kata("interview", "--focus", "kindz", typed="")
    assert (ran.code, "There is no topic or framework 'kindz'. Did you mean kinds?" in ran.err) == (2, True)


@pytest.mark.slow
def test_a_killed_interview_has_kept_what_was_answered_and_goes_on_there(tmp_path):
    from tests.cli.conftest import CONTENT

    environ = os.environ | {"KATA_HOME": str(tmp_path / "home"), "KATA_LANG": "en", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kata", "--content", str(CONTENT), "interview", "--focus", "kinds", "--seed", "5"]
    command += ["--minutes", "15"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environ}
    with subprocess.Popen(command, **pipes) as running:
        running.stdin.write("?n\n")
        running.stdin.flush()
        while "2 of" not in running.stdout.readline():
            pass
        running.send_signal(signal.SIGKILL)
    again = subprocess.run(command, input="q\n", capture_output=True, text=True, env=environ, timeout=120, check=True)
    assert "Going on with the interview that you left" in again.stdout
    assert "Warm-up · 2 of" in again.stdout
    with open_store(tmp_path / "home") as store:
        happened = store.events(store.open_sitting("interview").id)
    assert [it.kind for it in happened if it.kind in ("passed over", "resumed")] == ["passed over", "resumed"]
    assert [it.data["why"] for it in happened if it.kind == "paused"] == ["away", "left"]
