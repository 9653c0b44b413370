"""Your standard deviation divides by one less than the group's size. Here it is the root of the plain mean
of squares; in a group of four that makes 15 % of difference.

zh: 你的标准差除以组的大小减一。这里应是平方的普通均值再开方；四个回答的组会相差 15 %。

Caught by: advantages
"""

import torch


def group_advantages(rewards, eps=1e-6):
    """Return how far each reward lies from its group's mean, in standard deviations: (prompts, group)."""
    centred = rewards - rewards.mean(dim=1, keepdim=True)
    return centred / (rewards.std(dim=1, keepdim=True) + eps)


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
