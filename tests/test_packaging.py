"""A wheel holds everything, and runs away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(unpacked: Path, elsewhere: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": str(unpacked), "KATA_HOME": str(elsewhere / "home"), "KATA_LANG": "en"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=elsewhere, env=environ, capture_output=True, text=True, check=False, timeout=300)


def test_the_wheel_holds_every_tracked_file(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "kata", "questions", "graders"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    expected = {name if name.startswith("kata/") else f"kata/_content/{name}" for name in tracked}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


def test_an_installed_wheel_lists_its_own_katas(unpacked: Path, tmp_path: Path) -> None:
    where = run(unpacked, tmp_path, "-c", "import kata; print(kata.__file__)")
    assert where.stdout.startswith(str(unpacked))
    listed = run(unpacked, tmp_path, "-m", "kata", "list")
    assert listed.returncode == 0, listed.stderr
    assert "mlp-numpy" in listed.stdout or "mlp" in listed.stdout


@pytest.mark.parametrize("name", ["linear-regression", "mlp"])  # the second grader is several modules
def test_an_installed_wheel_grades_its_own_solution(unpacked: Path, tmp_path: Path, name: str) -> None:
    solution = unpacked / "kata" / "_content" / "graders" / name / "numpy" / "solution.py"
    graded = run(unpacked, tmp_path, "-m", "kata", "grade", f"{name}-numpy", str(solution), "--json")
    assert graded.returncode == 0, graded.stderr + graded.stdout
    assert '"verdict":"passed"' in graded.stdout.replace(" ", "")
