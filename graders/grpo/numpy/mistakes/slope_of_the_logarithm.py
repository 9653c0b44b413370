"""Your gradient of the surrogate is the advantage alone. That is the slope of log p; the ratio's is the
ratio times the advantage, and both agree only at 1.

zh: 你的代理目标梯度只有优势。那是 log p 的斜率；比值的斜率是比值乘优势，两者只在比值为 1 时相同。

Caught by: gradient
"""

import numpy as np


def group_advantages(rewards, eps=1e-6):
    """Return how far each reward lies from its group's mean, in standard deviations: (prompts, group)."""
    centred = rewards - rewards.mean(axis=1, keepdims=True)
    return centred / (rewards.std(axis=1, keepdims=True) + eps)


def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    """Return the mean over answers of the mean over tokens of -(surrogate - beta * kl)."""
    ratio, gap = compare(log_probs, old_log_probs, ref_log_probs, mask)
    plain, clipped = surrogates(ratio, advantages, clip)
    kl = np.expm1(gap) - gap
    return float((weights(mask) * (beta * kl - np.minimum(plain, clipped))).sum())


def grpo_grad(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    """Return d grpo_loss / d log_probs: (batch, length)."""
    ratio, gap = compare(log_probs, old_log_probs, ref_log_probs, mask)
    plain, clipped = surrogates(ratio, advantages, clip)
    policy = np.where(plain <= clipped, advantages[:, None], 0.0)  # d ratio = ratio; where the clip is smaller it is constant
    return weights(mask) * (-beta * np.expm1(gap) - policy)


def compare(log_probs, old_log_probs, ref_log_probs, mask):
    """Return policy / old policy, and log(reference / policy), both (batch, length); 1 and 0 where masked."""
    log_probs, old, ref = (np.where(mask, x, 0.0) for x in (log_probs, old_log_probs, ref_log_probs))
    return np.exp(log_probs - old), ref - log_probs


def surrogates(ratio, advantages, clip):
    """Return the surrogate without and with the clip, (batch, length)."""
    return ratio * advantages[:, None], np.clip(ratio, 1 - clip, 1 + clip) * advantages[:, None]


def weights(mask):
    """Return what each token weighs: 1 / (its answer's tokens · answers), 0 where masked."""
    return mask / np.maximum(mask.sum(axis=1, keepdims=True), 1) / len(mask)
