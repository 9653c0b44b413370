"""Returns first, as a recursion of their own; the larger of two losses; one-hot actions."""

import numpy as np


def gae(rewards, values, dones, last_value, gamma, lam):
    following, target = last_value, last_value
    returns = []
    for reward, value, done in zip(rewards[::-1], values[::-1], dones[::-1]):
        target = reward + np.where(done, 0.0, gamma * ((1 - lam) * following + lam * target))
        following = value
        returns.append(target)
    returns = np.stack(returns[::-1])
    return returns - values, returns


def parts(logits, actions, old_log_probs, advantages, clip):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    one_hot = np.eye(logits.shape[1])[actions]
    ratio = np.exp((one_hot * log_p).sum(axis=1) - old_log_probs)
    bounded = np.where(advantages > 0, np.minimum(ratio, 1 + clip), np.maximum(ratio, 1 - clip))
    return log_p, one_hot, ratio, bounded


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    log_p, _, _, bounded = parts(logits, actions, old_log_probs, advantages, clip)
    policy = -np.mean(bounded * advantages)
    value = np.mean(np.square(returns - values))
    entropy = np.mean(np.sum(-np.exp(log_p) * log_p, axis=1))
    return policy + value_weight * value - entropy_weight * entropy


def ppo_grad(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    log_p, one_hot, ratio, bounded = parts(logits, actions, old_log_probs, advantages, clip)
    # Through log p, where a softmax turns a slope g into g - p · sum(g).
    slope = -one_hot * (ratio * advantages * (ratio == bounded))[:, None]
    slope += entropy_weight * np.exp(log_p) * (log_p + 1)
    grad = slope - np.exp(log_p) * slope.sum(axis=1, keepdims=True)
    return [grad / len(actions), (values - returns) * (2 * value_weight / len(actions))]
