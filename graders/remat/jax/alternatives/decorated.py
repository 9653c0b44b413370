"""Decorated functions that close over their parameters; segments of a list that is split beforehand; jax.remat."""

from functools import partial, reduce

import jax
from jax import checkpoint_policies as policies


def in_segments(block, params, x, length):
    def through(x, part):
        @jax.checkpoint
        def segment(x):
            return reduce(lambda z, p: block(p, z), part, x)

        return segment(x)

    parts = [params[i : i + length] for i in range(0, len(params), length)]
    return reduce(through, parts, x)


def with_policy(policy, block, params, x):
    @partial(jax.remat, policy=policy)
    def kept(p, x):
        return block(p, x)

    for p in params:
        x = kept(p, x)
    return x


def keep_products(block, params, x):
    return with_policy(policies.dots_with_no_batch_dims_saveable, block, params, x)


def keep_named(block, params, x, name):
    return with_policy(policies.save_only_these_names(name), block, params, x)


def scanned(block, stacked, x):
    @jax.checkpoint
    def step(x, p):
        return block(p, x), None

    x, _ = jax.lax.scan(step, x, stacked)
    return x
