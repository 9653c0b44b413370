"""The gathered log-probabilities keep an axis of length 1, so (batch, 1) times (batch,) makes a matrix of
every ratio with every advantage, and its mean hides that. Squeeze the axis away.

zh: 取出的对数概率还留着长度为 1 的轴，于是 (batch, 1) 乘 (batch,) 成了每个比值与每个优势组成的矩阵，而均值掩盖了这一点。应把这个轴去掉。

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
    log_p = logits.log_softmax(dim=1)  # (batch, actions)
    ratio = (log_p.gather(1, actions[:, None])- old_log_probs[:, None]).exp()  # (batch,)
    surrogate = torch.minimum(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages)
    value_loss = (values - returns).square()
    entropy = -(log_p.exp() * log_p).sum(dim=1)
    return (-surrogate + value_weight * value_loss - entropy_weight * entropy).mean()
