"""A loss and a score that count how often Python runs them."""

import jax.numpy as jnp


def trained(train, w, x, y, *many_rates):
    """Return for each list of rates what `train` gives, and how often it ran the loss in Python."""
    runs = []

    def loss(w, x, y):
        runs.append(None)
        return jnp.mean((x @ w - y) ** 2)

    results = []
    for rates in many_rates:
        before = len(runs)
        results.append((train(loss, w, x, y, rates), len(runs) - before))
    return results


def evaluated(evaluate, sequences):
    """Return the scores, the numbers of rows with which Python ran the score, and whether each mask was boolean."""
    rows, boolean = [], []

    def score(x, mask):
        rows.append(x.shape[0])
        boolean.append(mask.dtype == bool)
        return jnp.sum(jnp.cos(x).sum(axis=1) * mask) / mask.sum()

    return evaluate(score, sequences), rows, all(boolean)
