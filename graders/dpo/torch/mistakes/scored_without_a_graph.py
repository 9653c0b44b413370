"""You score the answers under `torch.no_grad()`. The values are right, but no gradient reaches the policy: `loss.backward()`
fails, and so would training. Only the reference model is scored without a graph, and by the caller.

zh: 你在 `torch.no_grad()` 之下给回答打分。数值是对的，但没有梯度传到策略：`loss.backward()` 会报错，也就无法训练。只有参考模型不需要计算图，而且那由调用者决定。

Caught by: gradient for the logits
"""

import torch
import torch.nn.functional as F


@torch.no_grad()
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
    return -F.logsigmoid(margin).mean()
