"""The first segment, then the rest; policies written out as functions of the operation."""

import jax


def in_segments(block, params, x, length):
    if not params:
        return x

    def segment(x, *part):
        for p in part:
            x = block(p, x)
        return x

    x = jax.checkpoint(segment)(x, *params[:length])
    return in_segments(block, params[length:], x, length)


def kept_if(rule, block, params, x):
    for p in params:
        x = jax.checkpoint(lambda p, z: block(p, z), policy=rule)(p, x)
    return x


def keep_products(block, params, x):
    return kept_if(lambda operation, *_, **__: operation is jax.lax.dot_general_p, block, params, x)


def keep_named(block, params, x, name):
    return kept_if(lambda operation, *_, **settings: settings.get("name") == name, block, params, x)


def scanned(block, stacked, x):
    count = jax.tree.leaves(stacked)[0].shape[0]

    def step(x, k):
        return jax.checkpoint(lambda x, p: block(p, x))(x, jax.tree.map(lambda leaf: leaf[k], stacked)), None

    return jax.lax.scan(step, x, jax.numpy.arange(count))[0]
