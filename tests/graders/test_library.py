"""Every kata that ships: enough right and wrong files in each framework, and each of them graded as it says."""

from collections.abc import Iterator
from typing import Any

import pytest

from kata.content import Variant, load_library
from kata.grading.processes import Pool
from kata.grading.rehearsal import rehearse

# The same in each run: what depends on chance is looked for under many seeds, by benchmarks/seeds.py.
SEED = 1
MARKS: dict[str, list[Any]] = {"numpy": [], "torch": [pytest.mark.torch], "jax": [pytest.mark.jax]}
VARIANTS = [variant for kata in load_library().katas for variant in kata.variants]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(share_programs=True) as shared:
        yield shared


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_variant_has_two_alternatives_and_five_mistakes(variant: Variant) -> None:
    assert len(variant.alternatives) >= 2
    assert len(variant.mistakes) >= 5


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_starter_fits_the_workbench(variant: Variant) -> None:
    assert {line for line in variant.starter.splitlines() if len(line) > 64} == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "variant",
    [pytest.param(variant, id=variant.name, marks=MARKS[variant.framework]) for variant in VARIANTS],
)
def test_each_file_passes_or_fails_as_it_says_and_each_mistake_is_diagnosed_as_itself(
    variant: Variant, pool: Pool
) -> None:
    results = list(rehearse([variant], pool, seed=SEED, side_by_side=1))
    assert [str(result.fault) for result in results if result.fault] == []
    assert len(results) == 2 + len(variant.alternatives) + len(variant.mistakes)
    assert all(result.report for result in results)
