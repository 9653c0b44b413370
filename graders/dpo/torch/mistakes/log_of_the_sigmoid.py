"""You compute `log(sigmoid(margin))` in two steps. For a very negative margin the sigmoid underflows to 0
and the loss is infinite, and its gradient NaN. Use the stable form, `logaddexp(0, -margin)`.

zh: 你分两步计算 `log(sigmoid(margin))`。margin 很负时 sigmoid 下溢为 0，损失为无穷大，梯度为 NaN。应使用稳定的写法 `logaddexp(0, -margin)`。

Caught by: large margins
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
    margin = beta * (chosen - rejected)
    return -torch.sigmoid(margin).log().mean()
