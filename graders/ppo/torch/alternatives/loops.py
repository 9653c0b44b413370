"""Environment by environment, and the two signs of an advantage as two cases."""

import torch
import torch.nn.functional as F


def gae(rewards, values, dones, last_value, gamma, lam):
    advantages = rewards.clone()
    for env in range(rewards.shape[1]):
        running, following = 0.0, last_value[env]
        for t in range(len(rewards) - 1, -1, -1):
            if dones[t, env]:
                running = following = 0.0
            running = rewards[t, env] + gamma * following - values[t, env] + gamma * lam * running
            advantages[t, env], following = running, values[t, env]
    return advantages, values + advantages


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    ratio = torch.exp(-F.cross_entropy(logits, actions, reduction="none") - old_log_probs)
    bounded = torch.where(advantages > 0, ratio.clamp(max=1 + clip), ratio.clamp(min=1 - clip))
    entropy = -torch.sum(F.softmax(logits, dim=-1) * F.log_softmax(logits, dim=-1), dim=-1)
    total = value_weight * (returns - values) ** 2 - bounded * advantages - entropy_weight * entropy
    return total.sum() / len(actions)
