"""After a rejection you draw from the target itself. Tokens that the draft proposes too rarely then stay
too rare, since nothing makes up for what was accepted elsewhere: draw from the residual, what the target
has more than the draft.

zh: 拒绝之后你直接从目标分布抽取。草稿模型提议得太少的词元因此仍然太少，因为没有东西弥补别处已接受的部分：应从残差分布抽取，即目标比草稿多出的部分。

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
    drawn = pick(target[rows, count], uniforms[:, k])
    output = jnp.pad(tokens, ((0, 0), (0, 1))).at[rows, count].set(drawn)
    return jnp.where(jnp.arange(k + 1) <= count[:, None], output, -1)
