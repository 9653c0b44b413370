"""The tokens of all answers in one flat array, summed up by np.add.at."""

import numpy as np


def group_advantages(rewards, eps=1e-6):
    mean = np.mean(rewards, axis=-1)[:, None]
    return (rewards - mean) / (np.sqrt(np.mean((rewards - mean) ** 2, axis=-1))[:, None] + eps)


def flat(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip):
    answer = np.nonzero(mask)[0]
    lp, old, ref, a = log_probs[mask], old_log_probs[mask], ref_log_probs[mask], advantages[answer]
    ratio = np.exp(lp - old)
    bounded = np.where(a > 0, np.minimum(ratio, 1 + clip), np.maximum(ratio, 1 - clip))
    return answer, ratio, bounded, a, ref - lp


def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    answer, _, bounded, a, gap = flat(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip)
    sums = np.zeros(len(mask))
    np.add.at(sums, answer, beta * (np.exp(gap) - gap - 1) - bounded * a)
    return np.mean(sums / np.maximum(mask.sum(axis=1), 1))


def grpo_grad(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    answer, ratio, bounded, a, gap = flat(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip)
    slope = beta * (1 - np.exp(gap)) - a * ratio * (ratio == bounded)
    grad = np.zeros_like(log_probs)
    grad[mask] = slope / mask.sum(axis=1)[answer] / len(mask)
    return grad
