"""Workers that mistakes of a rehearsal hand on: nothing of a file is left in them, and no user's grading has any."""

import os
import shutil
import signal
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from kata.content.model import Limits
from kata.grading import shelf as shelves
from kata.grading.channel import Worker
from kata.grading.judge import grade
from kata.grading.processes import Pool
from kata.grading.ready import Ready
from kata.grading.rehearsal import rehearse
from kata.grading.replies import SubmissionRefusedError
from kata.grading.report import GradeRequest
from kata.grading.shelf import Shelf

from .conftest import FOLDER, HONEST, PATIENT, line
from .test_processes import gone, wait_until

CALL = {"args": [], "on": None, "precision": "float32", "keep": False, "seed": None, "watching": False}


@pytest.fixture
def shelf(pool):
    with Shelf(pool) as lent:
        yield lent


@pytest.fixture
def hand_on(shelf, submit):
    """Open a source in a worker of the shelf, do something with it, and give it back; return its number."""

    def run(source, framework="numpy", use=lambda _worker: None, **about) -> int:
        submission = replace(submit(textwrap.dedent(source), framework, **about), ready=shelf)
        worker = submission.open()
        try:
            use(worker)
        finally:
            submission.end(worker)
        return worker.pid

    return run


@pytest.fixture
def asked(monkeypatch):
    """Every request of this test: the worker's number, what is asked, and its fields."""
    seen = []
    request = Worker.request

    def spy(worker, op, fields, seconds=None):
        seen.append((worker.pid, op, fields))
        return request(worker, op, fields, seconds)

    monkeypatch.setattr(Worker, "request", spy)
    return seen


def called(name):
    """What calls a function without arguments."""

    def use(worker):
        reply = worker.request("call", {**CALL, "name": name})
        assert reply["kind"] == "value", reply

    return use


def test_the_next_file_gets_the_same_worker_and_finds_nothing_of_the_one_before(hand_on):
    first = hand_on(
        """
        import sys
        here = sys.modules['solution']
        class Left: pass
        def f(): return Left()
        """,
        use=called("f"),
    )
    second = hand_on(
        """
        import gc, linecache
        assert 'here' not in globals()
        assert not [each for each in gc.get_objects() if type(each).__name__ == 'Left']
        def g(): return 1
        """,
        use=called("g"),
    )
    assert first == second


def test_generators_begin_anew_with_each_file(hand_on):
    drawn = []

    def draw(worker):
        drawn.append(worker.request("call", {**CALL, "name": "f"})["value"])

    source = "import numpy as np\ndef f(): return float(np.random.rand())\n"
    assert hand_on(source, use=draw) == hand_on(source, use=draw)
    assert drawn[0] == drawn[1]


def test_rules_hold_for_each_file_and_the_katas_own_file_runs_before_them(hand_on):
    about = {
        "forbids": ("numpy.dot", "numpy.linalg"),
        "given": "from numpy import dot\nfrom numpy.linalg import norm\n",
    }
    taken = "def f(): return 1"
    assert hand_on(taken, **about) == hand_on(taken, **about)
    with pytest.raises(SubmissionRefusedError):
        hand_on("import numpy as np\nnp.__dict__['dot']([1], [1])", **about)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.seterr(all='raise')",
        "import warnings\nwarnings.simplefilter('ignore')",
        "import sys\nsys.setrecursionlimit(5000)",
        "import sys\nsys.path.append('/nowhere')",
        "import numpy as np\nnp.mean = None",
        "import os\nos.environ['LEFT'] = '1'",
        "open('left', 'w').close()",
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()",
    ],
)
def test_a_worker_whose_process_is_not_as_it_was_ends(hand_on, source):
    left = hand_on(source)
    assert gone(left)
    assert hand_on("") != left


@pytest.mark.torch
@pytest.mark.parametrize(
    "source",
    [
        "torch.set_default_dtype(torch.float64)",
        "torch.set_grad_enabled(False)",
        "torch.use_deterministic_algorithms(True)",
        "torch.autograd.set_detect_anomaly(True)",
        "torch.set_default_device('meta')",
        "torch.Tensor.relu = torch.Tensor.tanh",
    ],
)
def test_a_worker_whose_torch_is_not_as_it_was_ends(hand_on, source):
    assert hand_on("import torch", "torch") != (left := hand_on("import torch\n" + source, "torch")) or gone(left)
    assert gone(left)


@pytest.mark.jax
@pytest.mark.parametrize("source", ["jax.config.update('jax_enable_x64', True)", "jax.nn.relu = jax.nn.silu"])
def test_a_worker_whose_jax_is_not_as_it_was_ends(hand_on, source):
    assert gone(hand_on("import jax\n" + source, "jax"))


@pytest.mark.jax
def test_a_derivative_is_that_of_the_file_at_hand(hand_on):
    slopes = []

    def differentiate(worker):
        fields = {"name": "f", "args": [3.0], "on": None, "precision": "float32", "wrt": 0}
        slopes.append(float(worker.request("gradient", fields)["value"]))

    workers = {hand_on(f"def f(x): return {factor} * x", "jax", use=differentiate) for factor in (2.0, 5.0, 7.0)}
    assert slopes == [2, 5, 7]
    assert len(workers) == 1


@pytest.mark.jax
def test_a_class_of_the_same_name_may_be_registered_by_each_file(hand_on):
    source = """
    import jax
    from dataclasses import dataclass
    @jax.tree_util.register_dataclass
    @dataclass
    class State:
        x: float
    def f(): return jax.tree.leaves(State(1.0))
    """
    assert hand_on(source, "jax", use=called("f")) == hand_on(source, "jax", use=called("f"))


def test_a_worker_that_was_refused_something_ends(hand_on, shelf):
    with pytest.raises(SubmissionRefusedError):
        hand_on("import numpy.linalg", forbids=("numpy.linalg",))
    assert shelf._idle == []


def test_a_worker_that_was_killed_is_not_handed_on(hand_on, shelf):
    killed = hand_on("")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not shelf._idle[0].waits())
    assert hand_on("") != killed


def test_a_worker_serves_so_many_files_and_no_more(hand_on, monkeypatch):
    monkeypatch.setattr(shelves, "MOST_FILES", 3)
    workers = [hand_on("") for _ in range(4)]
    assert len({*workers[:3]}) == 1
    assert workers[3] != workers[0]
    assert gone(workers[0])


def test_a_worker_without_room_for_another_file_ends(hand_on):
    full = Limits(seconds=60, memory_mb=2 * 150)
    assert gone(hand_on("import numpy as np\nkept = np.ones(20_000_000)\nimport sys\nsys.kept = kept", limits=full))


def test_none_is_shared_where_a_file_may_start_processes(shelf):
    assert shelf.take("numpy", Limits(processes=True)) is None


def test_closing_ends_those_that_lie_there_and_what_comes_back_later(pool, submit):
    with Shelf(pool) as shelf:
        submission = replace(submit(""), ready=shelf)
        late, early = submission.open(), submission.open()
        submission.end(early)
    assert gone(early.pid)
    submission.end(late)
    assert gone(late.pid)


def kata_of_mistakes(folder: Path, **mistakes: str) -> str:
    """A copy of the tests' own kata with these mistakes beside its own."""
    shutil.copytree(FOLDER, folder)
    for name, source in mistakes.items():
        (folder / "numpy" / "mistakes" / f"{name}.py").write_text(source)
    return str(folder)


def loads(asked):
    """Which files each worker has loaded."""
    loaded = {}
    for pid, op, fields in asked:
        if op == "load":
            loaded.setdefault(pid, []).append(fields["source"])
    return loaded


def test_in_a_rehearsal_files_share_workers_and_the_solution_has_its_own(pool, asked):
    variant = line()
    assert [done.fault for done in rehearse([variant], pool, seed=1)] == [None] * 7
    together = [sources for sources in loads(asked).values() if len(sources) > 1]
    assert {source for sources in together for source in sources} == {
        variant.starter,
        *(right.text for right in variant.alternatives),
        *(wrong.text for wrong in variant.mistakes),
    }


def mistake(caught_by: str, begins: str, returns: str) -> str:
    docstring = f'"""It says {returns}.\n\nCaught by: {caught_by}\n"""\n'
    return docstring + begins + HONEST.replace("return x @ w", f"return {returns}")


def test_a_mistake_that_a_shared_worker_spoils_is_graded_again_in_fresh_ones(pool, asked, tmp_path):
    spoils = mistake("contract", "import json\njson.left = 1\n", "x")
    spoilt = mistake("values", "import json\n", "x @ w + (1 - getattr(json, 'left', 0))")
    grader = kata_of_mistakes(tmp_path / "line", a=spoils, b=spoilt)
    results = rehearse([line(grader=grader)], pool, seed=1, side_by_side=1)
    assert [done.fault for done in results] == [None] * 9
    by_worker = [sources for sources in loads(asked).values() if spoilt in sources]
    assert spoils in by_worker[0]
    assert by_worker[-1] == [spoilt]


def test_an_alternative_that_a_shared_worker_spoils_is_graded_again_in_fresh_ones(pool, asked, tmp_path):
    spoilt = "import json\n" + HONEST.replace("return x @ w", "return x @ w + getattr(json, 'left', 0)")
    grader = kata_of_mistakes(tmp_path / "line")
    folder = tmp_path / "line" / "numpy" / "alternatives"
    (folder / "a.py").write_text("import json\njson.left = 1\n" + HONEST)
    (folder / "b.py").write_text(spoilt)
    results = rehearse([line(grader=grader)], pool, seed=1, side_by_side=1)
    assert [done.fault for done in results] == [None] * 9
    by_worker = [sources for sources in loads(asked).values() if spoilt in sources]
    assert len(by_worker[0]) > 1
    assert by_worker[-1] == [spoilt]


def test_a_fault_that_is_there_in_fresh_workers_too_is_told(pool, tmp_path):
    harmless = '"""Nothing.\n\nCaught by: values\n"""\n' + HONEST
    grader = kata_of_mistakes(tmp_path / "line", harmless=harmless)
    faults = {done.file.stem: done.fault for done in rehearse([line(grader=grader)], pool, seed=1) if done.fault}
    assert list(faults) == ["harmless"]
    assert "the mistake passes" in faults["harmless"].message


@pytest.mark.parametrize("waiting", [False, True])
def test_no_worker_of_a_users_grading_loads_twice_or_is_asked_to_forget(pool, asked, waiting):
    ascends = HONEST.replace("w = w - lr", "w = w + lr")
    with Ready(pool) as ready:
        for source in (HONEST, ascends, ascends):  # with a diagnosis, which runs mistakes
            if waiting:
                ready.fill("numpy", PATIENT)
                ready.settle()
            grade(GradeRequest(variant="line", source=source), line(), pool=pool, ready=ready if waiting else None)
    assert {op for _pid, op, _fields in asked} & {"remember", "forget"} == set()
    workers = [pid for pid, op, _fields in asked if op == "device"]
    assert len(workers) == len(set(workers))  # no number was given twice, so that these are different ones
    assert all(len(sources) == 1 for sources in loads(asked).values())


def test_only_rehearsals_know_of_it_and_what_grades_for_users_knows_no_rehearsal():
    room = Path(shelves.__file__).parents[1]
    texts = {str(path.relative_to(room)): path.read_text(encoding="utf-8") for path in room.rglob("*.py")}
    assert [name for name, text in texts.items() if "grading.shelf" in text] == ["grading/rehearsal.py"]
    users_of = [name for name, text in texts.items() if "grading.rehearsal" in text or "judge import checked" in text]
    assert users_of == ["cli/check.py"]


def test_programs_are_shared_by_the_pools_of_rehearsals_alone():
    assert Pool()._share_programs is False
