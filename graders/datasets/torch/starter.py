"""Datasets, a collate function and a sampler.

Fill in the bodies; keep the names.
"""

import torch
from torch.utils.data import Dataset, IterableDataset, Sampler


class TokenDataset(Dataset):
    """Item i: (tokens, label), read when it is asked for."""

    def __init__(self, storage, offsets, labels):
        """storage.read(start, stop): a list of integers."""
        self.storage = storage
        # TODO

    def __len__(self):
        return 0  # TODO

    def __getitem__(self, index):
        # TODO: one read; negative indices; IndexError
        raise IndexError(index)


class Stream(IterableDataset):
    """The items of make(), divided among the workers."""

    def __init__(self, make):
        """make(): a fresh iterator over all items."""
        self.make = make

    def __iter__(self):
        # TODO: only this worker's share
        return self.make()


def collate(items, pad=0):
    """Return (tokens, lengths, labels) of a list of items.

    tokens: (batch, longest); lengths and labels: (batch,)
    """
    # TODO
    return torch.zeros(0), torch.zeros(0), torch.zeros(0)


class BucketSampler(Sampler):
    """Lists of indices whose sequences are alike in length."""

    def __init__(self, lengths, batch_size, seed):
        """lengths: a list of integers, one per sequence."""
        self.epoch = 0
        # TODO

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __len__(self):
        return 0  # TODO: the number of batches

    def __iter__(self):
        # TODO: shuffle, sort by length, cut, shuffle batches
        return iter([])
