"""Step by step and row by row, in plain loops."""

import math

import numpy as np


def gae(rewards, values, dones, last_value, gamma, lam):
    steps, envs = rewards.shape
    advantages = np.empty((steps, envs))
    for env in range(envs):
        running, following = 0.0, last_value[env]
        for t in range(steps - 1, -1, -1):
            if dones[t, env]:
                running, following = 0.0, 0.0
            delta = rewards[t, env] + gamma * following - values[t, env]
            running = delta + gamma * lam * running
            advantages[t, env], following = running, values[t, env]
    return advantages, advantages + values


def walk(logits, values, actions, old_log_probs, advantages, returns, clip, value_weight, entropy_weight):
    batch, total = len(actions), 0.0
    d_logits, d_values = np.zeros(logits.shape), np.zeros(batch)
    for i in range(batch):
        top = max(logits[i])
        log_sum = top + math.log(sum(math.exp(z - top) for z in logits[i]))
        log_p = [z - log_sum for z in logits[i]]
        p = [math.exp(x) for x in log_p]
        entropy = -sum(a * b for a, b in zip(p, log_p))
        ratio = math.exp(log_p[actions[i]] - old_log_probs[i])
        bound = 1 + clip if advantages[i] > 0 else 1 - clip
        outside = (ratio - bound) * advantages[i] > 0
        error = values[i] - returns[i]
        total += -advantages[i] * (bound if outside else ratio) + value_weight * error**2 - entropy_weight * entropy
        for k in range(len(p)):
            through = 0.0 if outside else advantages[i] * ratio * ((k == actions[i]) - p[k])
            d_logits[i, k] = (entropy_weight * p[k] * (log_p[k] + entropy) - through) / batch
        d_values[i] = 2 * value_weight * error / batch
    return total / batch, (d_logits, d_values)


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    return walk(
        logits, values, actions, old_log_probs, advantages, returns, clip, value_weight, entropy_weight
    )[0]


def ppo_grad(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    return walk(
        logits, values, actions, old_log_probs, advantages, returns, clip, value_weight, entropy_weight
    )[1]
