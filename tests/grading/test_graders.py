"""A grader is loaded with the modules beside it, anew each time, and its folder never becomes importable."""

import importlib.util
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kata.errors import CannotGradeHereError
from kata.grading.faults import of_grader
from kata.grading.graders import load_checks, load_grader

GRADER = """
from kata.grading import Text, check
from .oracle import double

@check(Text(en="values", zh="数值"))
def values(subject, rng):
    return double(subject)
"""


def write(folder, factor, grader=GRADER):
    folder.mkdir(exist_ok=True)
    (folder / "grader.py").write_text(grader, encoding="utf-8")
    (folder / "oracle.py").write_text(f"def double(x):\n    return {factor} * x\n", encoding="utf-8")
    # Bytecode is trusted by the second: another text within one must not look like the first.
    os.utime(folder / "oracle.py", (factor, factor))
    return folder / "grader.py"


def test_a_grader_imports_a_module_beside_it(tmp_path):
    (check,) = load_checks(write(tmp_path / "some-kata", 2), "numpy")
    assert check.body(21, None) == 42


def test_its_folder_never_becomes_importable(tmp_path):
    before = list(sys.path)
    load_grader(write(tmp_path / "kata", 2))
    assert sys.path == before
    assert "oracle" not in sys.modules
    assert importlib.util.find_spec("oracle") is None


def test_each_loading_reads_the_files_anew_and_leaves_earlier_ones_alone(tmp_path):
    first = load_grader(write(tmp_path / "kata", 2))
    second = load_grader(write(tmp_path / "kata", 3))
    assert (first.double(1), second.double(1)) == (2, 3)


def test_two_katas_of_one_name_keep_their_own_modules(tmp_path):
    loaded = []
    for factor in (5, 7):
        (tmp_path / f"{factor}").mkdir()
        loaded.append(load_grader(write(tmp_path / f"{factor}" / "kata", factor)))
    assert [grader.double(1) for grader in loaded] == [5, 7]


def test_graders_load_side_by_side(tmp_path):
    path = write(tmp_path / "kata", 2)
    with ThreadPoolExecutor(8) as threads:
        loaded = list(threads.map(lambda _number: load_grader(path), range(40)))
    assert len({id(module) for module in loaded}) == 40
    assert {module.double(1) for module in loaded} == {2}


def test_a_broken_module_beside_a_grader_cannot_be_graded_with(tmp_path):
    path = write(tmp_path / "kata", 2)
    (path.parent / "oracle.py").write_text("1 / 0", encoding="utf-8")
    with pytest.raises(CannotGradeHereError, match="does not load: ZeroDivisionError"):
        load_checks(path, "numpy")


def test_a_fault_of_the_grader_is_placed_in_the_module_where_it_lies(tmp_path):
    (check,) = load_checks(write(tmp_path / "kata", 2), "numpy")
    with pytest.raises(TypeError) as caught:
        check.body(None, None)
    assert f"{tmp_path / 'kata' / 'oracle.py'}:2" in of_grader(caught.value)
