"""PyTorch's cross-entropy with its ignore_index, and softplus."""

import torch.nn.functional as F


def sequence_log_probs(logits, tokens, mask):
    target = tokens[:, 1:].masked_fill(~mask[:, 1:], -100)
    losses = F.cross_entropy(logits[:, :-1].transpose(1, 2), target, reduction="none", ignore_index=-100)
    return -losses.sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    margin = beta * (policy_chosen - policy_rejected - ref_chosen + ref_rejected)
    return F.softplus(-margin).mean()
