"""The tokens of all answers in one flat tensor, summed up by index_add; two cases of the sign."""

import torch


def group_advantages(rewards, eps=1e-6):
    var, mean = torch.var_mean(rewards, dim=-1, keepdim=True, unbiased=False)
    return (rewards - mean) / (var.sqrt() + eps)


def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    answer = mask.nonzero()[:, 0]
    lp, old, ref, a = log_probs[mask], old_log_probs[mask], ref_log_probs[mask], advantages[answer]
    ratio = torch.exp(lp - old)
    bounded = torch.where(a > 0, ratio.clamp(max=1 + clip), ratio.clamp(min=1 - clip))
    tokens = beta * (torch.exp(ref - lp) - (ref - lp) - 1) - bounded * a
    lengths = mask.sum(dim=1)
    return (tokens / lengths[answer]).sum() / len(lengths)
