"""Images to patches and back, and the tokens of a vision transformer.

The oracle copies pixel by pixel. No two sizes are equal: 2 images, 3 channels, 4 rows, 6 columns.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
BATCH, CHANNELS, HEIGHT, WIDTH, SIZE, D = 2, 3, 4, 6, 2, 5
COUNT = (HEIGHT // SIZE) * (WIDTH // SIZE)
PATCHES = Text(en="patchify(images, size)", zh="patchify(images, size)")
IMAGES = Text(en="unpatchify(…)", zh="unpatchify(…)")
TOKENS = Text(en="embed(images, p, size)", zh="embed(images, p, size)")

Params = dict[str, np.ndarray]


def patches_of(images: np.ndarray, size: int) -> np.ndarray:
    """Return the patches, pixel by pixel: (batch, patches, channels * size * size)."""
    batch, channels, height, width = images.shape
    across = width // size
    result = np.empty((batch, (height // size) * across, channels * size * size))
    for b, c, y, x in np.ndindex(images.shape):
        patch = (y // size) * across + x // size
        result[b, patch, (c * size + y % size) * size + x % size] = images[b, c, y, x]
    return result


def tokens_of(images: np.ndarray, p: Params, size: int) -> np.ndarray:
    """Return the tokens: (batch, 1 + patches, d)."""
    rows = []
    for patches in patches_of(images, size):
        tokens = [p["cls"], *(np.einsum("k,kd->d", patch, p["w"]) + p["b"] for patch in patches)]
        rows.append(np.stack([token + place for token, place in zip(tokens, p["positions"], strict=True)]))
    return np.stack(rows)


def draw(rng: np.random.Generator) -> tuple[np.ndarray, Params]:
    """Return images and parameters."""
    shapes = {"w": (CHANNELS * SIZE**2, D), "b": (D,), "cls": (D,), "positions": (1 + COUNT, D)}
    p = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return rng.normal(size=(BATCH, CHANNELS, HEIGHT, WIDTH)), p


def expect_tokens(subject: Subject, images: np.ndarray, p: Params, hint: Text) -> None:
    """Compare the tokens in float64."""
    got = subject.call("embed", images, p, SIZE, precision="float64")
    expect_close(got, tokens_of(images, p, SIZE), rtol=EXACT, atol=EXACT, what=TOKENS, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of all three."""
    images, p = draw(rng)
    flat = (BATCH, COUNT, CHANNELS * SIZE**2)
    expect_shape(subject.call("patchify", images, SIZE, precision="float64"), flat, what=PATCHES)
    args = (patches_of(images, SIZE), CHANNELS, HEIGHT, WIDTH, SIZE)
    expect_shape(subject.call("unpatchify", *args, precision="float64"), images.shape, what=IMAGES)
    expect_shape(subject.call("embed", images, p, SIZE, precision="float64"), (BATCH, 1 + COUNT, D), what=TOKENS)


@check(Text(en="patches", zh="图块"))
def cutting(subject: Subject, rng: np.random.Generator) -> None:
    """Each pixel has its place; nothing is computed, so the values are equal."""
    hint = Text(
        en="Patch 1 lies to the right of patch 0; inside a patch come all pixels of channel 0 first, row by row.",
        zh="图块 1 在图块 0 的右边；图块内部先是通道 0 的所有像素，逐行排列。",
    )
    images, _ = draw(rng)
    got = subject.call("patchify", images, SIZE, precision="float64")
    expect_equal(got, patches_of(images, SIZE), what=PATCHES, hint=hint)


@check(Text(en="and back", zh="还原"))
def joining(subject: Subject, rng: np.random.Generator) -> None:
    """The grader's own patches become images again."""
    hint = Text(
        en="The same axes as in patchify, in reverse: split, move, join.",
        zh="与 patchify 相同的轴，反过来走：拆分、移动、合并。",
    )
    images, _ = draw(rng)
    args = (patches_of(images, SIZE), CHANNELS, HEIGHT, WIDTH, SIZE)
    expect_equal(subject.call("unpatchify", *args, precision="float64"), images, what=IMAGES, hint=hint)


@check(Text(en="other sizes", zh="其他的大小"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """Patches of one pixel; a single patch; patches of three in a wide image of one channel."""
    hint = Text(
        en="If patches of two are right: take every size from the arguments.",
        zh="如果边长为 2 的图块没有问题：所有大小都应由参数得出。",
    )
    for shape, size in (((1, 2, 2, 3), 1), ((3, 2, 2, 2), 2), ((1, 1, 3, 9), 3)):
        images = rng.normal(size=shape)
        patches = patches_of(images, size)
        got = subject.call("patchify", images, size, precision="float64")
        expect_equal(got, patches, what=PATCHES, hint=hint)
        got = subject.call("unpatchify", patches, *shape[1:], size, precision="float64")
        expect_equal(got, images, what=IMAGES, hint=hint)


@check(Text(en="embedding", zh="嵌入"))
def embedding(subject: Subject, rng: np.random.Generator) -> None:
    """Class token, projected patches, positions."""
    hint = Text(
        en="If the patches are right: token 0 is cls + positions[0], token n + 1 is patch n @ w + b + positions[n + 1].",
        zh="如果图块没有问题：第 0 个词元是 cls + positions[0]，第 n + 1 个是图块 n @ w + b + positions[n + 1]。",
    )
    images, p = draw(rng)
    expect_tokens(subject, images, p, hint)
    if subject.framework != "jax":
        got = subject.call("embed", images, p, SIZE)
        expect_close(got, tokens_of(images, p, SIZE), rtol=SINGLE, atol=SINGLE, what=TOKENS, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after embed."""
    expect_unchanged(subject, "embed", *draw(rng), SIZE)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_tokens(worker, *draw(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    images, p = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("embed", images, p, SIZE),
        tokens_of(images, p, SIZE),
        rtol=SINGLE,
        atol=SINGLE,
        what=TOKENS,
        hint=hint,
    )
