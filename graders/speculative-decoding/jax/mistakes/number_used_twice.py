"""You pick the new token with the number that has just rejected one. Such a number is never small, so the
pick leans to the end of the vocabulary: use the last number, which decided nothing.

zh: 你用刚刚拒绝了词元的那个随机数来选新词元。这样的数从来不会很小，于是选择偏向词表的末尾：应使用最后一个、还没有决定过任何事的随机数。

Caught by: whose distribution
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


@jax.jit
def verify(target, draft, tokens, uniforms):
    """Return the accepted tokens, one more, and -1 for the rest: (batch, k + 1)."""
    batch, k = tokens.shape
    rows = jnp.arange(batch)
    p = jnp.take_along_axis(target[:, :k], tokens[..., None], axis=2).squeeze(2)  # (batch, k)
    q = jnp.take_along_axis(draft, tokens[..., None], axis=2).squeeze(2)
    accepted = uniforms[:, :k] * q < p
    count = accepted.cumprod(axis=1).sum(axis=1)  # (batch,), up to the first rejection
    draft = jnp.pad(draft, ((0, 0), (0, 1), (0, 0)))  # behind the last token nothing was drafted
    drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[rows, count])
    output = jnp.pad(tokens, ((0, 0), (0, 1))).at[rows, count].set(drawn)
    return jnp.where(jnp.arange(k + 1) <= count[:, None], output, -1)
