"""Python's own random numbers, padding by a filled tensor, a modulo in the stream."""

import random

import torch
from torch.utils import data


class TokenDataset(data.Dataset):
    def __init__(self, storage, offsets, labels):
        self.storage = storage
        self.items = list(zip(offsets[:-1], offsets[1:], labels))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        start, stop, label = self.items[index]
        return torch.tensor(self.storage.read(start, stop)).long(), label


class Stream(data.IterableDataset):
    def __init__(self, make):
        super().__init__()
        self.make = make

    def __iter__(self):
        worker = data.get_worker_info()
        for i, item in enumerate(self.make()):
            if worker is None or i % worker.num_workers == worker.id:
                yield item


def collate(items, pad=0):
    lengths = torch.tensor([tokens.numel() for tokens, _ in items])
    batch = torch.full((len(items), int(lengths.max())), pad)
    for row, (tokens, _) in zip(batch, items):
        row[: len(tokens)] = tokens
    return batch, lengths, torch.as_tensor([label for _, label in items])


class BucketSampler(data.Sampler):
    def __init__(self, lengths, batch_size, seed):
        self.lengths, self.batch_size, self.seed = lengths, batch_size, seed
        self.set_epoch(0)

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __len__(self):
        return len(range(0, len(self.lengths), self.batch_size))

    def __iter__(self):
        rng = random.Random(f"{self.seed} {self.epoch}")
        order = sorted(range(len(self.lengths)), key=lambda i: (self.lengths[i], rng.random()))
        starts = list(range(0, len(order), self.batch_size))
        rng.shuffle(starts)
        return iter([order[start : start + self.batch_size] for start in starts])
