"""Data as PyTorch loads it: lazy items, a stream shared by workers, padding, and batches of similar lengths."""

from itertools import islice

import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import Dataset, IterableDataset, Sampler, get_worker_info


class TokenDataset(Dataset):
    """Item i: (the tokens from offsets[i] to offsets[i + 1], labels[i]), read when it is asked for."""

    def __init__(self, storage, offsets, labels):
        self.storage, self.offsets, self.labels = storage, offsets, labels

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        if not -len(self) <= index < len(self):
            raise IndexError(index)  # it also ends a plain for loop
        index %= len(self)
        tokens = self.storage.read(self.offsets[index], self.offsets[index + 1])
        return torch.tensor(tokens, dtype=torch.int64), self.labels[index]


class Stream(IterableDataset):
    """The items of make(), a fresh iterator each epoch; of n workers, worker w takes items w, w + n, w + 2 n, ..."""

    def __init__(self, make):
        self.make = make

    def __iter__(self):
        info = get_worker_info()  # None outside of a worker
        first, step = (info.id, info.num_workers) if info else (0, 1)
        return islice(self.make(), first, None, step)


def collate(items, pad=0):
    """Return tokens (batch, longest) filled up with `pad`, lengths (batch,) and labels (batch,)."""
    sequences, labels = zip(*items)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return pad_sequence(sequences, batch_first=True, padding_value=pad), lengths, torch.tensor(labels)


class BucketSampler(Sampler):
    """Batches of indices of similar lengths, in an order that (seed, epoch) decides alone."""

    def __init__(self, lengths, batch_size, seed):
        self.lengths = torch.tensor(lengths)
        self.batch_size, self.seed, self.epoch = batch_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __len__(self):
        return -(-len(self.lengths) // self.batch_size)  # rounded up

    def __iter__(self):
        generator = torch.Generator().manual_seed(self.seed + self.epoch)
        order = torch.randperm(len(self.lengths), generator=generator)  # so that equal lengths are shuffled
        order = order[torch.argsort(self.lengths[order], stable=True)]
        pieces = order.split(self.batch_size)
        for i in torch.randperm(len(pieces), generator=generator):
            yield pieces[i].tolist()
