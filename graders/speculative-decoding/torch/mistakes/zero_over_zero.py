"""Where the rows are equal you divide 0 by 0, and NaN picks an arbitrary token. Rounding can reject a token
there all the same, so return the target's row.

zh: 两行相同时你用 0 除以 0，而 NaN 会选出任意一个词元。即使如此，舍入仍可能在那里拒绝词元，因此要返回目标的那一行。

Caught by: equal distributions
"""

import torch
import torch.nn.functional as F


def pick(probabilities, uniforms):
    """Return each row's first token whose cumulative probability exceeds the row's number: (batch,)."""
    cumulative = probabilities.cumsum(dim=1)
    threshold = uniforms[:, None] * cumulative[:, -1:]  # below the row's sum, even if that is not quite 1
    return (cumulative <= threshold).sum(dim=1)


def residual(target, draft):
    """Return the distribution of the excess of target over draft: (batch, vocab)."""
    excess = (target - draft).clamp(min=0)
    total = excess.sum(dim=1, keepdim=True)
    return excess / total


def verify(target, draft, tokens, uniforms):
    """Return the accepted tokens, one more, and -1 for the rest: (batch, k + 1)."""
    batch, k = tokens.shape
    rows = torch.arange(batch)
    p = target[:, :k].gather(2, tokens[..., None]).squeeze(2)  # (batch, k)
    q = draft.gather(2, tokens[..., None]).squeeze(2)
    accepted = uniforms[:, :k] * q < p
    count = accepted.long().cumprod(dim=1).sum(dim=1)  # (batch,), up to the first rejection
    draft = F.pad(draft, (0, 0, 0, 1))  # behind the last token nothing was drafted
    drawn = pick(residual(target[rows, count], draft[rows, count]), uniforms[:, k])
    output = F.pad(tokens, (0, 1)).scatter(1, count[:, None], drawn[:, None])
    return output.masked_fill(torch.arange(k + 1) > count[:, None], -1)
