"""Your entropy is computed from detached probabilities times log p. The loss has the right value, but the
slope of the probabilities is missing.

zh: 你的熵由分离（detach）后的概率乘 log p 得到。损失数值正确，但缺少概率的斜率。

Caught by: gradient
"""

import torch


@torch.no_grad()
def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns, both (steps, envs)."""
    alive = 1.0 - dones.to(rewards.dtype)
    next_values = torch.cat([values[1:], last_value[None]])
    deltas = rewards + gamma * alive * next_values - values
    advantages = torch.zeros_like(rewards)
    running = torch.zeros_like(last_value)
    for t in reversed(range(len(rewards))):
        running = deltas[t] + gamma * lam * alive[t] * running
        advantages[t] = running
    return advantages, advantages + values


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    """Return the mean of -surrogate + value_weight · squared error - entropy_weight · entropy."""
    log_p = logits.log_softmax(dim=1)  # (batch, actions)
    ratio = (log_p.gather(1, actions[:, None]).squeeze(1) - old_log_probs).exp()  # (batch,)
    surrogate = torch.minimum(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages)
    value_loss = (values - returns).square()
    entropy = -(log_p.exp().detach() * log_p).sum(dim=1)
    return (-surrogate + value_weight * value_loss - entropy_weight * entropy).mean()
