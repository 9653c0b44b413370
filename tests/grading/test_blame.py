"""A check that breaks off is the submission's fault if the kata's own solution passes it, else the grader's."""

import shutil

import pytest

from kata.errors import CannotGradeHereError

from .conftest import FOLDER, HONEST

CHECK = '''
from kata.grading import Text, check
import numpy as np

@check(Text(en="careless", zh="粗心"))
def careless(subject, rng):
    """Computes with what came back without looking at it first."""
    out = subject.call("forward", np.ones(3), np.ones((5, 3)))
    {line}
'''
ODD = HONEST + "\ndef forward(w, x):\n    return {'not': 'numbers'}\n"


@pytest.fixture
def careless(tmp_path):
    """Write the kata with a grader of one careless check that ends in `line`."""

    def write(line: str) -> str:
        folder = tmp_path / "line"
        shutil.copytree(FOLDER, folder)
        (folder / "grader.py").write_text(CHECK.format(line=line))
        return str(folder)

    return write


def test_values_that_break_a_grader_cost_the_submission_its_pass_and_not_its_verdict(grade_line, careless):
    grader = careless("assert float(out.sum()) == 15")
    report = grade_line(ODD, grader=grader)
    assert report.verdict == "failed"
    assert "could not be checked" in report.checks[0].message
    assert "AttributeError" in report.checks[0].message


def test_a_grader_that_breaks_on_its_own_solution_is_at_fault_itself(grade_line, careless):
    with pytest.raises(CannotGradeHereError, match="fault of the grader"):
        grade_line(ODD, grader=careless("out.no_such_method()"))
