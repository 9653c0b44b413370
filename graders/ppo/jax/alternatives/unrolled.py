"""A Python loop over the steps, which jit unrolls, and one row at a time under vmap."""

import jax
import jax.numpy as jnp


@jax.jit
def gae(rewards, values, dones, last_value, gamma, lam):
    running, following, advantages = 0.0, last_value, []
    for t in range(len(rewards) - 1, -1, -1):
        delta = rewards[t] + jnp.where(dones[t], 0.0, gamma * following) - values[t]
        running = delta + jnp.where(dones[t], 0.0, gamma * lam * running)
        advantages.append(running)
        following = values[t]
    advantages = jnp.stack(advantages[::-1])
    return advantages, values + advantages


def one_row(logits, value, action, old, advantage, target, clip, value_weight, entropy_weight):
    log_p = logits - jax.nn.logsumexp(logits)
    ratio = jnp.exp(log_p[action] - old)
    policy = jnp.maximum(-advantage * ratio, -advantage * jnp.clip(ratio, 1 - clip, 1 + clip))
    return policy + value_weight * (value - target) ** 2 + entropy_weight * jnp.exp(log_p) @ log_p


@jax.jit
def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    rows = jax.vmap(one_row, in_axes=(0,) * 6 + (None,) * 3)
    data = logits, values, actions, old_log_probs, advantages, returns
    return rows(*data, clip, value_weight, entropy_weight).mean()
