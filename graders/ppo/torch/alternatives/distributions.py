"""torch.distributions for the policy, and returns as a recursion of their own."""

import torch
import torch.nn.functional as F
from torch.distributions import Categorical


def gae(rewards, values, dones, last_value, gamma, lam):
    following = target = last_value
    returns = []
    for reward, value, done in zip(rewards.flip(0), values.flip(0), dones.flip(0)):
        ahead = gamma * torch.lerp(following, target, lam)
        target = reward + torch.where(done, 0.0, ahead)
        following = value
        returns.insert(0, target)
    returns = torch.stack(returns)
    return returns - values, returns


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    policy = Categorical(logits=logits, validate_args=False)
    ratio = torch.exp(policy.log_prob(actions) - old_log_probs)
    policy_loss = torch.max(-advantages * ratio, -advantages * torch.clip(ratio, 1 - clip, 1 + clip)).mean()
    return policy_loss + value_weight * F.mse_loss(values, returns) - entropy_weight * policy.entropy().mean()
