"""You count all tokens that pass their test. Behind the first rejection the draft went on from a token that
is gone, so nothing of it may stay: count the run before the rejection.

zh: 你数了所有通过检验的词元。第一次拒绝之后，草稿模型是接着一个已不存在的词元往下写的，后面的都不能留下：只数拒绝之前连续的一段。

Caught by: acceptance
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
    count = accepted.sum(axis=1)  # (batch,), up to the first rejection
    draft = jnp.pad(draft, ((0, 0), (0, 1), (0, 0)))  # behind the last token nothing was drafted
    drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[:, k])
    output = jnp.pad(tokens, ((0, 0), (0, 1))).at[rows, count].set(drawn)
    return jnp.where(jnp.arange(k + 1) <= count[:, None], output, -1)
