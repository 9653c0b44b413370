"""What is asked before anything is shown, and what an answer is worth afterwards."""

from msgspec.structs import replace

from kata.compare.prediction import Prediction, asked, least_memory, marked
from kata.compare.result import VARIANTS, Comparison
from kata.compare.workloads import Sizes, Workload
from tests.compare import made_up

MIB = made_up.MIB
LARGEST = 4096


MATMUL, MLP = (
    Workload(name=name, title=name, about="", size="rows", sizes=Sizes(cpu=(1,), gpu=(1,), quick=(1,)))
    for name in ("matmul", "mlp-small")
)


def said(**things: str) -> Prediction:
    return Prediction(workload="mlp-small", size=LARGEST, said=things)


def with_times(**times: float) -> Comparison:
    """Times at the largest size, all alike within a variant."""
    given = made_up.comparison("mlp-small")
    for name, seconds in times.items():
        variant = name.replace("_", ".")
        given = made_up.but(given, "mlp-small", variant, LARGEST, times=(seconds,) * 11)
    return given


def test_each_workload_is_asked_for_speed_and_memory_at_its_largest_size():
    found = asked([MATMUL, MLP], made_up.settings("matmul", "mlp-small"))
    assert [(one.workload, one.size, one.what) for one in found] == [
        ("matmul", 1024, "fastest"),
        ("matmul", 1024, "memory"),
        ("mlp-small", 4096, "fastest"),
        ("mlp-small", 4096, "memory"),
    ]
    assert found[0].options == (*VARIANTS, "tie")


def test_memory_is_not_asked_for_where_it_is_not_measured():
    found = asked([MATMUL], made_up.settings("matmul", memory=False))
    assert [one.what for one in found] == ["fastest"]


def test_on_offer_is_what_will_be_measured():
    workload = replace(MATMUL, unsuited={"jax": "Takes hours."})
    how = made_up.settings("matmul", variants=("torch", "jax", "jax.jit"))
    assert asked([workload], how)[0].options == ("torch", "jax.jit", "tie")


def test_on_a_gpu_numpy_is_not_on_offer():
    assert "numpy" not in asked([MATMUL], made_up.settings("matmul", device="gpu"))[0].options


def test_nothing_is_asked_where_one_variant_is_alone():
    assert asked([MATMUL], made_up.settings("matmul", variants=("torch",))) == ()


def test_the_fastest_is_right_and_any_other_is_not():
    given = with_times(numpy=3e-3, torch=1e-3, torch_compile=3e-3, jax=3e-3, jax_jit=2e-3)
    assert [(one.found, one.right) for one in marked(said(fastest="torch"), given)] == [(("torch",), True)]
    assert [one.right for one in marked(said(fastest="jax.jit"), given)] == [False]
    assert [one.right for one in marked(said(fastest="tie"), given)] == [False]


def test_in_a_tie_each_of_those_that_tie_is_right_and_so_is_a_tie():
    given = with_times(numpy=3e-3, torch=1e-3, torch_compile=3e-3, jax=3e-3, jax_jit=1e-3)
    answers = {choice: marked(said(fastest=choice), given)[0].right for choice in ("torch", "jax.jit", "tie", "numpy")}
    assert answers == {"torch": True, "jax.jit": True, "tie": True, "numpy": False}


def test_a_tie_of_times_that_scatter_too_much_is_not_marked():
    given = made_up.comparison("mlp-small")
    for variant, factor in zip(VARIANTS, (1.0, 1.2, 1.3, 1.4, 1.5), strict=True):
        times = tuple(factor * seconds for seconds in (1e-3, 9e-3) * 5)
        given = made_up.but(given, "mlp-small", variant, LARGEST, times=times)
    assert marked(said(fastest="tie"), given) == ()
    assert marked(said(fastest="numpy"), given) == ()


def test_the_least_memory_is_marked_beside_the_speed():
    marks = marked(said(fastest="jax", memory="torch.compile"), made_up.comparison("mlp-small"))
    assert [(one.what, one.right) for one in marks] == [("fastest", False), ("memory", True)]


def test_peaks_that_are_close_are_one_peak():
    of_peaks = lambda *peaks: [  # noqa: E731
        made_up.measured("matmul", 1024, variant, peak=peak) for variant, peak in zip(VARIANTS, peaks, strict=True)
    ]
    assert least_memory(of_peaks(100 * MIB, 104 * MIB, 106 * MIB, 200 * MIB, 101 * MIB)) == (
        "numpy", "jax.jit", "torch",
    )  # fmt: skip
    assert least_memory(of_peaks(4096, 0, 8 * MIB, 8 * MIB, 8 * MIB)) == ("torch", "numpy")
    assert least_memory(of_peaks(4096, None, 8 * MIB, 8 * MIB, 8 * MIB)) == ()


def test_what_was_skipped_is_not_marked():
    assert marked(said(), made_up.comparison("mlp-small")) == ()


def test_what_was_not_measured_is_not_marked():
    prediction = said(fastest="torch", memory="torch")
    assert marked(prediction, made_up.interrupted()) == ()
    assert marked(prediction, made_up.without_torch()) == ()
    assert marked(prediction, made_up.comparison("matmul")) == ()
    without_memory = made_up.comparison(how=made_up.settings("mlp-small", memory=False))
    assert [one.what for one in marked(prediction, without_memory)] == ["fastest"]


def test_while_one_is_still_to_be_measured_nobody_has_won():
    given = made_up.but(
        made_up.comparison("mlp-small"), "mlp-small", "jax.jit", LARGEST, status="waiting", **made_up.NOTHING
    )
    assert marked(said(fastest="numpy", memory="torch.compile"), given) == ()


def test_one_variant_alone_wins_nothing():
    given = made_up.comparison("mlp-small")
    for variant in VARIANTS[1:]:
        given = made_up.but(given, "mlp-small", variant, status="failed", **made_up.NOTHING)
    assert marked(said(fastest="numpy"), given) == ()
