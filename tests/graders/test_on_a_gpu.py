"""Solutions graded on a GPU, confined, where there is one: what is made without naming a device lies there."""

import pytest

from kata.content import load_library
from kata.errors import CannotGradeHereError
from kata.grading.judge import grade
from kata.grading.processes import Pool
from kata.grading.report import GradeRequest

NAMES = [
    *(
        "mlp-torch",
        "gpt-block-torch",
        "dropout-torch",
        "adam-torch",
        "autograd-function-torch",
        "mixed-precision-torch",
    ),
    *("mlp-jax", "gpt-block-jax", "prng-keys-jax", "scan-jax", "vmap-jax"),
]


@pytest.fixture(scope="module")
def pool():
    with Pool() as pool:
        yield pool


@pytest.mark.gpu
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_solution_passes_on_a_gpu(pool, name):
    variant = load_library().variant(name)
    request = GradeRequest(variant=name, source=variant.solution, device="gpu")
    try:
        report = grade(request, variant, pool=pool)
    except CannotGradeHereError as missing:
        pytest.skip(str(missing))
    first = next((check.message for check in report.checks if check.status in ("failed", "error")), "")
    assert (report.verdict, report.device) == ("passed", "gpu"), first
