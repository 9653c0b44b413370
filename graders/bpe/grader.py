"""Byte-pair encoding: the merges of a text, the tokens of others, and back.

The oracle keeps a sequence as a string with one character for each token, so that `str.replace` does the merging, and
decodes by recursion.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_equal, expect_unchanged, fail

Merges = list[tuple[int, int]]
BASE = 0x20000  # tokens become characters from here on, away from all that means something
FOREIGN = "naïve café 数据 🙂 数数据据 ñandú"


def characters(tokens: Any) -> str:
    """Return one character for each token."""
    return "".join(chr(BASE + token) for token in tokens)


def learn(text: str, count: int) -> Merges:
    """Return the merges."""
    sequence, merges = characters(text.encode()), []
    while len(merges) < count:
        pairs = [sequence[i : i + 2] for i in range(len(sequence) - 1)]
        ranked = sorted((-pairs.count(pair), pair) for pair in set(pairs))
        if not ranked or ranked[0][0] == -1:
            break
        pair = ranked[0][1]
        sequence = sequence.replace(pair, chr(BASE + 256 + len(merges)))
        merges.append((ord(pair[0]) - BASE, ord(pair[1]) - BASE))
    return merges


def encode(text: str, merges: Merges) -> list[int]:
    """Return the tokens: each merge once, in order, as a later one makes no pair that an earlier one could take."""
    sequence = characters(text.encode())
    for number, pair in enumerate(merges):
        sequence = sequence.replace(characters(pair), chr(BASE + 256 + number))
    return [ord(token) - BASE for token in sequence]


def spelled(token: int, merges: Merges) -> bytes:
    """Return the bytes of one token."""
    return bytes([token]) if token < 256 else b"".join(spelled(part, merges) for part in merges[token - 256])


def draw(rng: np.random.Generator, letters: str, length: int) -> str:
    """Return a random text."""
    return "".join(rng.choice(list(letters), length))


def plain(value: Any) -> Any:
    """Return an array as a list, and anything else as it is."""
    return value.tolist() if isinstance(value, np.ndarray) else value


def expect_merges(subject: Subject, text: str, count: int, hint: Text) -> None:
    """Compare the merges one by one."""
    what = Text(en=f"the merges of {text!r}", zh=f"{text!r} 的合并规则")
    got = plain(subject.call("learn", text, count))
    if isinstance(got, list):
        got = [plain(pair) for pair in got]
    expect_equal(got, learn(text, count), what=what, hint=hint)


def expect_tokens(subject: Subject, text: str, merges: Merges, hint: Text) -> None:
    """Compare the tokens of a text."""
    what = Text(en=f"the tokens of {text!r}", zh=f"{text!r} 的词元")
    got = plain(subject.call("encode", text, merges))
    expect_equal(got, encode(text, merges), what=what, hint=hint)


def expect_text(subject: Subject, ids: list[int], merges: Merges, hint: Text) -> None:
    """Compare the text of a list of tokens."""
    got = subject.call("decode", ids, merges)
    expected = b"".join(spelled(token, merges) for token in ids).decode(errors="replace")
    expect_equal(got, expected, what=Text(en=f"the text of {ids}", zh=f"{ids} 的文本"), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Lists and a string."""
    merges = learn(draw(rng, "ab", 12), 2)
    if not isinstance(subject.call("learn", "abab", 1), list | tuple | np.ndarray):
        fail(Text(en="learn must return a list of pairs.", zh="learn 必须返回由对组成的列表。"), code="learn")
    if not isinstance(subject.call("encode", "abab", merges), list | tuple | np.ndarray):
        fail(Text(en="encode must return a list of ints.", zh="encode 必须返回整数列表。"), code="encode")
    if not isinstance(subject.call("decode", [97, 98], merges), str):
        fail(Text(en="decode must return a string.", zh="decode 必须返回字符串。"), code="decode")


@check(Text(en="first merge", zh="第一次合并"))
def first(subject: Subject, rng: np.random.Generator) -> None:
    """One merge, whose pair is by far the most frequent."""
    hint = Text(en="The most frequent pair of neighbours, as two ints.", zh="最频繁的相邻对，为两个整数。")
    letters = rng.permutation(list("abcdefgh"))
    text = "".join((letters[0] + letters[1] + rng.choice(letters[2:])) for _ in range(8))
    expect_merges(subject, text, 1, hint)


@check(Text(en="characters of several bytes", zh="多字节字符"))
def bytes_not_characters(subject: Subject, rng: np.random.Generator) -> None:
    """Text beyond ASCII, encoded before any merge; a pair of bytes that make one character."""
    hint = Text(en="Tokens start as bytes: text.encode().", zh="词元从字节开始：text.encode()。")
    expect_tokens(subject, draw(rng, FOREIGN, 20) + "é数🙂", [], hint)
    expect_merges(subject, "".join("é" + letter for letter in rng.permutation(list("abcdef"))), 1, hint)


@check(Text(en="merge after merge", zh="逐次合并"))
def several(subject: Subject, rng: np.random.Generator) -> None:
    """Merges of merged tokens, none of them a tie: ab occurs 9 times, abc 6 times, abcd 3 times."""
    hint = Text(
        en="If the first merge is right: replace both tokens of each pair by one, and count the new sequence.",
        zh="如果第一次合并没有问题：把每一对的两个词元替换成一个，再对新序列计数。",
    )
    a, b, c, d, *others = rng.permutation(list("abcdefghijklmnop"))
    words = rng.permutation([a + b + c + d, a + b + c, a + b] * 3)
    expect_merges(subject, "".join(word + gap for word, gap in zip(words, others, strict=False)), 3, hint)


@check(Text(en="where learning stops", zh="学习何时停止"))
def stops(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing to count, nothing twice, no merge wanted."""
    hint = Text(en="A pair that occurs once is not worth a token.", zh="只出现一次的对不值得用一个词元。")
    x, y, z = rng.permutation(list("xyz"))
    for text, count in (("", 3), ("a", 3), ("abcdef", 3), (f"abab{x}{y}{z}", 50), (f"{x}{y}{x}{y}", 0)):
        expect_merges(subject, text, count, hint)


@check(Text(en="ties and runs", zh="并列与连续重复"))
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """A tie of three pairs, runs, and texts of two or three letters."""
    hint = Text(
        en="If clear cases are right: ties go to the smallest pair; aaa holds aa twice and becomes [256, 97].",
        zh="如果明显的情况没有问题：并列时取最小的一对；aaa 中 aa 出现两次，合并后成为 [256, 97]。",
    )
    # What is seen first, what is largest and what is smallest are three pairs here, each of them twice.
    expect_merges(subject, "cdcdefefabab", 3, hint)
    expect_merges(subject, "aaaaaaaaaaaa", 3, hint)
    expect_merges(subject, "bbaaabaaabb", 4, hint)
    for letters in ("ab", "cab", "ab", "bac", "zyx", "ab"):
        expect_merges(subject, draw(rng, letters, 24), 5, hint)


@check(Text(en="encoding", zh="编码"))
def encoding(subject: Subject, rng: np.random.Generator) -> None:
    """Other texts than the learned ones; the first tells the longest token from the most frequent pair."""
    hint = Text(
        en="Not the longest token and not the most frequent pair: the merge that was learned first comes first.",
        zh="不是最长的词元，也不是最频繁的对：最先学到的合并规则先应用。",
    )
    bc_first: Merges = [(98, 99), (97, 98), (257, 99), (256, 100), (97, 256)]
    for text in ("abcdbc", "abcd", "abc", "ababcbcd", "aabab", ""):
        expect_tokens(subject, text, bc_first, hint)
    for _ in range(4):
        merges = learn(draw(rng, "abc", 40), 12)
        expect_tokens(subject, draw(rng, "abc", 30), merges, hint)
    expect_tokens(subject, FOREIGN, learn(FOREIGN * 2, 30), hint)


@check(Text(en="decoding", zh="解码"))
def decoding(subject: Subject, rng: np.random.Generator) -> None:
    """Round trips, cut characters, tokens in any order."""
    hint = Text(
        en="Join the bytes of all tokens first, then decode once; what is no UTF-8 is replaced.",
        zh="先连接所有词元的字节，再一次解码；不是 UTF-8 的部分被替换。",
    )
    merges = learn(FOREIGN * 2, 30)
    ids = encode(FOREIGN, merges)
    for tokens in (ids, encode(FOREIGN, []), rng.integers(256 + len(merges), size=12).tolist(), [], [0xE6, 0x95]):
        expect_text(subject, tokens, merges, hint)
    expect_text(subject, list(range(256, 256 + len(merges))), merges, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Merges and tokens after the calls."""
    merges = learn(draw(rng, "ab", 20), 4)
    for name, first_argument in (("encode", "abba"), ("decode", [97, 256, 98])):
        hint = Text(en="Work on a copy.", zh="请在副本上操作。")
        expect_unchanged(subject, name, first_argument, merges, hint=hint)
