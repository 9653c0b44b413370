"""Your residual is the absolute difference. It also holds the tokens that the draft has too often, and
those have just been thinned out.

zh: 你的残差是差的绝对值。它还包含草稿出现得太多的词元，而这些词元刚刚才被筛减过。

Caught by: residual
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
    excess = (target - draft).abs()
    total = excess.sum(dim=1, keepdim=True)
    return torch.where(total > 0, excess / total, target)


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
