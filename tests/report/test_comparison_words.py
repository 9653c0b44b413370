import re

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from kata.compare.findings import SHOWN
from kata.i18n import LANGUAGES, speaking
from kata.report.comparison_words import article_claims, explained, status_in_words
from tests.compare import made_up
from tests.compare.any_comparison import comparisons

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize(
    ("variant", "changes", "words"),
    [
        ("torch", {"status": "missing", "note": "no-framework"}, "PyTorch is not installed: pip install torch"),
        ("jax.jit", {"status": "missing", "note": "no-framework"}, "JAX is not installed: pip install jax"),
        (
            "torch.compile",
            {"status": "missing", "note": "no-compiler"},
            "torch.compile needs a C++ compiler: install g++ or clang",
        ),
        ("jax", {"status": "missing", "note": "no-gpu"}, "JAX finds no GPU: its build for GPUs may be missing"),
        ("jax", {"status": "missing", "note": "no-dtype"}, "JAX does not compute with this dtype here"),
        ("jax", {"status": "missing", "note": "Something else."}, "Something else."),
        ("jax", {"status": "failed", "note": "ValueError: boom"}, "failed: ValueError: boom"),
        ("jax", {"status": "failed"}, "failed: the process ended by itself"),
        ("jax", {"status": "timeout"}, "no answer in time"),
        ("jax", {"status": "memory"}, "no memory left: try a smaller size"),
        (
            "jax",
            {"status": "wrong", "error": 0.31},
            "its results differ from those of NumPy in float64, by 31% of the largest value, so it was not timed",
        ),
        ("jax", {"status": "unsuited", "note": "Takes hours."}, "Takes hours."),
        ("jax", {"status": "waiting"}, "not measured yet"),
    ],
)
def test_each_status_says_what_happened_and_what_to_do(variant, changes, words):
    lost = made_up.measured("matmul", 16, variant, **made_up.NOTHING | changes)
    assert status_in_words(replace(lost, workload="elsewhere")) == words


def test_with_the_settings_at_hand_limit_and_device_are_told():
    lost = made_up.measured("matmul", 16, "jax", status="timeout")
    assert status_in_words(lost, made_up.settings("matmul", limit=30.0)) == "no answer within 30 s"
    lost = made_up.measured("matmul", 16, "jax", status="memory")
    assert "GPU" in status_in_words(lost, made_up.settings("matmul", device="gpu"))
    assert "GPU" not in status_in_words(lost, made_up.settings("matmul"))


@given(comparisons("mlp-small"))
@settings(suppress_health_check=SLOW, max_examples=25, deadline=None)
def test_whatever_was_measured_there_are_words_for_it(given):
    for spoken in LANGUAGES:
        with speaking(spoken):
            said = article_claims(given)
            for one in given.measured:
                assert status_in_words(one)
            for workload in {one.workload for one in given.measured}:
                found = explained(given, workload)
                assert len(found) <= SHOWN
                said += found
            assert all(one and "None" not in one and not re.search(r"[{}]", one) for one in said)


def test_a_small_step_explains_itself():
    result, reason, price = explained(made_up.comparison("mlp-small"), "mlp-small")
    assert result == (
        "At 16 NumPy is the fastest, 1.1 times as fast as jax.jit; at 4096 torch.compile and eager PyTorch tie on this "
        "machine, within 2%, 1.3 times as fast as NumPy; the lead changes near 2400."
    )
    assert reason == (
        "From 16 to 256 starting operations decides, not the data: 7.07 µs for each of 31 in eager PyTorch, 54.9 µs "
        "for each of 118 in JAX without jit. jax.jit hands out compiled programs, 96 times as fast as JAX without jit."
    )
    assert price == (
        "At 4096 torch.compile needs the least memory at its height, 19 MiB, and JAX without jit the most, 52 MiB. "
        "Compiling lowers it in PyTorch and JAX."
    )


def test_a_large_product_explains_itself():
    result, reason, price = explained(made_up.quick(), "matmul")
    assert result.startswith("At 16 NumPy is the fastest, 2.5 times as fast as eager PyTorch; at 512 NumPy, ")
    assert result.endswith(" and JAX without jit tie on this machine, within 4%.")
    assert reason == (
        "At 16 they lie a factor of 34 apart, at 512 all within 4%: the longer the kernels run, the less it matters who "
        "starts them."
    )
    assert price.startswith("At 512 torch.compile takes 6.30 s for its first call, and later ones are no faster than ")


def test_who_leads_at_both_ends_is_named_once():
    said = explained(made_up.comparison("scan"), "scan")[0]
    assert said == "At 16 jax.jit is the fastest, 2.8 times as fast as NumPy; at 1024 too, 5.0 times as fast as NumPy."


def test_times_that_scatter_are_not_called_a_tie():
    given = made_up.but(made_up.quick(), "mlp-small", "numpy", times=(1.0, 2.0, 3.0, 4.0, 5.0))
    given = made_up.but(given, "mlp-small", "jax.jit", times=(2.0, 3.0, 4.0, 5.0, 6.0))
    for variant in ("torch", "torch.compile", "jax"):
        given = made_up.but(given, "mlp-small", variant, status="failed", times=())
    assert explained(given, "mlp-small")[0] == (
        "At 64 the times of NumPy and jax.jit scatter too much to say which is the fastest."
    )


def test_both_claims_are_told_with_their_numbers():
    faster, thriftier = article_claims(made_up.comparison())
    assert "it did not hold on this machine" in faster
    assert "JAX is faster in 2 (scan, per-example-gradients) of 7 workloads" in faster
    assert "and they tie in 1 (matmul)" in faster
    assert "JAX needs less in 0 of 7 workloads" in thriftier
    assert "Compiling lowers the peak in 7 of 7 in JAX and in 7 of 7 in PyTorch." in thriftier


def test_of_few_workloads_no_claim_is_made():
    assert article_claims(made_up.quick()) == []
