"""The workloads: their texts, their sizes, and that every variant of one computes the same."""

import ast
import json
import os
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kata.compare.reference import load, make_inputs
from kata.compare.result import VARIANTS
from kata.compare.trees import deviation, leaves
from kata.compare.workloads import MAKERS, ORDER, ROOT, UnknownWorkloadError, chosen, workloads
from kata.grading.numerical import central_differences

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
FRAMEWORKS = ("numpy", "torch", "jax")
WIDTH = 64  # of the workbench's editor, and so of what stands side by side
SMALL = {
    "matmul": 12,
    "pointwise": 100,
    "mlp-small": 16,
    "mlp-large": 16,
    "attention": 24,
    "scan": 8,
    "per-example-gradients": 8,
    "transfer": 100,
}
each = pytest.mark.parametrize("workload", workloads(), ids=lambda one: one.name)


def functions(source: str) -> set[str]:
    """Return the names that a file defines at its top, by `def` or by assignment."""
    names = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return names


def texts(workload):
    """Return everything that a reader sees of a workload, in both languages."""
    return [workload.title, workload.about, workload.size, *workload.unsuited.values()]


def test_there_is_a_folder_for_every_workload_and_no_other():
    assert sorted(path.name for path in ROOT.iterdir() if path.name != "__pycache__") == sorted(ORDER)
    assert [one.name for one in workloads()] == list(ORDER)


def test_a_name_that_is_nearly_right_is_told_the_right_one():
    with pytest.raises(UnknownWorkloadError, match="attention"):
        chosen(["atention"])


@each
def test_a_workload_speaks_both_languages_with_the_same_code_in_them(workload):
    for text in texts(workload):
        assert text.en.strip()
        assert any(unicodedata.name(letter, "").startswith("CJK") for letter in text.zh)
        assert sorted(re.findall(r"`[^`]+`", text.en)) == sorted(re.findall(r"`[^`]+`", text.zh))


@each
def test_what_a_workload_leads_to_is_there(workload):
    banks = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "questions").glob("*.yaml"))
    assert workload.questions
    assert set(workload.questions) <= set(re.findall(r"^ +- id: (\S+)$", banks, re.MULTILINE))
    assert workload.katas
    assert all((REPOSITORY / "graders" / name / "kata.yaml").is_file() for name in workload.katas)


@each
def test_sizes_grow_and_the_quick_run_has_one_of_them(workload):
    for sizes in (workload.sizes.cpu, workload.sizes.gpu):
        assert len(sizes) > 1
        assert all(small < large for small, large in pairwise(sizes))
    assert len(workload.sizes.quick) == 1
    assert workload.sizes.cpu[0] <= workload.sizes.quick[0] <= workload.sizes.cpu[-1]


@each
def test_every_variant_is_written_or_it_is_said_why_not(workload):
    for variant in VARIANTS:
        framework, maker = MAKERS[variant]
        assert (maker in functions(workload.source(framework))) != (variant in workload.unsuited)
    assert "numpy" not in workload.unsuited  # what the others are held to


@each
def test_the_jax_file_names_what_is_looked_at(workload):
    names = functions(workload.source("jax"))
    assert ("program" in names) == ("jax.jit" not in workload.unsuited)
    assert ("differentiated" in names) == workload.trains


@each
def test_the_sources_fit_side_by_side(workload):
    for framework in FRAMEWORKS:
        assert max(map(len, workload.source(framework).splitlines())) <= WIDTH


@pytest.mark.parametrize("name", ["mlp-small", "mlp-large"])
def test_every_framework_takes_steps_of_one_length(name):
    rates = [re.findall(r"^RATE = .*", (ROOT / name / f"{one}.py").read_text(), re.MULTILINE) for one in FRAMEWORKS]
    assert rates == [rates[0]] * 3
    assert rates[0]


def slopes_agree(grads, loss, at):
    """Hold gradients to the slopes of the loss, with its rounding and its step's."""
    expected = central_differences(loss, at)
    assert deviation(list(leaves(grads)), list(leaves(expected))) < 1e-7


@pytest.mark.parametrize(("name", "widths"), [("mlp-small", (4, 6, 1)), ("mlp-large", (4, 6, 5, 3))])
def test_the_step_by_hand_goes_against_the_slope_of_its_loss(name, widths):
    module, rng = load(name, "numpy"), np.random.default_rng(1)
    params = tuple((rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(widths))
    x = rng.normal(size=(7, widths[0]))
    y = rng.integers(2, size=(7, 1)).astype(float) if name == "mlp-small" else rng.integers(3, size=7)
    loss, grads = module.loss_and_grads(params, x, y)
    slopes_agree(grads, lambda at: module.loss_and_grads(at, x, y)[0], params)

    new, same = module.step(params, x, y)
    assert same == loss
    for after, before, slope in zip(leaves(new), leaves(params), leaves(grads), strict=True):
        np.testing.assert_allclose(after, before - module.RATE * slope)


def test_attention_by_hand_has_the_slopes_of_its_loss():
    module, rng = load("attention", "numpy"), np.random.default_rng(2)
    qkv = tuple(rng.normal(size=(2, 2, 5, 3)) for _ in range(3))
    _, grads = module.loss_and_grads(*qkv)
    slopes_agree(grads, lambda at: module.loss_and_grads(*at)[0], qkv)


def test_an_examples_gradient_by_hand_is_that_of_a_batch_of_one():
    inputs = make_inputs("per-example-gradients", 5)
    module, alone = load("per-example-gradients", "numpy"), load("mlp-small", "numpy")
    grads = module.per_example(**inputs)
    for i in range(5):
        _, expected = alone.loss_and_grads(inputs["params"], inputs["x"][i : i + 1], inputs["y"][i : i + 1])
        for got, want in zip(leaves(grads), leaves(expected), strict=True):
            np.testing.assert_allclose(got[i], want)


@pytest.fixture(scope="module", params=FRAMEWORKS)
def seen(request, tmp_path_factory):
    """Have a process of its own run a framework's variants; give its name and what it says."""
    folder = tmp_path_factory.mktemp("caches")
    command = [sys.executable, HERE / "every_variant.py", request.param, json.dumps(SMALL)]
    environ = os.environ | {"PYTHONPATH": str(REPOSITORY), "TORCHINDUCTOR_CACHE_DIR": str(folder)}
    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=600)
    assert run.returncode == 0, run.stderr
    return request.param, json.loads(run.stdout.splitlines()[-1])


@pytest.mark.slow
def test_every_variant_computes_what_numpy_does_in_float64_and_the_texts_are_true(seen):
    framework, said = seen
    allowed = {
        f"{workload.name} {variant}": workload.tolerance
        for workload in workloads()
        for variant in VARIANTS
        if MAKERS[variant][0] == framework and variant not in workload.unsuited
    }
    assert said["deviations"].keys() == allowed.keys()
    assert {name: error for name, error in said["deviations"].items() if error >= allowed[name]} == {}
    assert [claim for claim, true in said["claims"].items() if not true] == []
