"""A loop over the answers; the larger of two losses."""

import torch


def group_advantages(rewards, eps=1e-6):
    return torch.stack([(r - r.mean()) / (r.std(unbiased=False) + eps) for r in rewards])


def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    losses = []
    for lp, old, ref, keep, a in zip(log_probs, old_log_probs, ref_log_probs, mask, advantages):
        if not keep.any():
            losses.append(lp.new_zeros(()))
            continue
        lp, old, ref = lp[keep], old[keep], ref[keep]
        ratio = torch.exp(lp - old)
        policy = torch.max(-a * ratio, -a * torch.clip(ratio, 1 - clip, 1 + clip))
        kl = torch.exp(ref - lp) - (ref - lp) - 1
        losses.append((policy + beta * kl).mean())
    return torch.stack(losses).mean()
