"""You add a small number to the probability before the logarithm. That changes every value a little, and
hides that `log p` can be had from the logits without any risk.

zh: 你在取对数之前给概率加了一个很小的数。这会略微改变每个数值，也掩盖了一点：`log p` 可以毫无风险地由 logits 得到。

Caught by: ratios near 1
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
    log_p = (logits.softmax(dim=1) + 1e-8).log()  # (batch, actions)
    ratio = (log_p.gather(1, actions[:, None]).squeeze(1) - old_log_probs).exp()  # (batch,)
    surrogate = torch.minimum(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages)
    value_loss = (values - returns).square()
    entropy = -(log_p.exp() * log_p).sum(dim=1)
    return (-surrogate + value_weight * value_loss - entropy_weight * entropy).mean()
