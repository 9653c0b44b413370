"""What a grader can ask of a submission, in each framework."""

import numpy as np
import pytest

from kata.grading.channel import WorkerLostError
from kata.grading.checks import CheckFailed
from kata.grading.subject import GraderFaultError, Subject, SubmissionRaisedError, Surroundings
from kata.grading.values import Deleted, Given, Handle, Rng, Submitted
from kata.grading.wire import dtype_name

TORCH = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.body = nn.Linear(*sizes)
        self.unused = nn.Parameter(torch.zeros(2))
        self.register_buffer('seen', torch.tensor(3))
    def forward(self, x):
        return self.body(x)
def kind(x): return str(x.dtype), str(torch.zeros(1).dtype)
def half(x): return x.bfloat16()
def reads(x): return [x.sum().item() for _ in range(4)][0]
def cube(pair): return (pair[0] ** 3).sum() + 2 * pair[1].sum()
def spoil(x): x += 1
def noise(n): return torch.randn(n)
def generated(rng, n): return torch.randn(n, generator=rng)
"""
JAX = """
import jax, jax.numpy as jnp
from functools import partial
def kind(x): return str(x.dtype), str(jnp.zeros(1).dtype)
def half(x): return x.astype(jnp.bfloat16)
def reads(x): return [float(x.sum()) for _ in range(4)][0]
def cube(pair): return (pair[0] ** 3).sum() + 2 * pair[1].sum()
@partial(jax.jit, donate_argnums=0)
def donate(x): return x + 1
def reuse(key): return jax.random.normal(key, (2,)) + jax.random.normal(key, (2,))
def once(key): return jax.random.normal(key, (2,))
@jax.jit
def step(x): return x * 2
def jitted(x):
    for _ in range(5): x = step(x)
    return x
def retraced(x):
    for _ in range(5): x = jax.jit(lambda z: z * 2)(x)
    return x
def draws(key, n): return jax.random.normal(key, (n,))
"""
NUMPY = """
import numpy as np
count = 0
def echo(*args): return args
def kind(x): return str(x.dtype)
def keep(x): return {'a': [x, object()], 'b': (1, 2.5, 'text', None, True)}
def spoil(x, y): x += 1
def noisy(): return np.random.rand()
def drawn(rng): return rng.normal(size=3)
def bump():
    global count
    count += 1
    return count
class Box:
    def __init__(self, x): self.x = x
    def times(self, k): return self.x * k
def mean(x): return np.mean(x)
def big(): return np.zeros((5000, 5000))
def long(): return list(range(200_000))
"""


@pytest.fixture
def subject(submit):
    """Return a function that opens a submission's source as a subject; its workers end with the test."""
    workers = []

    def make(source, framework="numpy", **more):
        submission = submit(source, framework, **more)
        workers.append(submission.open())
        return Subject(framework, "cpu", workers[-1], Surroundings(submission.open, submission.open_clean))

    yield make
    for worker in workers:
        worker.close()


def test_trees_go_there_and_back(subject):
    tree = [{"a": np.arange(3), "b": (1, 2.5, "text", None, True)}, np.float32(2)]
    got = subject(NUMPY).call("echo", *tree)
    assert got[0]["a"].tolist() == [0, 1, 2]
    assert got[0]["b"] == (1, 2.5, "text", None, True)


def test_floating_arrays_take_the_precision_of_the_call_and_others_keep_their_type(subject):
    numpy = subject(NUMPY)
    assert numpy.call("kind", np.zeros(2)) == "float32"
    assert numpy.call("kind", np.zeros(2), precision="float64") == "float64"
    assert numpy.call("kind", np.zeros(2, np.int16)) == "int16"


def test_a_numpy_scalar_comes_back_as_one_with_its_type(subject):
    got = subject(NUMPY).call("mean", np.ones(3), precision="float64")
    assert isinstance(got, np.float64)


def test_what_cannot_travel_stays_behind_a_handle_that_can_be_used(subject):
    numpy = subject(NUMPY)
    assert isinstance(numpy.call("keep", np.ones(1))["a"][1], Handle)
    box = numpy.call("Box", np.arange(3.0), keep=True)
    assert box == Handle(box.id, "Box")
    assert numpy.call("times", 3, on=box).tolist() == [0, 3, 6]
    assert isinstance(numpy.call("echo", box)[0], Handle)


def test_what_a_kata_gives_can_be_handed_over_and_called_and_can_call_the_submission(subject):
    given = "def square(x): return x * x\ndef twice(function, x): return function(function(x))"
    numpy = subject("def apply(function, x): return function(x) + 1\ndef inc(x): return x + 1", given=given)
    assert numpy.call("apply", Given("square"), np.arange(3.0)).tolist() == [1, 2, 5]
    assert numpy.call(Given("twice"), Submitted("inc"), np.zeros(2)).tolist() == [2, 2]


def test_a_submission_cannot_import_what_a_kata_gives(subject):
    with pytest.raises(SubmissionRaisedError, match="given"):
        subject("import given", given="x = 1")


@pytest.mark.slow
@pytest.mark.torch
def test_what_a_kata_gives_is_free_of_the_rules_for_the_submission(subject):
    given = "import torch\ndef make(w): return type(torch.optim.SGD([w], lr=1.0)).__name__"
    torch = subject("def f(make, w): return make(w)", "torch", given=given, forbids=("torch.optim",))
    assert torch.call("f", Given("make"), np.zeros(2)) == "SGD"


def test_arguments_are_seen_as_they_are_after_the_call(subject):
    value, after = subject(NUMPY).call_watching("spoil", np.zeros(2), np.zeros(2))
    assert value is None
    assert [array.tolist() for array in after] == [[1, 1], [0, 0]]


def test_every_call_gets_fresh_arguments(subject):
    numpy = subject(NUMPY)
    x = np.zeros(2)
    for _ in range(2):
        assert numpy.call_watching("spoil", x, x)[1][0].tolist() == [1, 1]
    assert x.tolist() == [0, 0]


def test_a_generator_is_made_from_its_seed(subject):
    numpy = subject(NUMPY)
    first, again, other = (numpy.call("drawn", Rng(seed)) for seed in (1, 1, 2))
    assert first.tolist() == again.tolist() != other.tolist()
    assert first.tolist() == np.random.default_rng(1).normal(size=3).tolist()


def test_the_use_of_a_global_generator_is_seen(subject):
    numpy = subject(NUMPY)
    assert numpy.observe("global_rng", "noisy") == ["numpy.random"]
    assert numpy.observe("global_rng", "drawn", Rng(0)) == []


def test_side_by_side_uses_fresh_workers_and_keeps_the_order(subject):
    numpy = subject(NUMPY)
    assert numpy.call("bump") == 1
    results = numpy.side_by_side(lambda each, item: (item, each.call("echo", item)[0]), list(range(5)))
    assert results == [(n, n) for n in range(5)]
    assert numpy.call("bump") == 2
    assert [response[1][0] for response in numpy.recording.responses[1:6]] == [(n,) for n in range(5)]


def test_side_by_side_raises_what_the_first_item_in_order_raised(subject):
    def one(each, item):
        if item:
            each.call("mean", "text" if item == 1 else None)

    with pytest.raises(SubmissionRaisedError, match=r"dtype|ufunc|string"):
        subject(NUMPY).side_by_side(one, [0, 1, 2])


def test_side_by_side_of_nothing_is_nothing(subject):
    assert subject(NUMPY).side_by_side(lambda _each, item: item, []) == []


@pytest.mark.parametrize("name", ["big", "long"])
def test_a_result_too_large_to_travel_is_the_submissions_error(subject, name):
    with pytest.raises(SubmissionRaisedError, match="cannot be sent"):
        subject(NUMPY).call(name)


def test_a_derivative_that_the_framework_has_not_is_the_graders_fault(subject):
    with pytest.raises(GraderFaultError, match="derivative"):
        subject(NUMPY).gradient("mean", np.ones(3))


def test_a_worker_that_ended_answers_no_more(subject):
    numpy = subject(NUMPY + "\nimport os\ndef leave(): os._exit(7)\n")
    with pytest.raises(WorkerLostError, match="status 7"):
        numpy.call("leave")
    with pytest.raises(WorkerLostError):
        numpy.call("bump")


@pytest.mark.torch
def test_torch_modules_are_kept_and_asked(subject):
    torch = subject(TORCH, "torch")
    net = torch.call("Net", (3, 2), keep=True, seed=1)
    same = torch.call("Net", (3, 2), keep=True, seed=1)
    names = [name for name, _value in torch.parameters(net)]
    assert names == ["unused", "body.weight", "body.bias"]
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(torch.parameters(net), torch.parameters(same), strict=True))
    assert torch.buffers(net)[0][0] == "seen"
    weights = [np.ones(2), np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0])]
    torch.set_parameters(net, weights)
    x = np.array([[1.0, 2.0, 3.0]])
    assert torch.call("forward", x, on=net, precision="float64").dtype == np.float64
    assert torch.call("forward", x, on=net).tolist() == [[9.0, 28.0]]
    gradients = dict(torch.vjp(net, x, np.array([[1.0, 10.0]])))
    assert gradients["unused"] is None
    assert gradients["body.weight"].tolist() == [[1, 2, 3], [10, 20, 30]]
    assert gradients["body.bias"].tolist() == [1, 10]


@pytest.mark.slow
@pytest.mark.torch
def test_torch_values_gradients_and_facts(subject):
    torch = subject(TORCH, "torch")
    assert torch.call("kind", np.zeros(1)) == ("torch.float32", "torch.float32")
    assert torch.call("kind", np.zeros(1), precision="float64") == ("torch.float64", "torch.float64")
    assert torch.call("kind", np.zeros(1, np.int32)) == ("torch.int32", "torch.float32")
    assert dtype_name(torch.call("half", np.ones(2))) == "bfloat16"
    gradient = torch.gradient("cube", (np.array([1.0, 2.0]), np.array([5.0])), precision="float64")
    assert [part.tolist() for part in gradient] == [[3, 12], [2]]
    assert torch.observe("host_syncs", "reads", np.ones(3)) == 4
    assert torch.observe("global_rng", "noise", 3) == ["torch"]
    assert torch.observe("global_rng", "generated", Rng(0), 3) == []
    assert torch.call_watching("spoil", np.zeros(1))[1][0].tolist() == [1]
    assert torch.call("noise", 3, seed=4).tolist() == torch.call("noise", 3, seed=4).tolist()


@pytest.mark.slow
@pytest.mark.jax
def test_jax_values_gradients_and_facts(subject):
    jax = subject(JAX, "jax")
    assert jax.call("kind", np.zeros(1)) == ("float32", "float32")
    assert jax.call("kind", np.zeros(1), precision="float64") == ("float64", "float64")
    assert jax.call("kind", np.zeros(1, np.int64))[0] == "int32"
    assert dtype_name(jax.call("half", np.ones(2))) == "bfloat16"
    gradient = jax.gradient("cube", (np.array([1.0, 2.0]), np.array([5.0])), precision="float64")
    assert [part.tolist() for part in gradient] == [[3, 12], [2]]
    assert jax.observe("host_syncs", "reads", np.ones(3)) == 4
    assert jax.observe("key_reuse", "once", Rng(0)) is None
    assert "KeyReuseError" in jax.observe("key_reuse", "reuse", Rng(0))
    assert jax.call_watching("donate", np.zeros(2))[1] == [Deleted()]
    assert jax.call("draws", Rng(1), 2).shape == (2,)


FIXED = """
import jax.numpy as jnp
traced = 0
def times(): return traced
def total(x, axis, name, more):
    global traced
    traced += 1
    if more is True: return (3 * x).sum()
    return (x.sum(axis=axis) ** (2 if name == 'square' else 1)).sum()
def peeks(x, scale):
    global traced
    traced += 1
    return (x * scale).sum() if x.sum() > 0 else -x.sum()
"""


@pytest.mark.jax
def test_an_axis_a_flag_and_a_name_are_a_part_of_the_function_that_jax_differentiates(subject):
    jax = subject(FIXED, "jax")
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    for _again in range(2):
        assert jax.gradient("total", x, 0, "square", 1).tolist() == [[8, 12], [8, 12]]
        assert jax.gradient("total", x, 1, "square", 1).tolist() == [[6, 6], [14, 14]]
        assert jax.gradient("total", x, 1, "plain", 1).tolist() == [[1, 1], [1, 1]]
        assert jax.gradient("total", x, 1, "plain", True).tolist() == [[3, 3], [3, 3]]
    assert jax.call("times") == 4
    assert jax.gradient("peeks", x, 2.0).tolist() == [[2, 2], [2, 2]]
    assert jax.gradient("peeks", -x, 3.0).tolist() == [[-1, -1], [-1, -1]]
    assert jax.call("times") == 4 + 3  # once in vain; what looks at values is not traced again


@pytest.mark.jax
def test_jax_traces_and_compilations_are_counted(subject):
    jax = subject(JAX, "jax")
    good = jax.observe("traces", "jitted", np.ones(3))
    assert good["first"] == {"jitted": 1, "step": 1}
    assert good["again"] == {"jitted": 1}
    assert good["compilations"] == 0
    bad = jax.observe("traces", "retraced", np.ones(3))
    assert bad["again"]["retraced.<locals>.<lambda>"] == 5
    assert bad["compilations"] == 5


PURE = """
import jax, jax.numpy as jnp
from jax.experimental import io_callback
import numpy as np
@jax.jit
def lacking(x): return {'one': x, 'none': None}
def scaled(pair, x, times): return {'a': pair[0] * x * times, 'b': (pair[1], x.sum())}
def drawn(key, n): return jax.random.normal(key, (n,))
def solved(m, v): return jnp.linalg.solve(m, v)
def branches(x): return x if x.sum() > 0 else -x
def escapes(x): return jax.pure_callback(lambda a: np.asarray(a) * 2, x, x)
def prints(x):
    jax.debug.print('{}', x)
    return x
calls = []
@jax.jit
def counts(x):
    calls.append(1)
    return x * len(calls)
@jax.jit
def notes(x):
    calls.append(x.shape)
    return x * 2
def broken(x): return x.no_such_thing
seen = {}
def remembers(x): return seen.setdefault(x.shape, x * 2)
"""


@pytest.mark.jax
def test_an_exported_function_runs_without_the_submission(subject):
    x = np.array([1.0, 2, 3])
    value = subject(PURE, "jax").exported("scaled", (x, 2 * x), x, 3)
    np.testing.assert_allclose(value["a"], 3 * x * x)
    np.testing.assert_allclose(value["b"][0], 2 * x)
    assert value["b"][1] == 6
    assert value["a"].dtype == np.float32


@pytest.mark.slow
@pytest.mark.jax
def test_an_exported_function_keeps_its_precision_and_takes_keys(subject):
    jax = subject(PURE, "jax")
    x = np.array([1 + 1e-12])
    assert jax.exported("scaled", (x, x), x, 1, precision="float64")["a"][0] == x[0] ** 2
    assert np.array_equal(jax.exported("drawn", Rng(3), 4), jax.call("drawn", Rng(3), 4))
    assert np.allclose(jax.exported("solved", 2 * np.eye(3), np.ones(3)), 0.5)


@pytest.mark.jax
def test_an_exported_pytree_may_lack_leaves(subject):
    value = subject(PURE, "jax").exported("lacking", np.ones(3))
    assert value["none"] is None
    assert value["one"].tolist() == [1, 1, 1]


@pytest.mark.jax
def test_a_function_that_looks_at_values_cannot_be_exported(subject):
    with pytest.raises(SubmissionRaisedError) as caught:
        subject(PURE, "jax").exported("branches", np.ones(3))
    assert caught.value.type == "TracerBoolConversionError"
    assert caught.value.frames[-1][2] == "def branches(x): return x if x.sum() > 0 else -x"


@pytest.mark.jax
@pytest.mark.parametrize("name", ["escapes", "prints"])
def test_a_function_that_calls_back_into_python_cannot_be_exported(subject, name):
    with pytest.raises(CheckFailed, match="cannot become a program of its own") as caught:
        subject(PURE, "jax").exported(name, np.ones(3))
    assert caught.value.code == "not exportable"


@pytest.mark.slow
@pytest.mark.jax
def test_a_function_that_depends_on_what_it_did_before_is_impure(subject):
    with pytest.raises(CheckFailed, match="counts is not pure") as caught:
        subject(PURE, "jax").exported("counts", np.ones(3))
    assert caught.value.code == "impure"


@pytest.mark.jax
def test_a_side_effect_that_changes_no_result_is_let_be(subject):
    assert np.array_equal(subject(PURE, "jax").exported("notes", np.ones(3)), np.full(3, 2))


@pytest.mark.jax
def test_an_answer_remembered_by_its_shape_is_caught_in_an_export(subject):
    with pytest.raises((CheckFailed, SubmissionRaisedError)):
        subject(PURE, "jax").exported("remembers", np.ones(3))


@pytest.mark.jax
def test_an_exception_of_an_exported_function_is_its_own(subject):
    with pytest.raises(SubmissionRaisedError, match="no_such_thing"):
        subject(PURE, "jax").exported("broken", np.ones(3))


@pytest.mark.jax
@pytest.mark.parametrize("forged", ["[np.zeros(9, np.uint8)] * 2", "[np.zeros(3)]", "3", "[b'x'] * 2"])
def test_a_forged_program_is_no_value(subject, forged):
    forgery = f"""
from kata.grading.bridges import jax_export
jax_export.exported = lambda function, args: {forged}
"""
    with pytest.raises((WorkerLostError, SubmissionRaisedError)):
        subject(PURE + forgery, "jax").exported("scaled", np.ones(3), np.ones(3), 2)


@pytest.mark.jax
def test_a_program_that_was_exported_elsewhere_calls_nothing_of_python(subject):
    forgery = """
from kata.grading.bridges import jax_export
honest = jax_export.exported
import jax._src.export.serialization as form, jax._src.export._export as inner
def forged(function, args):
    inner._check_lowering = lambda lowering: None
    jax.export.export = lambda f: inner.export(f, disabled_checks=[inner.DisabledSafetyCheck.custom_call('x')])
    arrays = args
    program = jax.jit(lambda x: jax.ffi.ffi_call('xla_ffi_python_cpu_callback', jax.ShapeDtypeStruct(x.shape, x.dtype))(x))
    checks = [jax.export.DisabledSafetyCheck.custom_call('xla_ffi_python_cpu_callback')]
    made = inner.export(program, disabled_checks=checks)(*arrays).serialize()
    return [np.frombuffer(made, np.uint8)] * 2
jax_export.exported = forged
"""
    with pytest.raises(CheckFailed, match="calls outside the compiled program"):
        subject(PURE + forgery, "jax").exported("prints", np.ones(3))


def test_other_frameworks_export_nothing(subject):
    with pytest.raises(GraderFaultError, match="exports nothing"):
        subject(NUMPY).exported("echo", 1)


def test_noted_values_stand_for_what_came_back(subject):
    numpy = subject(NUMPY)
    numpy.call("echo", 1)
    with numpy.noted() as note:
        numpy.call("echo", 2)
        note("both")
    kinds = numpy.recording.responses
    assert len(kinds) == 2
    assert kinds[1] == ("value", "both")


@pytest.mark.jax
def test_wide_integers_arrive_narrow_in_float32_mode_without_a_word(subject):
    jax = subject("import warnings\nwarnings.simplefilter('always')\n" + JAX, "jax")
    assert jax.call("kind", np.arange(3))[0] == "int32"
    assert jax.call("kind", np.arange(3), precision="float64")[0] == "int64"
    assert jax.call("kind", np.ones(3), precision="bfloat16")[0] == "bfloat16"
    jax._worker.close()
    assert jax._worker.output.text() == ""
