"""Storage to read from, loaders, and what comes out of a submission's datasets and samplers."""

import random

import torch
from torch.utils.data import DataLoader

MOST = 100  # items taken from what might never end


class Storage:
    """Tokens that are far away; remembers what was read."""

    def __init__(self, tokens):
        self.tokens = [int(token) for token in tokens]
        self.reads = []

    def read(self, start, stop):
        """Return the tokens from start to stop, as a list."""
        self.reads.append((int(start), int(stop)))
        return self.tokens[start:stop]


def reading(kind, tokens, offsets, labels, indices):
    """Return the length of a dataset, some of its items, and what it read before and for them."""
    storage = Storage(tokens)
    dataset = kind(storage, offsets, labels)
    length, before = len(dataset), len(storage.reads)
    storage.reads.clear()
    return {"length": length, "before": before, "items": [dataset[i] for i in indices], "reads": storage.reads}


def iterated(kind, tokens, offsets, labels):
    """Return the labels that a plain `for` loop over a dataset meets."""
    found = []
    for _, label in kind(Storage(tokens), offsets, labels):
        found.append(label)
        if len(found) == MOST:
            break
    return found


def outside(kind, tokens, offsets, labels):
    """Return whether the first index behind the end, and the one before the beginning, are refused."""
    dataset = kind(Storage(tokens), offsets, labels)
    refused = []
    for index in (len(labels), -len(labels) - 1):
        try:
            dataset[index]
        except IndexError:
            refused.append(True)
        else:
            refused.append(False)
    return refused


def _made(count, made):
    """Return a function that makes iterators of `count` tensors; notes in `made` when an iterator begins."""

    def items():
        made.append(count)
        for i in range(count):
            yield torch.tensor(i * i)

    return items


def streamed(kind, count):
    """Return how many iterators were made before the first epoch, and two epochs, in this process."""
    made = []
    stream = kind(_made(count, made))
    before = len(made)
    return [before, *([int(item) for _, item in zip(range(MOST), stream)] for _ in range(2))]


def streamed_by_workers(kind, count):
    """Return two epochs that two worker processes have read."""
    loader = DataLoader(kind(_made(count, [])), batch_size=None, num_workers=2)
    return [[int(item) for _, item in zip(range(MOST), loader)] for _ in range(2)]


def batches(kind, lengths, batch_size, seed, epochs):
    """Return the length of a sampler, the batches of these epochs, and whether global generators stood still."""
    sampler = kind(lengths, batch_size, seed)
    before = torch.default_generator.get_state(), random.getstate()
    found = []
    for epoch in epochs:
        if epoch is not None:
            sampler.set_epoch(epoch)
        found.append([batch for _, batch in zip(range(MOST), sampler)])
    still = torch.equal(before[0], torch.default_generator.get_state()) and before[1] == random.getstate()
    return {"length": len(sampler), "epochs": found, "still": still}


def loaded(dataset_kind, sampler_kind, collate, tokens, offsets, labels, batch_size):
    """Return the batches of an epoch that two worker processes have read and padded."""
    lengths = [stop - start for start, stop in zip(offsets, offsets[1:])]
    loader = DataLoader(
        dataset_kind(Storage(tokens), offsets, labels),
        batch_sampler=sampler_kind(lengths, batch_size, 0),
        collate_fn=collate,
        num_workers=2,
    )
    return list(loader)
