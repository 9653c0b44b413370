"""The kata on softmax and cross-entropy: its oracle, its statement, its files graded by workers."""

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

KATA = "softmax-cross-entropy"
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
# They ask other processes too, and compare many draws in one seed.
ON_THREE_SEEDS = {"every call alike", "under jit and vmap"}
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


def loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def grader() -> ModuleType:
    return loaded(FOLDER / "grader.py")


def source_of(framework: str, name: str = "solution") -> str:
    return (FOLDER / framework / f"{name}.py").read_text(encoding="utf-8")


def edited(source: str, old: str, new: str) -> str:
    assert source.count(old) == 1, old
    return source.replace(old, new)


# The oracle and the statement.


def test_the_oracles_gradient_is_the_one_derived_on_paper_at_extremes_too(grader: ModuleType) -> None:
    for seed in range(100):
        rng = np.random.default_rng(seed)
        for logits, labels in (grader.draw(rng, 5, 3), grader.draw_extremes(rng)):
            weights = np.exp(logits - logits.max(axis=1, keepdims=True))
            by_hand = weights / weights.sum(axis=1, keepdims=True) - np.eye(3)[labels]
            np.testing.assert_allclose(grader.gradient(logits, labels), by_hand / 5, atol=grader.DIFFERENCE / 2)


def test_the_oracle_is_exact_where_exp_overflows(grader: ModuleType) -> None:
    assert grader.cross_entropy(np.array([[1e4, -1e4]]), np.array([1])) == 2e4
    assert grader.softmax(np.full((1, 4), 1e4)) == pytest.approx(np.full((1, 4), 0.25))


def test_drawn_logits_are_the_same_numbers_in_float32(grader: ModuleType) -> None:
    for seed in range(20):
        logits, labels = grader.draw_extremes(np.random.default_rng(seed))
        assert (logits.astype(np.float32) == logits).all()
        assert labels.min() >= 0
        assert labels.max() < 3


def test_extremes_keep_each_rows_label_wherever_it_is_moved(grader: ModuleType) -> None:
    for seed in range(20):
        logits, labels = grader.draw_extremes(np.random.default_rng(seed))
        chosen = sorted(logits[range(5), labels])
        assert [value for value in chosen if abs(value) > 100] == [-10000, -10000, 10000, 10000]


def test_the_example_in_the_statement_is_right(grader: ModuleType) -> None:
    logits, labels = np.array([[1.0, 2, 3], [0, 0, 0]]), np.array([2, 0])
    rows = [grader.cross_entropy(logits[i : i + 1], labels[i : i + 1]) for i in (0, 1)]
    numbers = [*grader.softmax(logits).flat, *rows, sum(rows) / 2, *grader.gradient(logits, labels).flat]
    for name in ("statement.md", "statement.zh.md"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        stated = [float(number) for number in re.findall(r"-?[01]\.\d{4}", text)]
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
    assert failed.name == "softmax values"


@FRAMEWORK
def test_there_are_two_alternatives_and_six_mistakes(library: Library, framework: str) -> None:
    variant = library.variant(f"{KATA}-{framework}")
    assert len(variant.alternatives) >= 2
    assert len(variant.mistakes) >= 6


# What a check says, and what it must not let through.


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sum_for_mean", r"^cross_entropy: expected [\d.]+, got [\d.]+"),
        ("gradient_sign", r"every value is -1 times the expected one"),
        ("no_max_shift", r"^softmax: \d+ of 15 values are NaN or infinite"),
    ],
)
def test_a_failure_says_what_was_expected_and_what_came(judged: Judge, name: str, expected: str) -> None:
    failed = first_failed(judged("numpy", source_of("numpy", f"mistakes/{name}")))
    assert failed is not None
    assert re.search(expected, failed.message)


def test_a_mistake_is_recognised_in_another_style(judged: Judge) -> None:
    source = edited(source_of("numpy", "alternatives/one_hot"), " / logits.shape[0]", "")
    report = judged("numpy", source)
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "gradient_not_averaged"


@pytest.mark.slow
@pytest.mark.parametrize("result", ["None", "[]", "'text'", "[None, None]", "logits.tolist()", "logits > 0"])
@pytest.mark.parametrize("name", ["softmax", "cross_entropy", "cross_entropy_grad"])
def test_a_strange_result_fails_a_check(judged: Judge, name: str, result: str) -> None:
    source = re.sub(rf"(def {name}\(.*\):\n)", rf"\1    return {result}\n", source_of("numpy"))
    assert judged("numpy", source).verdict in ("failed", "error")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sum(axis=1, keepdims=True))", "sum(axis=1, keepdims=True) + 1e-8)"),
        ("logits.max(axis=1", "np.minimum(logits, 500).max(axis=1"),
        (".mean()", ".mean() * len(labels) / (len(labels) - 1)"),
    ],
    ids=["epsilon in the sum", "maximum cut off", "unbiased mean"],
)
def test_a_nearly_right_submission_fails(judged: Judge, old: str, new: str) -> None:
    assert judged("numpy", edited(source_of("numpy"), old, new)).verdict == "failed"


@pytest.mark.slow
@pytest.mark.torch
@pytest.mark.parametrize(
    "body", ["logits.softmax(1)", "torch.nn.functional.softmax(logits, 1)", "torch.special.softmax(logits, 1)"]
)
def test_pytorchs_own_softmax_is_refused(judged: Judge, body: str) -> None:
    source = edited(source_of("torch"), "return log_softmax(logits).exp()", f"return {body}")
    assert judged("torch", source).verdict == "refused"


@pytest.mark.parametrize(
    ("framework", "body"),
    [
        pytest.param("torch", "torch.autograd.grad(cross_entropy(z, labels), z)[0]", marks=pytest.mark.torch),
        pytest.param("torch", "cross_entropy(z, labels).backward() or z.grad", marks=pytest.mark.torch),
        pytest.param("jax", "jax.grad(cross_entropy)(logits, labels)", marks=pytest.mark.jax),
    ],
)
def test_a_gradient_by_autodiff_is_refused_where_it_is_asked_for_by_hand(
    judged: Judge, framework: str, body: str
) -> None:
    prepared = "    z = logits.detach().requires_grad_()\n" if framework == "torch" else ""
    source = re.sub("@torch.no_grad.*\n", "", source_of(framework))
    source = re.sub(r"(def cross_entropy_grad\(.*\):\n)", rf"\1{prepared}    return {body}\n", source)
    assert judged(framework, source).verdict == "refused"


@pytest.mark.torch
def test_a_loss_that_is_a_python_number_fails_the_contract(judged: Judge) -> None:
    failed = first_failed(judged("torch", edited(source_of("torch"), ".mean()", ".mean().item()")))
    assert failed is not None
    assert failed.name == "contract"
    assert "Python float" in failed.message


@pytest.mark.slow
@pytest.mark.jax
def test_jaxs_own_logsumexp_is_refused_and_one_hot_is_not(judged: Judge) -> None:
    source = edited(source_of("jax"), "return jnp.exp(log_softmax(logits))", "return jax.nn.softmax(logits)")
    assert judged("jax", source).verdict == "refused"
    assert "one_hot" in source_of("jax", "alternatives/one_hot")


def test_the_report_speaks_chinese_where_asked(judged: Judge) -> None:
    report = judged("numpy", source_of("numpy", "mistakes/softmax_twice"), language="zh")
    failed = first_failed(report)
    assert failed is not None
    assert failed.title == "损失的数值"
    assert report.diagnosis is not None
    assert "softmax 因此做了两次" in report.diagnosis.message
