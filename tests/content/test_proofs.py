"""Proofs run in processes of their own, within a time limit; what comes of them is data."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kata.content.interpreters import Interpreter, interpreter, report_rows, this_interpreter
from kata.content.library import BankFile, bank_paths, built_in_content, read_bank
from kata.content.lint import Known, question_findings
from kata.content.proofs import ProofResult, installed, run_proofs
from kata.errors import KataError

OURS = Interpreter(sys.executable, {"python": "3.0", "numpy": "1.0"})

AsBank = Callable[[str], BankFile]

QUESTION = """
  - id: demo-{name}
    kind: number
    level: mid
    frameworks: [{framework}]
    tags: []
    prompt: p
    explanation: e
    answer: 1
    {more}
    proof: |
      {proof}
"""


def questions(*rows: dict[str, str]) -> str:
    parts = [QUESTION.format(**{"framework": "numpy", "more": "tags: []", "proof": "value = 1", **row}) for row in rows]
    return "format: 1\ntopic: demo\ntitle: Demo\nquestions:\n" + "".join(parts).replace(
        "    tags: []\n    proof", "    proof"
    )


def prove(text: str, as_bank: AsBank, seconds: float = 60.0) -> list[ProofResult]:
    file = as_bank(text)
    assert file.converted.faults == ()
    return run_proofs([file], seconds=seconds)


def test_the_examples_of_the_documentation_are_proven_in_workers(demo: str, as_bank: AsBank) -> None:
    results = prove(demo, as_bank)
    assert {result.status for result in results} == {"proven"}
    assert [result.caught for result in results] == [result.tried for result in results]
    assert all(result.tried >= 1 for result in results)
    assert [result.line for result in results] == sorted(result.line for result in results)


def test_a_fault_stands_on_the_line_of_the_proof_that_raised(as_bank: AsBank) -> None:
    text = questions({"name": "raises", "proof": "a = 1\n      b = a / 0"})
    (result,) = prove(text, as_bank)
    assert result.status == "failed"
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "a / 0" in row)
    assert [(fault.line, fault.message) for fault in result.faults] == [
        (line, "demo-raises: the proof raised ZeroDivisionError: division by zero")
    ]


def test_a_proof_that_accepts_a_corrupted_key_is_a_fault(as_bank: AsBank) -> None:
    # `value` agrees with every number that it is compared with.
    sly = "class Sly(float):\n          def __sub__(self, other): return 0.0\n      float = lambda value: value\n"
    sly += "      import kata.content.verdicts as verdicts\n      verdicts.float = float\n      value = Sly(1)"
    (result,) = prove(questions({"name": "sly", "more": "isolate: true", "proof": sly}), as_bank)
    assert result.status == "failed"
    assert result.tried > result.caught == 0
    assert "the proof accepts a corrupted key, answer: -1.0" in result.faults[0].message


@pytest.mark.slow
def test_a_proof_that_never_ends_fails_and_the_next_one_runs(as_bank: AsBank) -> None:
    text = questions({"name": "loops", "proof": "while True: pass"}, {"name": "fine", "proof": "value = 2 - 1"})
    results = run_proofs([as_bank(text)], workers=1, seconds=3.0)
    assert [result.status for result in results] == ["failed", "proven"]
    assert "did not end within 3 seconds" in results[0].faults[0].message


def test_a_proof_that_kills_its_process_fails_and_the_next_one_runs(as_bank: AsBank) -> None:
    text = questions({"name": "dies", "proof": "import os; os._exit(7)"}, {"name": "fine", "proof": "value = 2 - 1"})
    results = run_proofs([as_bank(text)], workers=1)
    assert [result.status for result in results] == ["failed", "proven"]
    assert "the process of the proof died: exit status 7" in results[0].faults[0].message


def test_what_a_proof_prints_is_no_report(as_bank: AsBank) -> None:
    forged = 'print(\'{"complaints": [], "tried": 9, "accepted": [], "seconds": 0}\', flush=True)\n      value = 5'
    (result,) = prove(questions({"name": "forger", "proof": forged}), as_bank)
    assert result.status == "failed"


def test_an_isolated_proof_has_a_process_of_its_own(as_bank: AsBank) -> None:
    mark = "import sys; value = int(not hasattr(sys, 'marked')); sys.marked = True"
    shared = [{"name": name, "proof": mark} for name in ("one", "two")]
    results = run_proofs([as_bank(questions(*shared))], workers=1)
    assert [result.status for result in results] == ["proven", "failed"]
    isolated = [{**row, "more": "isolate: true"} for row in shared]
    results = run_proofs([as_bank(questions(*isolated))], workers=1)
    assert [result.status for result in results] == ["proven", "proven"]


def test_a_seed_and_numpys_settings_are_put_back_between_proofs(as_bank: AsBank) -> None:
    spoil = "import random, numpy; random.seed(9); numpy.seterr(all='raise'); numpy.random.seed(9); value = 1 * 1"
    draw = (
        "import random, numpy\n      drawn = (random.random(), numpy.random.rand(), numpy.geterr()['divide'])\n      "
    )
    fresh = (
        "random.seed(0); numpy.random.seed(0)\n      value = drawn == (random.random(), numpy.random.rand(), 'warn')"
    )
    results = run_proofs(
        [as_bank(questions({"name": "spoils", "proof": spoil}, {"name": "draws", "proof": draw + fresh}))], workers=1
    )
    assert [fault.message for result in results for fault in result.faults] == []


@pytest.mark.parametrize(
    ("row", "status", "reason"),
    [
        ({"framework": "jax"}, "skipped", "jax is not installed"),
        ({"more": 'valid: "torch<2.13"'}, "skipped", "valid for torch<2.13; installed is 2.13.0+cpu"),
        ({"more": 'valid: "torch>=2.13"'}, "proven", ""),
        ({"more": 'valid: "flax>1"'}, "skipped", "valid for flax>1; installed is -"),
    ],
)
def test_a_question_outside_its_versions_is_skipped(
    as_bank: AsBank, row: dict[str, str], status: str, reason: str
) -> None:
    versions = {"numpy": "2.4.0", "torch": "2.13.0+cpu"}.get
    (result,) = run_proofs([as_bank(questions({"name": "x", "proof": "value = 2 - 1", **row}))], versions=versions)
    assert (result.status, result.reason) == (status, reason)


def test_a_question_without_a_proof_rests_on_documents(as_bank: AsBank) -> None:
    text = questions({"name": "told"}).partition("    proof:")[0]
    (result,) = run_proofs([as_bank(text)])
    assert result.status == "documented"


def test_results_are_told_as_they_come(demo: str, as_bank: AsBank) -> None:
    told: list[str] = []
    results = run_proofs([as_bank(demo)], tell=lambda result: told.append(result.id))
    assert sorted(told) == sorted(result.id for result in results)


def test_an_interruption_ends_the_proofs_that_run(as_bank: AsBank, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    endless = f"import os, pathlib; pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\n      while True: pass"
    wait = f"import pathlib\n      while not pathlib.Path({str(mark)!r}).exists(): pass\n      value = 1 * 1"
    file = as_bank(questions({"name": "endless", "proof": endless}, {"name": "waits", "proof": wait}))

    def interrupt(result: ProofResult) -> None:
        raise KeyboardInterrupt(result.id)

    with pytest.raises(KeyboardInterrupt, match="demo-waits"):
        run_proofs([file], tell=interrupt)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_the_version_of_a_package_that_is_not_installed_is_none() -> None:
    assert installed("surely-not-a-package") is None
    assert installed("msgspec") is not None


@pytest.mark.slow
@pytest.mark.torch
@pytest.mark.jax
def test_every_built_in_key_is_proven_and_every_corrupted_one_caught() -> None:
    results = run_proofs(map(read_bank, bank_paths(built_in_content())))  # in one run: workers import frameworks once
    assert [str(fault) for result in results for fault in result.faults] == []
    assert {result.id: result.reason for result in results if result.status == "skipped"} == {}


@pytest.mark.slow
@pytest.mark.torch
def test_what_a_proof_changes_in_torch_is_put_back(as_bank: AsBank) -> None:
    spoil = (
        "import torch\n      torch.set_default_dtype(torch.float64)\n      torch.set_grad_enabled(False)\n      "
        "torch._dynamo.config.cache_size_limit = 1\n      torch.manual_seed(9)\n      torch.set_num_threads(2)\n      "
        "value = torch.ones(1).sum().item()"
    )
    look = (
        "import torch\n      a = torch.rand(1, requires_grad=True)\n      torch.manual_seed(0)\n      "
        "value = int((a == torch.rand(1)).item() and (a * 2).requires_grad and a.dtype == torch.float32\n      "
        "            and torch._dynamo.config.cache_size_limit > 1 and torch.get_num_threads() == 1)"
    )
    rows = [{"name": "spoils", "proof": spoil}, {"name": "looks", "proof": look}]
    text = questions(*({"framework": "torch", **row} for row in rows))
    results = run_proofs([as_bank(text)], workers=1)
    assert [fault.message for result in results for fault in result.faults] == []


@pytest.mark.slow
@pytest.mark.jax
def test_what_a_proof_changes_in_jax_is_put_back(as_bank: AsBank) -> None:
    spoil = "import jax\n      jax.config.update('jax_enable_x64', True)\n      value = jax.numpy.ones(1).sum().item()"
    look = "import jax\n      value = int(jax.numpy.ones(1).dtype == jax.numpy.float32)"
    rows = [{"name": "spoils", "proof": spoil}, {"name": "looks", "proof": look}]
    text = questions(*({"framework": "jax", **row} for row in rows))
    results = run_proofs([as_bank(text)], workers=1)
    assert [fault.message for result in results for fault in result.faults] == []


@pytest.mark.slow
def test_proofs_run_in_another_interpreter_with_its_own_versions(as_bank: AsBank) -> None:
    file = as_bank(questions({"name": "here"}, {"name": "there", "framework": "jax"}))
    other = msgspec.structs.replace(this_interpreter(), versions={"python": "3.99", "numpy": "9.9"})
    runs = [(where, run_proofs([file], python=where.path, versions=where.version)) for where in (OURS, other)]
    rows = dict(report_rows(runs, {"demo-here": ("numpy",), "demo-there": ("jax",)}))
    assert rows == {
        "demo-here": "held: numpy 1.0 · numpy 9.9",
        "demo-there": "not run: python 3.0 · python 3.99",
    }


def test_a_program_that_is_no_python_is_refused_in_words() -> None:
    with pytest.raises(KataError, match="does not run"):
        interpreter("/nowhere/python")
    with pytest.raises(KataError, match="cannot run proofs"):
        interpreter("/bin/false")


@pytest.mark.slow
@pytest.mark.torch
def test_the_good_question_in_contributing_is_one(as_bank: AsBank) -> None:
    page = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(  - id: .*?)```", page, re.DOTALL)
    file = as_bank(f"format: 1\ntopic: demo\ntitle: {{en: Demo, zh: 演示}}\nquestions:\n{example}")
    known = Known(frozenset({"demo-two-losses"}), frozenset())
    bank = file.converted.bank
    assert bank is not None
    assert list(question_findings(bank.questions[0], "demo", known, built_in=True)) == []
    (result,) = run_proofs([file])
    assert (result.status, result.caught) == ("proven", result.tried)
