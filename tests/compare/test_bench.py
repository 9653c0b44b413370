"""A worker: it makes a run, holds it to float64, reads the clock and looks at memory."""

import sys
from multiprocessing import Pipe
from threading import Thread

import numpy as np
import pytest

from kata.compare import bench, reference
from kata.compare.bench import Bench


@pytest.fixture
def workload(tmp_path, monkeypatch):
    """Let a workload `mine` be written: its inputs and NumPy's variant."""
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    (tmp_path / "mine").mkdir()

    def write(variant, inputs="return {'x': np.arange(size, dtype=float)}"):
        (tmp_path / "mine" / "inputs.py").write_text(f"import numpy as np\ndef inputs(size, rng): {inputs}")
        (tmp_path / "mine" / "numpy.py").write_text(variant)

    return write


def _started():
    held = Bench()
    held.framework = bench.framework("numpy", "cpu", "float64", 1)
    return held


@pytest.fixture(autouse=True)
def _all_cores(monkeypatch):
    if sys.platform == "linux":  # a bench keeps to its cores, the tests shall not
        monkeypatch.setattr("os.sched_setaffinity", lambda *_: None)


def _expected(tmp_path, size):
    path = tmp_path / "expected.npz"
    np.savez(path, *reference.expected("mine", size))
    return str(path)


def test_a_right_variant_deviates_by_nothing_and_a_wrong_one_by_what_it_is_off(workload, tmp_path):
    workload("def plain(x): return lambda: x + 1")
    path = _expected(tmp_path, 4)
    assert _started().prepare("mine", 4, "numpy", path).error == 0
    workload("def plain(x): return lambda: x + 1.4")
    assert _started().prepare("mine", 4, "numpy", path).error == pytest.approx(0.1)


def test_a_wrong_step_shows_in_the_second_run(workload, tmp_path):
    step = "def plain(x):\n def run():\n  nonlocal x\n  y, x = x.sum(), x * {0}\n  return y\n return run"
    workload(step.format(0.5))
    path = _expected(tmp_path, 4)
    workload(step.format(0.875))  # of another length: bytecode is told by time and size
    assert _started().prepare("mine", 4, "numpy", path).error > 0.1


def test_a_turn_makes_as_many_runs_as_it_is_asked_for(workload):
    workload("calls = 0\ndef plain(x):\n def run():\n  global calls\n  calls += 1\n  return x\n return run")
    held = _started()
    held.prepare("mine", 1, "numpy", None)
    module = held.prepared["numpy"].module
    before = module.calls
    assert held.turn("numpy", 17) > 0
    assert module.calls == before + 17


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how high memory rose")
def test_the_peak_is_what_a_run_takes_at_its_height(workload):
    workload("import numpy as np\ndef plain(x): return lambda: float(np.ones(8 << 20).sum())")
    found = _started().footprint("mine", 1, "numpy")
    assert 60 * 2**20 < found.peak < 80 * 2**20  # one array of 64 MiB, given back each time
    assert found.saved is None


def test_what_is_raised_comes_back_as_a_status_and_the_worker_goes_on(workload):
    workload("def plain(x): raise ValueError('no such thing\\nand more')")
    ours, theirs = Pipe()
    Thread(target=bench.serve, args=(theirs,), daemon=True).start()
    ours.send(("start", ("numpy", "cpu", "float32", 1)))
    assert ours.recv() == ("value", (None, None))
    ours.send(("prepare", ("mine", 1, "numpy", None)))
    assert ours.recv() == ("fault", "failed", "ValueError: no such thing")
    workload("def plain(x): raise MemoryError")
    ours.send(("prepare", ("mine", 1, "numpy", None)))
    assert ours.recv() == ("fault", "memory", "")
    ours.send(("start", ("numpy", "gpu", "float32", 1)))
    assert ours.recv() == ("fault", "missing", "no-gpu")
    ours.send(("start", ("numpy", "cpu", "bfloat16", 1)))
    assert ours.recv() == ("fault", "missing", "no-dtype")
    ours.close()
