"""What the next submission is tried with: enough of the MLP kata's checks to use two workers, none that trains."""

from pathlib import Path

from kata.grading.checks import Check
from kata.grading.graders import load_grader

_REAL = Path(__file__).parents[4] / "graders" / "mlp" / "grader.py"
globals().update(
    {
        name: value
        for name, value in vars(load_grader(_REAL)).items()
        if isinstance(value, Check) and value.name in {"contract", "forward values", "every call alike"}
    }
)
