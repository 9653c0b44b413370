"""Behind the last step you take 0 for the next value. The data end there and the episode does not: take
`last_value`.

zh: 最后一步之后你把下一个价值取为 0。那里只是数据结束，回合并没有结束：应取 `last_value`。

Caught by: errors of one step
"""

import torch


@torch.no_grad()
def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns, both (steps, envs)."""
    alive = 1.0 - dones.to(rewards.dtype)
    next_values = torch.cat([values[1:], torch.zeros_like(last_value)[None]])
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
    entropy = -(log_p.exp() * log_p).sum(dim=1)
    return (-surrogate + value_weight * value_loss - entropy_weight * entropy).mean()
