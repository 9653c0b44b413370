"""You clip the count to the vocabulary. The last token may have the probability 0, and then an impossible
token comes out: scale the number by the row's sum instead.

zh: 你把计数截断到词表之内。最后一个词元的概率可能为 0，于是选出了不可能的词元：应改为让随机数乘以该行的和。

Caught by: numbers at the edges
"""

import jax
import jax.numpy as jnp


@jax.jit
def pick(probabilities, uniforms):
    """Return each row's first token whose cumulative probability exceeds the row's number: (batch,)."""
    cumulative = probabilities.cumsum(axis=1)
    count = (cumulative <= uniforms[:, None]).sum(axis=1)
    return jnp.minimum(count, probabilities.shape[1] - 1)


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
    drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[:, k])
    output = jnp.pad(tokens, ((0, 0), (0, 1))).at[rows, count].set(drawn)
    return jnp.where(jnp.arange(k + 1) <= count[:, None], output, -1)
