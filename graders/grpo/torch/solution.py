"""Group-relative advantages and the GRPO loss."""

import torch


def group_advantages(rewards, eps=1e-6):
    """Return how far each reward lies from its group's mean, in standard deviations: (prompts, group)."""
    centred = rewards - rewards.mean(dim=1, keepdim=True)
    return centred / (rewards.std(dim=1, keepdim=True, correction=0) + eps)


def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    """Return the mean over answers of the mean over tokens of -(surrogate - beta * kl)."""
    # Before the exp: what comes out of it as inf or NaN would reach the gradient through any later mask.
    log_probs, old, ref = (torch.where(mask, x, 0.0) for x in (log_probs, old_log_probs, ref_log_probs))
    ratio = (log_probs - old).exp()  # (batch, length)
    advantages = advantages[:, None]
    surrogate = torch.minimum(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages)
    gap = ref - log_probs
    kl = gap.expm1() - gap
    per_token = torch.where(mask, beta * kl - surrogate, 0.0)
    per_answer = per_token.sum(dim=1) / mask.sum(dim=1).clamp(min=1)  # (batch,)
    return per_answer.mean()
