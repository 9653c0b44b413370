"""Sources beside each other: as many as fit, PyTorch and JAX together before all others."""

from kata.cli.compare_show import beside, sources
from kata.compare.workloads import chosen

FILES = [("inputs.py", "x" * 40), ("numpy.py", "x" * 20), ("torch.py", "x" * 30), ("jax.py", "x\n" + "x" * 25)]


def rows(columns):
    return [[name.partition(".")[0] for name, _text in row] for row in beside(FILES, columns)]


def test_what_fits_stands_side_by_side():
    assert rows(124) == [["inputs", "numpy", "torch", "jax"]]
    assert rows(123) == [["inputs", "numpy"], ["torch", "jax"]]
    assert rows(63) == [["inputs", "numpy"], ["torch", "jax"]]
    assert rows(62) == [["inputs"], ["numpy"], ["torch", "jax"]]
    assert rows(58) == [["inputs"], ["numpy"], ["torch", "jax"]]
    assert rows(57) == [["inputs"], ["numpy"], ["torch"], ["jax"]]


def test_every_file_of_a_workload_is_a_source():
    assert [name for name, _text in sources(chosen(["matmul"])[0])] == ["inputs.py", "numpy.py", "torch.py", "jax.py"]
