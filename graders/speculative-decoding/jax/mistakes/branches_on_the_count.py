"""You decide in Python whether all tokens were accepted. Under jit that number has no value: choose with
`where`, or let a row of zeros make both cases one.

zh: 你用 Python 判断是否全部接受。在 jit 之下这个数没有值：请用 `where` 选择，或者补一行零，把两种情况合为一种。

Caught by: as a compiled program
"""

import jax
import jax.numpy as jnp


@jax.jit
def pick(probabilities, uniforms):
    """Return each row's first token whose cumulative probability exceeds the row's number: (batch,)."""
    cumulative = probabilities.cumsum(axis=1)
    threshold = uniforms[:, None] * cumulative[:, -1:]  # below the row's sum, even if that is not quite 1
    return (cumulative <= threshold).sum(axis=1)


@jax.jit
def residual(target, draft):
    """Return the distribution of the excess of target over draft: (batch, vocab)."""
    excess = jnp.maximum(target - draft, 0)
    total = excess.sum(axis=1, keepdims=True)
    return jnp.where(total > 0, excess / total, target)


def verify(target, draft, tokens, uniforms):
    """Return the accepted tokens, one more, and -1 for the rest: (batch, k + 1)."""
    batch, k = tokens.shape
    rows = jnp.arange(batch)
    p = jnp.take_along_axis(target[:, :k], tokens[..., None], axis=2).squeeze(2)  # (batch, k)
    q = jnp.take_along_axis(draft, tokens[..., None], axis=2).squeeze(2)
    accepted = uniforms[:, :k] * q < p
    count = accepted.cumprod(axis=1).sum(axis=1)  # (batch,), up to the first rejection
    if (count == k).all():
        drawn = pick(target[:, k], uniforms[:, k])
    else:
        draft = jnp.pad(draft, ((0, 0), (0, 1), (0, 0)))
        drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[:, k])
    output = jnp.pad(tokens, ((0, 0), (0, 1))).at[rows, count].set(drawn)
    return jnp.where(jnp.arange(k + 1) <= count[:, None], output, -1)
