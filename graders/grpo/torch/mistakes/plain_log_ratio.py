"""You use the difference of the log-probabilities as the KL estimate. Its mean is right, but each token's
value can be negative, and it is not what is asked for: exp(d) - d - 1.

zh: 你用对数概率之差作为 KL 的估计。它的均值是对的，但单个词元的值可以为负，而且题目要求的是 exp(d) - d - 1。

Caught by: the reference
"""

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
    kl = -gap
    per_token = torch.where(mask, beta * kl - surrogate, 0.0)
    per_answer = per_token.sum(dim=1) / mask.sum(dim=1).clamp(min=1)  # (batch,)
    return per_answer.mean()
