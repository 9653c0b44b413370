"""Who may import whom, held by import-linter and by looking at what really arrives in a process."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "torch", "jax", "numpy"}


def modules_after(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter holds after running `code`."""
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(run.stdout.split())


def test_no_room_imports_what_it_may_not() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "module",
    [
        *("kata.cli", "kata.content", "kata.content.library", "kata.store", "kata.practice", "kata.report"),
        *("kata.compare.running", "kata.compare.findings", "kata.report.comparison", "kata.cli.compare"),
    ],
)
def test_a_headless_room_brings_no_screen_and_no_framework(module: str) -> None:
    assert modules_after(f"import {module}") & HEAVY == set()


@pytest.mark.parametrize("module", ["kata.grading.judge", "kata.compare.engine"])
def test_the_judge_and_the_engine_bring_numpy_and_no_framework(module: str) -> None:
    assert modules_after(f"import {module}") & HEAVY == {"numpy"}


@pytest.mark.slow
def test_the_screen_brings_no_framework_and_no_numpy() -> None:
    screens = sorted((ROOT / "kata" / "tui" / "screens").glob("[a-z]*.py"))
    imports = "\n".join(f"import kata.tui.screens.{path.stem}" for path in screens)
    assert modules_after(f"import kata.tui.app\n{imports}") & HEAVY == {"textual"}


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("graders/*/*.py")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_grader_imports_numpy_the_graders_public_names_and_modules_beside_it_alone(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(node.module or "")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1
            for name in [node.module] if node.module else [alias.name for alias in node.names]:
                assert (path.parent / f"{name}.py").is_file()
    foreign = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {"numpy", "kata.grading"}
