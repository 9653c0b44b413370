"""The mistake behind a failure is named when the behaviour matches, and only then."""

import numpy as np
import pytest

from kata.grading.checks import Check
from kata.grading.diagnosis import agree, alike
from kata.grading.rehearsal import rehearse
from kata.grading.replies import SubmissionRaisedError
from kata.grading.trial import Outcome
from kata.grading.values import Handle

from .conftest import FOLDER, HONEST, line

ASCENDS = HONEST.replace("w = w - lr", "w = w + lr")


@pytest.mark.parametrize("name", ["sum_for_mean", "ascends", "doubled", "fixed_seed"])
def test_a_mistake_is_diagnosed_as_itself(grade_line, name):
    report = grade_line((FOLDER / "numpy" / "mistakes" / f"{name}.py").read_text())
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == name


def test_the_same_mistake_in_other_words_is_named(grade_line):
    source = ASCENDS.replace("error = forward(w, x) - y", "error = -(y - np.einsum('ij,j', x, w))")
    report = grade_line(source)
    assert report.diagnosis.mistake == "ascends"
    assert report.diagnosis.message.startswith("The step goes up the gradient.")


def test_the_diagnosis_speaks_the_readers_language(grade_line):
    assert "沿梯度上升" in grade_line(ASCENDS, language="zh").diagnosis.message


def test_an_unknown_mistake_is_not_named(grade_line):
    assert grade_line(HONEST + "\ndef forward(w, x): return x @ w + 0.5\n").diagnosis is None


def test_a_pass_has_no_diagnosis(grade_line):
    assert grade_line(HONEST).diagnosis is None


def test_what_came_back_in_a_check_is_compared_up_to_rounding():
    x = np.linspace(1, 2, 5)
    assert alike([x, 3, "a", None], [x * (1 + 1e-9), 3, "a", None])
    assert alike(x.astype(np.float32), x * (1 + 1e-5))
    assert not alike(x, x * (1 + 1e-5))
    assert not alike([x], [x, x])
    assert not alike(x, x[:, None])
    assert not alike("a", 1)
    assert alike(np.array([np.nan, np.inf]), np.array([np.nan, np.inf]))
    assert not alike(np.array([np.nan, 1]), np.array([1, np.nan]))
    assert alike(Handle(1, "A"), Handle(2, "B"))
    assert not alike(np.array([1, 2]), np.array([1, 3]))


def raised(message, kind="RuntimeError"):
    return Outcome(SubmissionRaisedError(kind, message, [], "train"), [("raised", kind)])


@pytest.mark.parametrize("match", ["values", "failure"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a leaf Variable that requires grad", "a leaf Variable that requires grad"),
        ("shapes (7,1) and (7,) do not fit", "shapes (12,1) and (12,) do not fit"),
        ("Target size (torch.Size([7])), input (torch.Size([7, 1]))", "Target size (torch.Size([9])), input (torch.Size([]))"),
        ("mat1 and mat2 shapes cannot be multiplied (7x3 and 5x4)", "mat1 and mat2 shapes cannot be multiplied (2x9 and 1x4)"),
        ("traced array with shape float32[7,5]\nmore about it", "traced array with shape float64[7,5,1]\nelse"),
        ("<object at 0x7fa0c1> is 1.5e-3", "<object at 0xdead> is 2"),
    ],
)  # fmt: skip
def test_the_same_error_about_other_numbers_and_shapes_matches(match, one, other):
    assert agree(Check(None, None, match), raised(one), raised(other))


@pytest.mark.parametrize("match", ["values", "failure"])
def test_another_error_of_the_same_type_does_not_match(match):
    check = Check(None, None, match)
    assert not agree(check, raised("a leaf Variable that requires grad"), raised("Trying to backward a second time"))
    assert not agree(check, raised("the same words"), raised("the same words", "ValueError"))
    assert not agree(check, raised("first\nsame"), raised("second\nsame"))


def test_a_rehearsal_finds_no_fault_in_a_sound_kata(pool):
    done = list(rehearse([line()], pool))
    assert [rehearsal.fault for rehearsal in done] == [None] * 7
    assert {rehearsal.file.stem for rehearsal in done} >= {"solution", "starter", "einsum", "ascends"}


@pytest.mark.slow
def test_a_rehearsal_finds_what_is_wrong_with_a_kata(pool, tmp_path):
    import shutil

    folder = tmp_path / "line"
    shutil.copytree(FOLDER, folder)
    mistakes = folder / "numpy" / "mistakes"
    (folder / "numpy" / "starter.py").write_text(HONEST)
    (folder / "numpy" / "solution.py").write_text(ASCENDS)
    (mistakes / "harmless.py").write_text('"""Nothing.\n\nCaught by: values\n"""\n' + HONEST)
    (mistakes / "elsewhere.py").write_text('"""It ascends.\n\nCaught by: values\n"""\n' + ASCENDS)
    (mistakes / "twin.py").write_text('"""Also ascends.\n\nCaught by: training\n"""\n' + ASCENDS)
    faults = {done.file.stem: done.fault.message for done in rehearse([line(grader=str(folder))], pool) if done.fault}
    assert "must pass, but: failed; training" in faults.pop("solution")
    assert "the starter passes" in faults.pop("starter")
    assert "the mistake passes" in faults.pop("harmless")
    assert "caught by “training”, not by “values”" in faults.pop("elsewhere")
    assert "diagnosed as ascends" in faults.pop("twin")
    assert faults == {}
