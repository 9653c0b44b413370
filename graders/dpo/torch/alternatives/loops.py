"""Token by token, and a soft cross-entropy of two classes."""

import torch


def sequence_log_probs(logits, tokens, mask):
    rows = []
    for z, row, keep in zip(logits, tokens, mask):
        total = z.new_zeros(())
        for t in range(1, len(row)):
            if keep[t]:
                total = total + z[t - 1, row[t]] - torch.logsumexp(z[t - 1], dim=0)
        rows.append(total)
    return torch.stack(rows)


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    rewards = beta * torch.stack([policy_chosen - ref_chosen, policy_rejected - ref_rejected], dim=1)
    return -rewards.log_softmax(dim=1)[:, 0].mean()
