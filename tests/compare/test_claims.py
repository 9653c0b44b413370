import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from kata.compare.claims import memory, speed, won
from tests.compare import made_up
from tests.compare.any_comparison import comparisons

MIB = made_up.MIB
NAMES = ("matmul", "pointwise", "mlp-small", "mlp-large")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def raced(*ratios: tuple[float, float]):
    """Workloads in which PyTorch takes so many times as long as JAX: at the smallest size and at the largest."""
    given = made_up.comparison(*NAMES[: len(ratios)])
    for name, (small, large) in zip(NAMES, ratios, strict=False):
        sizes = made_up.SIZES[name]
        for size, ratio in zip(sizes, (small, small, large), strict=True):
            for variant, seconds in (("jax", 50.0), ("jax.jit", 1.0), ("torch.compile", 40.0), ("torch", ratio)):
                given = made_up.but(given, name, variant, size, times=(seconds,) * 11)
    return speed(given)


def test_faster_and_more_so_for_large_ones_holds():
    found = raced((1, 2), (1.5, 3), (1, 1))
    assert found.outcome == "held"
    assert won(found.large, "jax") == ("matmul", "pointwise")
    assert won(found.large, None) == ("mlp-small",)
    assert won(found.small, "jax") == ("pointwise",)
    assert found.grew == 2


@pytest.mark.parametrize(
    ("ratios", "outcome"),
    [
        (((3, 2), (3, 2), (3, 2)), "partly"),  # faster, but less so for large ones
        (((3, 1), (3, 1), (3, 0.5)), "tie"),
        (((3, 0.5), (3, 0.5), (3, 2)), "failed"),
        (((3, 0.5), (3, 1), (3, 2), (3, 2)), "partly"),  # as many wins as all else together
        (((3, 0.5), (3, 2), (3, 2), (1, 0.5)), "failed"),
    ],
)
def test_what_does_not_hold_is_told_from_what_ties(ratios, outcome):
    assert raced(*ratios).outcome == outcome


def test_two_workloads_are_no_claim():
    assert raced((3, 2), (3, 2)) is None
    assert memory(made_up.comparison("matmul", "pointwise")) is None


def weighed(torch, compiled, jax, jit):
    given = made_up.comparison(*NAMES)
    for name in NAMES:
        for variant, peak in (("torch", torch), ("torch.compile", compiled), ("jax", jax), ("jax.jit", jit)):
            given = made_up.but(
                given, name, variant, made_up.SIZES[name][-1], peak=None if peak is None else peak * MIB
            )
    return memory(given)


def test_less_memory_through_compiling_holds():
    found = weighed(torch=40, compiled=38, jax=60, jit=30)
    assert found.outcome == "held"
    assert won(found.duels, "jax") == NAMES
    assert won(found.eager, "torch") == NAMES
    assert found.lowered == {"torch": (4, 4), "jax": (4, 4)}


@pytest.mark.parametrize(
    ("peaks", "outcome"),
    [
        ((40, 38, 30, 30), "partly"),  # less, but the compiler is not why
        ((40, 20, 60, 30), "failed"),
        ((40, 30, 60, 30), "tie"),
        ((40, None, 60, 30), "held"),
    ],
)
def test_memory_has_its_reason_or_it_is_not_the_claim(peaks, outcome):
    assert weighed(*peaks).outcome == outcome


def test_next_to_no_memory_is_not_compared():
    assert weighed(2, 2, 5, 1) is None


def test_a_transfer_computes_nothing():
    given = made_up.comparison("matmul", "scan", "transfer")
    assert speed(given) is None
    assert memory(replace(given)) is None


@pytest.mark.slow
@given(comparisons("matmul", "mlp-small", "from-elsewhere"))
@settings(suppress_health_check=SLOW, max_examples=25, deadline=None)
def test_whatever_was_measured_claims_are_weighed_or_not(given):
    for found in (speed(given), memory(given)):
        assert found is None or found.outcome in ("held", "partly", "tie", "failed")
