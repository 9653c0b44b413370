"""The MLP kata: its oracle, its checks on NumPy in this process, its files graded by workers."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kata.content import Library, load_library
from kata.grading import CheckFailed, Rng, Subject, grade
from kata.grading.checks import Check
from kata.grading.graders import load_checks, load_grader
from kata.grading.processes import Pool
from kata.grading.report import GradeReport, GradeRequest
from kata.grading.subject import Surroundings
from kata.grading.submission import Submission

FOLDER = Path(__file__).parents[2] / "graders" / "mlp"
FRAMEWORKS = ("numpy", "torch", "jax")
OF_TRAIN = {"one step of descent", "three steps of descent", "one trace for all steps", "whole training"}


@pytest.fixture(scope="module")
def grader() -> ModuleType:
    """All that the grader's modules define, under one roof."""
    package = load_grader(FOLDER / "grader.py").__package__
    whole = ModuleType("whole")
    for name in ("oracle", "data", "submission", "initial", "training", "grader"):
        vars(whole).update(vars(import_module(f"{package}.{name}")))
    return whole


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(share_programs=True) as shared:
        yield shared


Judge = Callable[..., GradeReport]


@pytest.fixture
def judged(library: Library, pool: Pool) -> Judge:
    """Grade a source as `mlp-FRAMEWORK`."""

    def judge(framework: str, source: str, seed: int = 7, language: str = "en") -> GradeReport:
        variant = library.variant(f"mlp-{framework}")
        request = GradeRequest(variant=variant.name, source=source, seed=seed, device="cpu", language=language)
        return grade(request, variant, pool=pool)

    return judge


def source_of(framework: str, name: str = "solution") -> str:
    return (FOLDER / framework / f"{name}.py").read_text(encoding="utf-8")


def edited(source: str, old: str, new: str) -> str:
    assert source.count(old) == 1, old
    return source.replace(old, new)


def first_failed(report: GradeReport) -> Any:
    return next(check for check in report.checks if check.status in ("failed", "error"))


# The oracle.


def test_the_oracles_gradient_agrees_with_central_differences(grader: ModuleType) -> None:
    for seed in range(20):
        params, x, y = grader.small_problem(np.random.default_rng(seed))
        numeric = grader.central_differences(lambda p, x=x, y=y: grader.loss(p, x, y), params)
        for exact, close in zip(grader.gradients(params, x, y), numeric, strict=True):
            np.testing.assert_allclose(exact[0], close[0], rtol=1e-6, atol=1e-8)
            np.testing.assert_allclose(exact[1], close[1], rtol=1e-6, atol=1e-8)


def test_central_differences_leave_the_parameters_alone(grader: ModuleType) -> None:
    params, x, y = grader.small_problem(np.random.default_rng(0))
    before = [(w.copy(), b.copy()) for w, b in params]
    grader.central_differences(lambda p: grader.loss(p, x, y), params)
    assert all((w == v).all() and (b == c).all() for (w, b), (v, c) in zip(params, before, strict=True))


@pytest.mark.parametrize(
    ("z", "y", "expected"), [(1000.0, 0, 1000.0), (1000.0, 1, 0.0), (-1000.0, 1, 1000.0), (0.0, 1, np.log(2))]
)
def test_the_oracles_loss_is_exact_at_any_logit(grader: ModuleType, z: float, y: float, expected: float) -> None:
    identity = [(np.ones((1, 1)), np.zeros(1))]
    assert grader.loss(identity, np.array([[z]]), np.array([y])) == pytest.approx(expected, abs=1e-12)


def test_small_problems_have_no_pre_activation_near_the_kink_and_both_signs(grader: ModuleType) -> None:
    for seed in range(50):
        params, x, y = grader.small_problem(np.random.default_rng(seed))
        for layers in (1, 2, 3):
            z = grader.forward(params[:layers], x)
            assert np.abs(z).min() > 0.01
            assert z.min() < 0 < z.max()
        assert set(y) == {0.0, 1.0}
        assert (x.astype(np.float32) == x).all()


@pytest.mark.parametrize("task", ["moons", "spirals", "XOR"])
def test_a_reference_separates_each_task_and_a_linear_model_does_not(grader: ModuleType, task: str) -> None:
    rng = np.random.default_rng(3)
    data, held_out = grader.TASKS[task](rng, grader.EXAMPLES), grader.TASKS[task](rng, 256)
    wide, _ = grader.descend(grader.he(rng, grader.WIDE), *data, grader.RATE, grader.STEPS)
    line, _ = grader.descend(grader.he(rng, (2, 1)), *data, grader.RATE, grader.STEPS)
    assert grader.loss(wide, *held_out) < 0.2
    assert grader.loss(line, *held_out) > 0.2


# The statement.


def test_the_example_in_the_statement_is_right(grader: ModuleType) -> None:
    params = [(np.array([[1.0, 0], [-1, 1]]), np.array([0.0, -2])), (np.array([[1.0], [-2]]), np.array([0.5]))]
    x, y = np.array([[2.0, 1]]), np.array([1.0])
    (dw1, db1), (dw2, db2) = grader.gradients(params, x, y)
    numbers = [grader.forward(params, x)[0, 0], grader.loss(params, x, y), db2[0], dw1[0, 0], dw1[1, 0]]
    assert [round(float(number), 4) for number in numbers] == [1.5, 0.2014, -0.1824, -0.3649, -0.1824]
    assert [*dw1[:, 1], db1[1], dw2[1, 0]] == [0, 0, 0, 0]
    assert db1[0] == dw2[0, 0] == db2[0]
    for name in ("statement.md", "statement.zh.md"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert all(number in text for number in ("= 1.5", "0.2014", "-0.1824", "-0.3649"))


def test_both_statements_have_the_same_code_and_a_section_for_each_framework() -> None:
    english, chinese = ((FOLDER / name).read_text(encoding="utf-8") for name in ("statement.md", "statement.zh.md"))
    assert sorted(set(re.findall(r"`[^`\n]+`", english))) == sorted(set(re.findall(r"`[^`\n]+`", chinese)))
    assert re.findall(r"```.*?```", english, re.DOTALL) == re.findall(r"```.*?```", chinese, re.DOTALL)
    for heading in ("## NumPy", "## PyTorch", "## JAX"):
        assert f"\n{heading}\n" in english
        assert f"\n{heading}\n" in chinese


def test_the_threshold_is_the_one_whose_margins_are_written_down(grader: ModuleType, library: Library) -> None:
    convergence = library.kata("mlp").spec.convergence
    assert convergence is not None
    assert convergence.threshold == grader.THRESHOLD
    assert convergence.wrong_at_most < convergence.threshold < convergence.right_at_least - 0.1


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_each_mistake_says_in_both_languages_what_it_is_and_which_check_catches_it(
    framework: str, library: Library, grader: ModuleType
) -> None:
    checks = [value for value in vars(grader).values() if isinstance(value, Check)]
    names = {check.name for check in checks if check.applies_to(framework)}
    mistakes = library.variant(f"mlp-{framework}").mistakes
    assert len(mistakes) >= 12
    for mistake in mistakes:
        assert mistake.caught_by in names, mistake.name
        assert mistake.message.zh, mistake.name


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", ["starter", "solution"])
def test_what_learners_read_fits_a_narrow_pane(framework: str, name: str) -> None:
    assert [line for line in source_of(framework, name).splitlines() if len(line) > 64] == []


def test_code_in_the_statement_fits_a_narrow_pane() -> None:
    for name in ("statement.md", "statement.zh.md"):
        blocks = re.findall(r"```.*?```", (FOLDER / name).read_text(encoding="utf-8"), re.DOTALL)
        assert [line for block in blocks for line in block.splitlines() if len(line) > 64] == []


# The checks, on NumPy in this process: many seeds cost nothing here.


class InProcess:
    """A subject whose submission runs here; it answers as a worker does."""

    framework, device = "numpy", "cpu"

    def __init__(self, source: str) -> None:
        self.names: dict[str, Any] = {}
        exec(compile(source, "solution.py", "exec"), self.names)
        self.recording = SimpleNamespace(responses=[])
        self.curves: list[Any] = []

    def given(self, value: Any, precision: str) -> Any:
        if isinstance(value, list | tuple):
            return type(value)(self.given(item, precision) for item in value)
        if isinstance(value, Rng):
            return np.random.default_rng(value.seed)
        return value.astype(precision) if isinstance(value, np.ndarray) else value

    def run(self, name: str, args: Any) -> Any:
        """Call it; what it raises is its own fault, as with a worker."""
        try:
            return self.names[name](*args)
        except Exception as fault:
            raise CheckFailed(str(fault), code="raised") from fault

    def call(self, name: str, *args: Any, precision: str = "float32") -> Any:
        return self.run(name, self.given(args, precision))

    def call_watching(self, name: str, *args: Any, precision: str = "float32") -> Any:
        fresh = self.given(args, precision)
        return self.run(name, fresh), list(fresh)

    def observe(self, what: str, name: str, *args: Any, precision: str = "float32") -> Any:
        assert what == "global_rng"
        before = str(np.random.get_state())  # noqa: NPY002  the global state is what is looked at
        self.call(name, *args, precision=precision)
        return [] if str(np.random.get_state()) == before else ["numpy.random"]  # noqa: NPY002

    noted, repeatedly = Subject.noted, Subject.repeatedly

    def side_by_side(self, function: Any, items: Any) -> list[Any]:
        return [function(self, item) for item in items]

    def curve(self, curve: Any) -> None:
        self.curves.append(curve)


def checks_of(grader: ModuleType) -> list[Check]:
    return [value for value in vars(grader).values() if isinstance(value, Check) and value.applies_to("numpy")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["solution", "alternatives/einsum", "alternatives/one_matrix"])
def test_no_check_rejects_a_right_submission_on_any_of_forty_seeds(grader: ModuleType, name: str) -> None:
    subject: Any = InProcess(source_of("numpy", name))
    for seed in range(40):
        for check in checks_of(grader):
            if check.name not in ("whole training", "convergence"):
                check.body(subject, check.rng(seed))


def test_the_training_shows_its_curve_beside_the_replay(grader: ModuleType) -> None:
    subject: Any = InProcess(source_of("numpy"))
    check = next(check for check in checks_of(grader) if check.name == "whole training")
    check.body(subject, check.rng(0))
    assert [len(curve.steps) for curve in subject.curves] == list(range(2, 14))
    last = subject.curves[-1]
    assert last.steps[-1] == grader.STEPS
    np.testing.assert_allclose(last.loss, last.reference, atol=1e-8)
    assert last.loss[-1] < last.loss[0] / 5


@pytest.mark.slow
def test_convergence_scores_what_the_parameters_are_worth_and_not_what_is_reported(grader: ModuleType) -> None:
    source = edited(source_of("numpy"), "    return params, losses\n", "    return params, [0.001] * steps\n")
    subject: Any = InProcess(edited(source, "params = [\n            (W - lr", "_ = [\n            (W - lr"))
    check = next(check for check in checks_of(grader) if check.name == "convergence")
    with pytest.raises(CheckFailed, match="the median score is"):
        check.body(subject, check.rng(0))


@pytest.mark.parametrize("name", ["logits of ±1000", "three steps of descent"])
def test_a_hint_claims_nothing_that_an_earlier_failure_denies(grader: ModuleType, name: str) -> None:
    subject: Any = InProcess(source_of("numpy", "mistakes/gradient_not_averaged"))  # wrong from the first step on
    check = next(check for check in checks_of(grader) if check.name == name)
    with pytest.raises(CheckFailed) as caught:
        check.body(subject, check.rng(0))
    assert str(caught.value).rpartition("\n")[2].startswith("If ")


STRANGE = ("None", "{}", "'text'", "[]", "[None, None]", "[(1, 2), (3, 4)]", "(params, None)", "(None, [])", "[[], []]")


@pytest.mark.slow
@pytest.mark.parametrize("result", STRANGE)
@pytest.mark.parametrize("name", ["init_params", "forward", "loss", "gradients", "train"])
def test_a_strange_result_fails_a_check_and_is_never_a_fault_of_the_grader(
    grader: ModuleType, name: str, result: str
) -> None:
    source = re.sub(rf"(def {name}\(.*\):\n)", rf"\1    params = []\n    return {result}\n", source_of("numpy"))
    subject: Any = InProcess(source)
    failed = []
    for check in checks_of(grader):
        try:
            check.body(subject, check.rng(0))
        except CheckFailed:
            failed.append(check.name)
    assert failed


# Submissions, graded by workers; `test_library.py` has all files of the kata, each graded as it says.


@pytest.mark.slow
@pytest.mark.parametrize("framework", ["numpy", pytest.param("jax", marks=pytest.mark.jax)])
def test_the_solution_passes_with_a_curve_for_every_seed_of_every_task(judged: Judge, framework: str) -> None:
    report = judged(framework, source_of(framework))
    assert report.verdict == "passed", first_failed(report)
    assert {(c.task, c.seed) for c in report.curves} >= {
        (task, k) for task in ("moons", "spirals", "XOR") for k in range(5)
    }
    assert not report.remarks


@pytest.mark.slow
@pytest.mark.parametrize(
    "framework",
    ["numpy", pytest.param("torch", marks=pytest.mark.torch), pytest.param("jax", marks=pytest.mark.jax)],
)
def test_the_starter_runs_and_fails_a_check(judged: Judge, framework: str) -> None:
    report = judged(framework, source_of(framework, "starter"))
    assert report.verdict == "failed"
    assert first_failed(report).status == "failed"


@pytest.mark.slow
def test_a_forgotten_square_root_is_not_taken_for_another_rule(judged: Judge) -> None:
    report = judged("numpy", source_of("numpy", "mistakes/square_root_forgotten"))
    assert "as 4 / fan_in² would give" in first_failed(report).message
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "square_root_forgotten"


@pytest.mark.slow
@pytest.mark.torch
def test_a_mistake_is_recognised_in_another_style_and_another_layout_of_the_weights(judged: Judge) -> None:
    source = source_of("torch", "alternatives/parameters_by_hand")
    report = judged("torch", edited(source, "alpha=-lr", "alpha=lr"))
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "learning_rate_sign"


@pytest.mark.slow
@pytest.mark.torch
def test_an_error_is_recognised_by_what_it_says_and_not_by_its_type_alone(judged: Judge) -> None:
    in_place = edited(source_of("torch", "alternatives/parameters_by_hand"), "p.data.add_(p.grad", "p.add_(p.grad")
    again = edited(source_of("torch"), "loss.backward()", "loss.backward()\n        loss.backward()")
    found = [judged("torch", source) for source in (in_place, again)]
    assert all(re.search("RuntimeError", first_failed(report).message) for report in found)
    assert found[0].diagnosis is not None
    assert found[0].diagnosis.mistake == "step_without_no_grad"
    assert found[1].diagnosis is None


@pytest.mark.slow
@pytest.mark.jax
def test_waiting_for_the_device_at_every_step_is_remarked_on_and_passes(library: Library, pool: Pool) -> None:
    source = edited(source_of("jax"), "losses.append(value)", "losses.append(float(value))")
    assert any("waits for the device" in remark for remark in remarks(library, pool, source))


@pytest.mark.slow
@pytest.mark.jax
def test_jitting_the_loss_alone_passes_with_a_remark(library: Library, pool: Pool) -> None:
    eager_step = edited(source_of("jax"), "@jax.jit\ndef step", "def step")
    source = edited(eager_step, "def loss", "@jax.jit\ndef loss")
    assert any("Each step runs Python of yours" in remark for remark in remarks(library, pool, source))


def remarks(library: Library, pool: Pool, source: str) -> list[str]:
    """What is said of a JAX submission that all checks of `train` pass; convergence, 15 trainings more, is left out."""
    spec, limits = library.variant("mlp-jax").spec, library.kata("mlp").spec.limits
    submission = Submission(source, "jax", spec.defines, spec.forbids, (), limits, 0, pool)
    said: list[str] = []
    with submission.open() as worker:
        surroundings = Surroundings(submission.open, submission.open_clean, on_remark=said.append)
        subject = Subject("jax", "cpu", worker, surroundings)
        for check in load_checks(FOLDER / "grader.py", "jax"):
            if check.name in OF_TRAIN:
                check.body(subject, check.rng(7))
    return said


def test_a_forgotten_bias_is_named_with_what_was_expected_what_came_and_where(judged: Judge) -> None:
    report = judged("numpy", source_of("numpy", "mistakes/bias_missing"))
    message = first_failed(report).message
    assert re.search(r"logits \(float64\)\[\d, 0\]: expected -?[\d.e-]+, got -?[\d.e-]+", message)
    assert "x @ W + b" in message
    assert report.diagnosis is not None
    assert "biases never enter" in report.diagnosis.message


def test_a_stale_output_bias_is_found_by_its_name(judged: Judge) -> None:
    message = first_failed(judged("numpy", source_of("numpy", "mistakes/last_bias_never_updated"))).message
    assert message.startswith("parameters, layer 3, b[0]: expected")


@pytest.mark.slow
def test_the_report_speaks_chinese_where_asked(judged: Judge) -> None:
    report = judged("numpy", source_of("numpy", "mistakes/scaled_by_fan_out"), language="zh")
    assert first_failed(report).title == "初始参数"
    assert "正是 2 / fan_out 的结果" in first_failed(report).message
    assert report.diagnosis is not None
    assert "fan_in" in report.diagnosis.message
