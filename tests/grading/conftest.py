"""The tests' own kata `line` in three frameworks, and a way to grade a source as one of its variants."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kata.content.katas import Kata, Variant
from kata.content.model import KataSpec, Limits
from kata.grading.judge import grade
from kata.grading.processes import Pool
from kata.grading.report import GradeReport, GradeRequest
from kata.grading.submission import Submission

FOLDER = Path(__file__).parent / "katas" / "line"
HONEST = (FOLDER / "numpy" / "solution.py").read_text(encoding="utf-8")
PATIENT = Limits(seconds=60, memory_mb=2048)
Grade = Callable[..., GradeReport]


def line(framework: str = "numpy", limits: Limits = PATIENT, forbids=(), requires=(), grader: str = "") -> Variant:
    """The kata as one variant, with these limits and rules, and with another grader where a source is given."""
    rules = {"defines": ["forward", "train", "draw"], "forbids": list(forbids), "requires": list(requires)}
    spec = {
        "format": 1,
        "id": "line",
        "title": "Line",
        "summary": "A line",
        "level": "junior",
        "minutes": 5,
        "topics": ["mlps"],
        "limits": msgspec.to_builtins(limits),
        "variants": {framework: rules},
    }
    return Kata(msgspec.convert(spec, KataSpec), Path(grader or FOLDER)).variants[0]


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool() as warm:
        yield warm


@pytest.fixture
def grade_line(pool: Pool) -> Grade:
    """Grade a source; keywords go to `line`."""

    def run(source: str, *, seed: int = 0, language: str = "en", **about) -> GradeReport:
        request = GradeRequest(variant="line", source=source, seed=seed, language=language)
        return grade(request, line(**about), pool=pool)

    return run


@pytest.fixture
def submit(pool: Pool) -> Callable[..., Submission]:
    """A submission ready to be opened in workers."""

    def make(source: str, framework: str = "numpy", defines=(), **more) -> Submission:
        rules = {"forbids": (), "requires": (), "limits": PATIENT, "seed": 0, **more}
        return Submission(source=source, framework=framework, defines=tuple(defines), pool=pool, **rules)

    return make
