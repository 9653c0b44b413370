"""Where the rows are equal you divide 0 by 0, and NaN picks an arbitrary token. Rounding can reject a token
there all the same, so return the target's row.

zh: 两行相同时你用 0 除以 0，而 NaN 会选出任意一个词元。即使如此，舍入仍可能在那里拒绝词元，因此要返回目标的那一行。

Caught by: equal distributions
"""

import numpy as np


def pick(probabilities, uniforms):
    """Return each row's first token whose cumulative probability exceeds the row's number: (batch,)."""
    cumulative = probabilities.cumsum(axis=1)
    threshold = uniforms[:, None] * cumulative[:, -1:]  # below the row's sum, even if that is not quite 1
    return (cumulative <= threshold).sum(axis=1)


def residual(target, draft):
    """Return the distribution of the excess of target over draft: (batch, vocab)."""
    excess = np.maximum(target - draft, 0)
    total = excess.sum(axis=1, keepdims=True)
    return excess / total


def verify(target, draft, tokens, uniforms):
    """Return the accepted tokens, one more, and -1 for the rest: (batch, k + 1)."""
    batch, k = tokens.shape
    rows = np.arange(batch)
    p = np.take_along_axis(target[:, :k], tokens[..., None], axis=2)[..., 0]  # (batch, k)
    q = np.take_along_axis(draft, tokens[..., None], axis=2)[..., 0]
    accepted = uniforms[:, :k] * q < p
    count = np.cumprod(accepted, axis=1).sum(axis=1)  # (batch,), up to the first rejection
    draft = np.pad(draft, ((0, 0), (0, 1), (0, 0)))  # behind the last token nothing was drafted
    drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[:, k])
    output = np.pad(tokens, ((0, 0), (0, 1)))
    output[rows, count] = drawn
    return np.where(np.arange(k + 1) <= count[:, None], output, -1)
