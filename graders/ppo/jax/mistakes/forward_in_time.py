"""You go from the first step to the last, so each advantage sums up errors of the past. What an action
brought comes after it: start at the end.

zh: 你从第一步走到最后一步，于是每个优势累加的是过去的误差。一个动作带来的结果在它之后：应从末尾开始。

Caught by: advantages
"""

import jax
import jax.numpy as jnp


@jax.jit
def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns, both (steps, envs)."""
    alive = 1.0 - dones
    next_values = jnp.concatenate([values[1:], last_value[None]])
    deltas = rewards + gamma * alive * next_values - values

    def step(running, inputs):
        delta, alive = inputs
        running = delta + gamma * lam * alive * running
        return running, running

    _, advantages = jax.lax.scan(step, jnp.zeros_like(last_value), (deltas, alive))
    return advantages, advantages + values


@jax.jit
def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    """Return the mean of -surrogate + value_weight · squared error - entropy_weight · entropy."""
    log_p = jax.nn.log_softmax(logits)  # (batch, actions)
    ratio = jnp.exp(jnp.take_along_axis(log_p, actions[:, None], axis=1).squeeze(1) - old_log_probs)  # (batch,)
    surrogate = jnp.minimum(ratio * advantages, ratio.clip(1 - clip, 1 + clip) * advantages)
    value_loss = jnp.square(values - returns)
    entropy = -(jnp.exp(log_p) * log_p).sum(axis=1)
    return (-surrogate + value_weight * value_loss - entropy_weight * entropy).mean()
