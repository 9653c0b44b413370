"""You normalise over the whole batch. An easy prompt's worst answer then beats a hard prompt's best one:
compare within each group.

zh: 你对整个批量做归一化。这样，容易的提示的最差回答也会胜过困难的提示的最好回答：应只在组内比较。

Caught by: advantages
"""

import numpy as np


def group_advantages(rewards, eps=1e-6):
    """Return how far each reward lies from its group's mean, in standard deviations: (prompts, group)."""
    centred = rewards - rewards.mean()
    return centred / (rewards.std() + eps)


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
    policy = np.where(plain <= clipped, plain, 0.0)  # d ratio = ratio; where the clip is smaller it is constant
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
