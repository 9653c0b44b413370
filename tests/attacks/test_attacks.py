"""Submissions that attack the grader: none passes, hurts or hangs, and the next grading is as if it had not been.

Each file in `samples/` is one attack; its docstring says what it does and which verdicts are right.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kata.grading.output import KEPT_BYTES
from kata.grading.report import GradeReport

from .canaries import CHECKOUT, Canaries
from .conftest import LINUX, Bench, honest
from .sample import SAMPLES, Sample, all_samples

pytestmark = pytest.mark.slow

# Beyond the time a call may take: starting workers, killing them, and a machine that is busy with other tests.
MARGIN = 20.0
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def marked(sample: Sample) -> object:
    marks = [getattr(pytest.mark, sample.framework)] if sample.framework != "numpy" else []
    return pytest.param(sample, id=sample.name, marks=[*marks, *([pytest.mark.slow] if sample.slow else [])])


GRADED = [marked(sample) for sample in all_samples() if not sample.command]


def everything(report: GradeReport) -> str:
    return report.output + "".join(check.message for check in report.checks) + "".join(report.remarks)


def first_fault(report: GradeReport) -> str:
    return next((check.message for check in report.checks if check.status in ("failed", "error")), "")


@LINUX
@pytest.mark.parametrize("sample", GRADED)
def test_an_attack_gains_nothing(sample: Sample, bench: Bench, canaries: Canaries, *, confined_by_kernel: bool) -> None:
    outcome = bench.grade(sample.source(canaries.known(bench.pid)), sample.framework, sample.limits, sample.requires)
    report = outcome.report
    harm = canaries.disturbed()
    canaries.tidy()

    assert report is not None, outcome.fault
    assert outcome.seconds < sample.limits.seconds + MARGIN
    assert outcome.strangers == []
    assert outcome.left == []
    assert len(report.output) <= KEPT_BYTES
    assert all(len(check.message) < 100_000 for check in report.checks)
    assert not CONTROL.search(everything(report))
    assert bench.honest(sample.framework).report.verdict == "passed"
    if sample.kernel and not confined_by_kernel:
        pytest.skip("what this one tries is stopped by the kernel's layers alone, and they are not here")

    assert report.verdict in sample.verdicts, everything(report)
    assert re.search(sample.says, first_fault(report))
    assert re.search(sample.prints, report.output)
    assert "LEAK" not in report.output
    assert canaries.told(everything(report)) == []
    assert harm == []


@LINUX
@pytest.mark.parametrize(
    "framework", ["numpy", pytest.param("torch", marks=pytest.mark.torch), pytest.param("jax", marks=pytest.mark.jax)]
)
def test_the_control_passes(bench: Bench, canaries: Canaries, framework: str) -> None:
    outcome = bench.grade(honest(framework), framework)
    assert outcome.report is not None
    assert outcome.report.verdict == "passed", everything(outcome.report)
    assert (outcome.strangers, outcome.left, canaries.disturbed()) == ([], [], [])


@LINUX
def test_a_warm_process_survives_what_it_forked(bench: Bench, canaries: Canaries, *, confined_by_kernel: bool) -> None:
    if not confined_by_kernel:
        pytest.skip("without the kernel's layers a worker may signal its parent")
    before = bench.honest("numpy").parent
    for sample in all_samples():
        if sample.name in ("die_kill_parent", "time_stop_parent", "die_own_group"):
            bench.grade(sample.source(canaries.known(bench.pid)))
    assert bench.honest("numpy").parent == before


@pytest.mark.parametrize("name", [sample.name for sample in all_samples() if sample.command])
def test_a_file_that_is_no_text_is_refused_in_words(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kata", "--lang", "en", "grade", "mlp-numpy", str(SAMPLES / f"{name}.py")]
    home = os.environ | {"KATA_HOME": str(tmp_path)}
    ran = subprocess.run(command, check=False, cwd=CHECKOUT, env=home, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 2
    assert "UTF-8" in ran.stderr
    assert "Traceback" not in ran.stderr


@LINUX
@pytest.mark.parametrize(
    "source",
    ["x = " + "(" * 90_000 + "1" + ")" * 90_000, "x = 0" + "+0" * 100_000, "x" + ".x" * 100_000, "if 1:\n" * 200 + "x"],
    ids=["parentheses", "sum", "attributes", "indentation"],
)
def test_a_source_that_no_parser_can_hold_is_an_error(bench: Bench, source: str) -> None:
    outcome = bench.grade(source)
    assert outcome.report is not None, outcome.fault
    assert outcome.report.verdict in ("error", "crashed", "memory", "failed")
    assert bench.honest("numpy").report.verdict == "passed"


def test_every_family_has_its_relatives() -> None:
    names = [sample.family for sample in all_samples()]
    counts = {family: names.count(family) for family in names}
    assert counts.keys() == {"die", "file", "forge", "lie", "mem", "num", "out", "proc", "rule", "spy", "src", "time"}
    assert min(counts.values()) >= 5


def test_the_table_in_the_security_page_counts_these_files() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (\d+) \| (\d+) \|", (CHECKOUT / "docs" / "security.md").read_text(), re.MULTILINE
    )
    said = {family: (int(attacks), int(kernel)) for family, attacks, kernel in rows}
    samples = all_samples()
    by_family = {sample.family: [one for one in samples if one.family == sample.family] for sample in samples}
    assert said == {family: (len(ones), sum(one.kernel for one in ones)) for family, ones in by_family.items()}
    assert f"holds {len(samples)} submissions" in (CHECKOUT / "docs" / "security.md").read_text()
