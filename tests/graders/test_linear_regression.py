"""The kata on linear regression: its oracle, its statement, its files graded by workers."""

import re
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kata.content import Library, load_library
from kata.grading import Subject, grade
from kata.grading.graders import load_checks
from kata.grading.processes import Pool
from kata.grading.rehearsal import first_failed
from kata.grading.report import GradeReport, GradeRequest
from kata.grading.subject import Surroundings
from kata.grading.submission import Submission

KATA = "linear-regression"
FOLDER = Path(__file__).parents[2] / "graders" / KATA
MARKS: dict[str, list[Any]] = {"numpy": [], "torch": [pytest.mark.torch], "jax": [pytest.mark.jax]}
FRAMEWORK = pytest.mark.parametrize("framework", [pytest.param(name, marks=marks) for name, marks in MARKS.items()])
RIGHT = pytest.mark.parametrize(
    ("framework", "name"),
    [
        pytest.param(framework, path.relative_to(FOLDER / framework).with_suffix("").as_posix(), marks=marks)
        for framework, marks in MARKS.items()
        for path in [FOLDER / framework / "solution.py", *sorted((FOLDER / framework / "alternatives").glob("*.py"))]
    ],
)
# They ask other processes too, compile anew or compare many draws in one seed.
ON_THREE_SEEDS = {"every call alike", "one trace for all steps", "the whole training"}
# What the judge draws is the same in each framework; benchmarks/seeds.py goes on.
SEEDS = {"numpy": 20, "torch": 5, "jax": 5}
Judge = Callable[..., GradeReport]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(share_programs=True) as shared:
        yield shared


@pytest.fixture
def judged(library: Library, pool: Pool) -> Judge:
    """Grade a source in a framework."""

    def judge(framework: str, source: str, language: str = "en") -> GradeReport:
        variant = library.variant(f"{KATA}-{framework}")
        request = GradeRequest(variant=variant.name, source=source, seed=7, device="cpu", language=language)
        return grade(request, variant, pool=pool)

    return judge


@pytest.fixture(scope="module")
def grader() -> ModuleType:
    spec = spec_from_file_location("linear_regression_grader", FOLDER / "grader.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source_of(framework: str, name: str = "solution") -> str:
    return (FOLDER / framework / f"{name}.py").read_text(encoding="utf-8")


def edited(source: str, old: str, new: str) -> str:
    assert source.count(old) == 1, old
    return source.replace(old, new)


# The oracle and the statement.


def test_the_oracles_gradient_is_the_one_derived_on_paper(grader: ModuleType) -> None:
    for seed in range(100):
        (w, b), x, y = grader.problem(np.random.default_rng(seed), 7, 3)
        error = x @ w + b - y
        dw, db = grader.gradient((w, b), x, y)
        np.testing.assert_allclose(dw, 2 / 7 * x.T @ error, rtol=1e-12, atol=1e-12)
        assert db == pytest.approx(2 * error.mean(), rel=1e-12, abs=1e-12)


def test_the_oracles_closed_form_is_where_the_gradient_vanishes_and_w_has_no_useless_part(grader: ModuleType) -> None:
    for seed in range(50):
        _, x, y = grader.problem(np.random.default_rng(seed), 7, 3)
        x[:, 2] = x[:, 0]
        w, b = grader.best(x, y)
        assert np.abs(np.append(*grader.gradient((w, b), x, y))).max() < 1e-12
        assert w[0] == pytest.approx(w[2])


def test_problems_are_the_same_numbers_in_float32_and_centred_nowhere(grader: ModuleType) -> None:
    for seed in range(20):
        (w, b), x, y = grader.problem(np.random.default_rng(seed), 40, 3)
        assert all((value.astype(np.float32) == value).all() for value in (w, b, x, y))
        assert b >= 1
        assert (np.abs(x.mean(axis=0)) > 0.02).all()
        assert abs(y.mean()) > 0.1


def test_the_example_in_the_statement_is_right(grader: ModuleType) -> None:
    x, y = np.array([[1.0, 0], [2, 1], [0, 3]]), np.array([1.0, 2, -1])
    params = np.array([1.0, -1]), np.array(0.5)
    after, losses = grader.descend(params, x, y, 0.1, 1)
    best = grader.best(x, y)
    dw, db = grader.gradient(params, x, y)
    assert np.append(*best) == pytest.approx([1.25, -0.25, -0.25])
    assert grader.loss(best, x, y) == pytest.approx(0)
    assert (db, after[1]) == pytest.approx((-1.0, 0.6))
    numbers = [*losses, *dw, *after[0], grader.loss(after, x, y)]
    for name in ("statement.md", "statement.zh.md"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert "w = [1.25, -0.25]" in text
        stated = [float(number) for number in re.findall(r"-?\d\.\d{4}", text)]
        assert stated == [round(float(number), 4) for number in numbers]


# Right submissions and the starter; `test_library.py` has all files, each graded as it says.


@pytest.mark.slow
@RIGHT
def test_no_check_rejects_a_right_submission_on_any_of_several_seeds(
    library: Library, pool: Pool, framework: Any, name: str
) -> None:
    variant = library.variant(f"{KATA}-{framework}")
    spec, limits = variant.spec, variant.kata.spec.limits
    submission = Submission(source_of(framework, name), framework, spec.defines, spec.forbids, (), limits, 0, pool)
    with submission.open() as worker:
        subject = Subject(framework, "cpu", worker, Surroundings(submission.open, submission.open_clean))
        for seed in range(SEEDS[framework]):
            for check in load_checks(FOLDER / "grader.py", framework):
                if seed < 3 or check.name not in ON_THREE_SEEDS:
                    check.body(subject, check.rng(seed))


@pytest.mark.slow
@FRAMEWORK
def test_the_starter_runs_and_fails_by_values(judged: Judge, framework: str) -> None:
    report = judged(framework, source_of(framework, "starter"))
    failed = first_failed(report)
    assert report.verdict == "failed"
    assert failed is not None
    assert failed.name == "values"


@FRAMEWORK
def test_there_are_two_alternatives_and_six_mistakes(library: Library, framework: str) -> None:
    variant = library.variant(f"{KATA}-{framework}")
    assert len(variant.alternatives) >= 2
    assert len(variant.mistakes) >= 6


@pytest.mark.slow
def test_a_right_training_is_shown_beside_its_replay(judged: Judge) -> None:
    (curve,) = judged("numpy", source_of("numpy")).curves
    assert curve.steps == list(range(0, 201, 20))
    assert curve.loss == pytest.approx(curve.reference, rel=1e-4)
    assert curve.loss[-1] < curve.loss[0] / 5


# What a check says, and what it must not let through.


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bias_stays", r"^b after 1 step: expected -?[\d.]+, got [\d.]+"),
        ("gradient_not_averaged", r"every value is 7 times the expected one"),
        ("losses_after_the_step", r"^losses\[0\]: expected"),
        ("updates_in_place", r"^an argument of train"),
    ],
)
def test_a_failure_says_what_was_expected_and_what_came(judged: Judge, name: str, expected: str) -> None:
    failed = first_failed(judged("numpy", source_of("numpy", f"mistakes/{name}")))
    assert failed is not None
    assert re.search(expected, failed.message)


def test_a_mistake_is_recognised_in_another_style(judged: Judge) -> None:
    source = edited(source_of("numpy", "alternatives/augmented"), "theta - lr * 2", "theta + lr * 2")
    report = judged("numpy", source)
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "ascends"


@pytest.mark.slow
@pytest.mark.torch
def test_a_mistake_is_recognised_in_a_module_of_another_layout(judged: Judge) -> None:
    source = edited(
        source_of("torch", "alternatives/own_parameters"), "mse_loss(model(x), y)", "mse_loss(model(x), y) / 2"
    )
    report = judged("torch", source)
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "half_loss"


@pytest.mark.slow
@pytest.mark.parametrize("result", ["None", "[]", "'text'", "[None, None]", "(None, [])", "((None, 1.0), None)", "{}"])
@pytest.mark.parametrize("name", ["closed_form", "loss", "gradients", "train"])
def test_a_strange_result_fails_a_check(judged: Judge, name: str, result: str) -> None:
    source = re.sub(rf"(def {name}\(.*\):\n)", rf"\1    return {result}\n", source_of("numpy"))
    assert judged("numpy", source).verdict in ("failed", "error")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 * error.mean()", "2 * error.mean() + 1e-6 * b"),
        ("rcond=None", "rcond=0.3"),
        ("w - lr * dw", "w - lr * dw * (1 - 1e-6)"),
        ("losses.append(loss(params, x, y))", "losses.append(1.0)"),
    ],
    ids=["regularised bias", "too little of the rank", "a decaying rate", "invented losses"],
)
def test_a_nearly_right_submission_fails(judged: Judge, old: str, new: str) -> None:
    assert judged("numpy", edited(source_of("numpy"), old, new)).verdict == "failed"


@pytest.mark.torch
def test_an_optimizer_is_refused(judged: Judge) -> None:
    source = edited(
        source_of("torch"), "    losses = []", "    torch.optim.SGD(model.parameters(), lr)\n    losses = []"
    )
    assert judged("torch", source).verdict == "refused"


@pytest.mark.torch
def test_predictions_cut_off_from_the_parameters_fail(judged: Judge) -> None:
    report = judged("torch", edited(source_of("torch"), "squeeze(-1)", "squeeze(-1) + self.linear.bias.detach() * 0"))
    assert report.verdict == "passed"
    cut = edited(
        source_of("torch"),
        "return self.linear(x).squeeze(-1)",
        "return x @ self.linear.weight[0] + self.linear.bias.item()",
    )
    failed = first_failed(judged("torch", cut))
    assert failed is not None
    assert failed.name == "gradient through the module"
    assert "bias" in failed.message


@pytest.mark.torch
def test_a_weight_that_no_gradient_reaches_is_named(judged: Judge) -> None:
    cut = edited(
        source_of("torch"),
        "return self.linear(x).squeeze(-1)",
        "return x @ self.linear.weight.data[0] + self.linear.bias",
    )
    failed = first_failed(judged("torch", cut))
    assert failed is not None
    assert failed.message.startswith("No gradient reaches linear.weight.")


@pytest.mark.torch
def test_pytorchs_lstsq_is_right_with_the_driver_that_the_hint_names(judged: Judge) -> None:
    source = edited(
        source_of("torch"),
        "torch.linalg.pinv(design) @ y",
        'torch.linalg.lstsq(design, y[:, None], driver="gelsd").solution[:, 0]',
    )
    assert judged("torch", source).verdict == "passed"
    assert 'driver="gelsd"' in (FOLDER / "grader.py").read_text(encoding="utf-8")


def test_the_report_speaks_chinese_where_asked(judged: Judge) -> None:
    report = judged("numpy", source_of("numpy", "mistakes/no_intercept"), language="zh")
    failed = first_failed(report)
    assert failed is not None
    assert failed.title == "闭式解"
    assert report.diagnosis is not None
    assert "过原点的直线" in report.diagnosis.message
