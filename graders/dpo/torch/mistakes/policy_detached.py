"""Your loss has the right value, but the rejected log-probability is detached: autodiff raises the chosen
answer and never lowers the rejected one.

zh: 你的损失数值正确，但 rejected 的对数概率被分离（detach）了：自动微分只会抬高 chosen 的回答，从不压低 rejected 的。

Caught by: gradient
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
    rejected = policy_rejected.detach() - ref_rejected
    margin = beta * (chosen - rejected)
    return -F.logsigmoid(margin).mean()
