"""After a rejection you draw from the target itself. Tokens that the draft proposes too rarely then stay
too rare, since nothing makes up for what was accepted elsewhere: draw from the residual, what the target
has more than the draft.

zh: 拒绝之后你直接从目标分布抽取。草稿模型提议得太少的词元因此仍然太少，因为没有东西弥补别处已接受的部分：应从残差分布抽取，即目标比草稿多出的部分。

Caught by: whose distribution
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
    drawn = pick(target[rows, count], uniforms[:, k])
    output = F.pad(tokens, (0, 1)).scatter(1, count[:, None], drawn[:, None])
    return output.masked_fill(torch.arange(k + 1) > count[:, None], -1)
