"""Returns as a recursion of their own, one environment at a time; one-hot actions."""

import jax
import jax.numpy as jnp


@jax.jit
def gae(rewards, values, dones, last_value, gamma, lam):
    def one_environment(rewards, values, dones, last_value):
        def step(carry, inputs):
            following, target = carry
            reward, value, done = inputs
            target = reward + gamma * (1 - done) * ((1 - lam) * following + lam * target)
            return (value, target), target

        return jax.lax.scan(step, (last_value, last_value), (rewards, values, dones), reverse=True)[1]

    returns = jax.vmap(one_environment, in_axes=(1, 1, 1, 0), out_axes=1)(rewards, values, dones, last_value)
    return returns - values, returns


@jax.jit
def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    log_p = jax.nn.log_softmax(logits, axis=-1)
    ratio = jnp.exp(jnp.sum(jax.nn.one_hot(actions, logits.shape[1]) * log_p, axis=1) - old_log_probs)
    bounded = jnp.where(advantages > 0, jnp.minimum(ratio, 1 + clip), jnp.maximum(ratio, 1 - clip))
    entropy = jnp.mean(jnp.sum(-jax.nn.softmax(logits) * log_p, axis=1))
    return value_weight * jnp.mean((returns - values) ** 2) - jnp.mean(bounded * advantages) - entropy_weight * entropy
