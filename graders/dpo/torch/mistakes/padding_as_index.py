"""You gather with the tokens as they are, and -100 is no index: an error in NumPy and PyTorch, NaN in JAX,
which no mask takes away by multiplication. Replace masked tokens by 0 first.

zh: 你直接用词元去取值，而 -100 不是下标：NumPy 和 PyTorch 会报错，JAX 给出 NaN，而 NaN 乘以掩码也去不掉。应先把被掩掉的词元换成 0。

Caught by: masked tokens
"""

import torch
import torch.nn.functional as F


def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = tokens
    log_p = logits.log_softmax(dim=-1).gather(-1, index[..., None]).squeeze(-1)
    return torch.where(mask, log_p, 0.0).sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = beta * (chosen - rejected)
    return -F.logsigmoid(margin).mean()
