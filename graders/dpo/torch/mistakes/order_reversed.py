"""Your margin is rejected minus chosen, so training prefers the answers that people rejected.

zh: 你的 margin 是 rejected 减 chosen，于是训练会偏好人们拒绝的回答。

Caught by: loss values
"""

import torch
import torch.nn.functional as F


def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = torch.where(mask, tokens, 0)  # padding may be no index
    log_p = logits.log_softmax(dim=-1).gather(-1, index[..., None]).squeeze(-1)
    return torch.where(mask, log_p, 0.0).sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = beta * (rejected - chosen)
    return -F.logsigmoid(margin).mean()
