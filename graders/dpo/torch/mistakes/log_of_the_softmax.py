"""You take the logarithm of a softmax whose small entries underflow to 0. Take `log p` from the logits: `z
- logsumexp(z)`.

zh: 你对 softmax 取对数，而其中很小的元素已下溢为 0。应从 logits 得到 `log p`：`z - logsumexp(z)`。

Caught by: large logits
"""

import torch
import torch.nn.functional as F


def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = torch.where(mask, tokens, 0)  # padding may be no index
    log_p = logits.softmax(dim=-1).log().gather(-1, index[..., None]).squeeze(-1)
    return torch.where(mask, log_p, 0.0).sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = beta * (chosen - rejected)
    return -F.logsigmoid(margin).mean()
