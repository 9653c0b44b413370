"""Reading and writing by index tensors."""

import torch


def gather_rows(table, ids):
    """Return row ids[i, j] of the table, (v, d): (b, t, d)."""
    return table[ids]


def pick(scores, labels):
    """Return scores[i, labels[i]]: (n,)."""
    return scores.gather(1, labels[:, None]).squeeze(1)


def last_step(x, lengths):
    """Return the last step that counts, of x, (b, t, d): (b, d)."""
    return x[torch.arange(len(x)), lengths - 1]


def reorder(x, order):
    """Return x[i, order[i, j]]: (b, t, d)."""
    return torch.take_along_dim(x, order[..., None], dim=1)


def windows(x, size):
    """Return all stretches of `size` neighbours, a view: (n - size + 1, size)."""
    return x.unfold(0, size, 1)


def top_k(x, k):
    """Return where the k largest of each row are, largest first, the smaller index first among equals: (n, k)."""
    return torch.sort(x, dim=1, descending=True, stable=True).indices[:, :k]


def scatter_add(ids, values, size):
    """Return the sums of the rows of values, (n, d), with equal ids: (size, d)."""
    return values.new_zeros(size, values.shape[1]).index_add(0, ids, values)


def segment_mean(values, segments, count):
    """Return the mean of each segment's rows, 0 where it has none: (count, d)."""
    sizes = torch.bincount(segments, minlength=count).clamp(min=1)
    return scatter_add(segments, values, count) / sizes[:, None]


def segment_max(values, segments, count):
    """Return the maximum of each segment's rows, -inf where it has none: (count, d)."""
    start = values.new_full((count, values.shape[1]), -torch.inf)
    return start.scatter_reduce(0, segments[:, None].expand_as(values), values, "amax")
