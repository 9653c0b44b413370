"""Central differences are the slopes of smooth functions, in the structure that went in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.grading import central_differences


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_the_slopes_of_a_quadratic_form_are_its_gradient(seed):
    rng = np.random.default_rng(seed)
    matrix, x = rng.normal(size=(3, 3)), rng.normal(size=3)
    slopes = central_differences(lambda at: at @ matrix @ at, x)
    np.testing.assert_allclose(slopes, (matrix + matrix.T) @ x, rtol=1e-8, atol=1e-8)


def test_a_tree_goes_in_and_a_tree_like_it_comes_out():
    at = {"layers": [(np.ones((2, 3)), np.zeros(3))], "scale": np.array(2.0)}
    seen = []

    def loss(tree):
        seen.append(tree)
        ((weight, bias),) = tree["layers"]
        return float(tree["scale"] * (weight.sum() + (bias**2).sum()))

    slopes = central_differences(loss, at)
    ((weight, bias),) = slopes["layers"]
    np.testing.assert_allclose(weight, np.full((2, 3), 2.0), rtol=1e-9)
    np.testing.assert_allclose(bias, np.zeros(3), atol=1e-9)
    assert slopes["scale"].shape == ()
    assert slopes["scale"] == pytest.approx(6.0)
    assert type(slopes["layers"][0]) is tuple
    assert len(seen) == 2 * (6 + 3 + 1)
    assert (at["layers"][0][0] == 1).all()  # nobody wrote into it


def test_the_step_is_the_one_asked_for():
    assert central_differences(lambda x: x**3, np.array(0.0), step=0.1) == pytest.approx(0.01)
