"""You shift the tokens but not the mask: `mask[:, :-1]` says whether the predicting position is in the
answer. What counts is the predicted token: `mask[:, 1:]`.

zh: 你移动了词元，却没有移动掩码：`mask[:, :-1]` 说的是做预测的位置是否属于回答。要看的是被预测的词元：`mask[:, 1:]`。

Caught by: sequence log-probabilities
"""

import jax
import jax.numpy as jnp


@jax.jit
def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, :-1]
    index = jnp.where(mask, tokens, 0)  # padding may be no index
    log_p = jnp.take_along_axis(jax.nn.log_softmax(logits), index[..., None], axis=-1).squeeze(-1)
    return jnp.where(mask, log_p, 0.0).sum(axis=1)


@jax.jit
def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = beta * (chosen - rejected)
    return -jax.nn.log_sigmoid(margin).mean()
