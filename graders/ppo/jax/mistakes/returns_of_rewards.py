"""Your returns are discounted sums of the rewards. They are the case of `lam` 1 only: the target that
belongs to these advantages is advantage + value.

zh: 你的回报是奖励的折扣和。那只是 `lam` 为 1 的情形：与这些优势对应的目标是优势加价值。

Caught by: returns
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

    _, advantages = jax.lax.scan(step, jnp.zeros_like(last_value), (deltas, alive), reverse=True)

    def discount(following, inputs):
        reward, alive = inputs
        following = reward + gamma * alive * following
        return following, following

    _, returns = jax.lax.scan(discount, last_value, (rewards, alive), reverse=True)
    return advantages, returns


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
