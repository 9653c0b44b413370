"""What a bank and a kata are made of: the formats, version 1, as frozen structs.

The YAML files are converted into these structs and nothing else; the JSON Schema that editors use is generated from
them. Docstrings and `Meta` descriptions here are what a writer reads while typing, so they speak to writers.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

Framework = Literal["numpy", "torch", "jax"]
Level = Literal["junior", "mid", "senior"]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Localized(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages; Chinese may be missing only in a user's own content."""

    en: str
    zh: str | None = None

    def __str__(self) -> str:
        return self.en


# A plain string is the same in both languages: code, a number, a name of the API.
Text = str | Localized


def say(text: Text, language: str) -> str:
    """Return `text` in `language` (`en` or `zh`), in English where no translation is there."""
    if isinstance(text, str):
        return text
    return text.zh if language == "zh" and text.zh is not None else text.en


class Tempting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wrong answer that people give: what it stands for, and why it tempts."""

    misconception: Annotated[Slug, Meta(description="Name of the wrong belief, shared across questions")]
    why: Annotated[Text, Meta(description="Why this answer tempts and why it is wrong; one or two sentences")]


class Choice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One choice. A wrong one names the misconception it stands for and says why it tempts."""

    id: Annotated[str, Meta(pattern=r"^[a-z]$", description="a, b, c …: permanent, attempts refer to it")]
    text: Text
    correct: bool = False
    misconception: Slug | None = None
    why: Text | None = None


class WrongNumber(Tempting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wrong number that a known mistake leads to; it must lie outside the tolerance."""

    value: float


class WrongShape(Tempting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wrong shape that a known mistake leads to."""

    value: tuple[int, ...]


class WrongOutput(Tempting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wrong output that people expect."""

    value: str


class WrongFilling(Tempting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fillings that people write and that the test must reject."""

    fillings: tuple[str, ...]


class WrongLine(Tempting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line that is right but looks suspicious."""

    line: Annotated[int, Meta(ge=1)]


class Fix(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to repair the code: the line (from 1) and what stands there instead (one line or more)."""

    line: Annotated[int, Meta(ge=1)]
    code: str


class Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of a `match` question: what is asked about, and the right cell for each column."""

    label: Text
    cells: tuple[Text, ...]


class Point(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A key point that a good answer makes; its proof sets `truth`, which must come out True."""

    text: Text
    proof: str | None = None


class Misbelief(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A misconception shown after an `open` answer; its proof sets `truth`, which must come out False."""

    misconception: Slug
    text: Text
    proof: str | None = None


class QuestionBase(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What every question has, whatever its kind."""

    id: Annotated[Slug, Meta(description="Permanent and unique over all banks: attempts refer to it")]
    level: Level
    frameworks: Annotated[tuple[Framework, ...], Meta(description="The frameworks it is about and its proof needs")]
    tags: tuple[Slug, ...]
    prompt: Annotated[Text, Meta(description="What is asked; Markdown")]
    explanation: Annotated[Text, Meta(description="The mechanism in 2-6 sentences; Markdown")]
    sources: Annotated[tuple[str, ...], Meta(description="URLs of official documentation")] = ()
    code: Annotated[Text | None, Meta(description="Python shown with the prompt; it is also what is run")] = None
    setup: Annotated[str | None, Meta(description="Python run before `code` and not shown")] = None
    hints: tuple[Text, ...] = ()
    proof: Annotated[
        str | None,
        Meta(
            description="Python run after `setup` and `code`, in their namespace; computes the answer, never holds it"
        ),
    ] = None
    isolate: Annotated[bool, Meta(description="Run the proof in a process of its own")] = False
    valid: Annotated[str | None, Meta(description="Versions it holds for, e.g. `jax<0.11`")] = None
    checked: Annotated[date | None, Meta(description="When the cited document was read, if nothing is run")] = None
    katas: Annotated[tuple[Slug, ...], Meta(description="Katas that practise this")] = ()


class ChoiceQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="choice"):
    """One right choice. The proof sets `truth = {"a": bool, "b": bool, …}` for every choice."""

    choices: tuple[Choice, ...]


class MultiQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="multi"):
    """Several right choices, at least one wrong. The proof sets `truth` for every choice."""

    choices: tuple[Choice, ...]


class BooleanQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="boolean"):
    """A statement that is true or false. The proof sets `truth: bool`."""

    answer: bool
    misconception: Annotated[Slug, Meta(description="What someone holds who answers otherwise")]


class NumberQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="number"):
    """A number. The proof sets `value`."""

    answer: float
    tolerance: Annotated[float, Meta(ge=0, description="Absolute")] = 0.0
    unit: Text | None = None
    wrong: tuple[WrongNumber, ...] = ()


class ShapeQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="shape"):
    """The shape of an array. The proof sets `value`: a tuple, or anything with a `.shape`."""

    answer: tuple[int, ...]
    wrong: tuple[WrongShape, ...] = ()


class OutputQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="output"):
    """What `code` prints, and what it raises. Running `code` is the proof, so `proof` is left out."""

    answer: Annotated[str, Meta(description="Everything printed, before an exception too")] = ""
    raises: Annotated[str | None, Meta(description="Name of the exception's class, if it raises one")] = None
    wrong: tuple[WrongOutput, ...] = ()


class OrderQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="order"):
    """Lines to put in order. The proof runs once per permutation, joined in `BODY`, and raises if it is wrong."""

    lines: Annotated[tuple[Text, ...], Meta(min_length=3, max_length=6, description="In one right order")]
    also: Annotated[tuple[tuple[int, ...], ...], Meta(description="Other right orders, as indices from 0")] = ()


class ClozeQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="cloze"):
    """Blanks `{{1}}`, `{{2}}` … in `code`. The proof tests the filled code: it raises if the filling is wrong."""

    answers: Annotated[tuple[tuple[str, ...], ...], Meta(min_length=1, description="Accepted fillings, the best first")]
    wrong: Annotated[tuple[WrongFilling, ...], Meta(min_length=1)]


class MatchQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="match"):
    """Pairs (one column) or a table (a column per framework). The proof sets `table`: a list of rows of strings."""

    columns: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=3)]
    rows: Annotated[tuple[Row, ...], Meta(min_length=2, max_length=8)]
    distractors: Annotated[tuple[Text, ...], Meta(description="Cells on offer that are right nowhere")] = ()


class BugQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="bug"):
    """One line of `code` is wrong, for one reason. The proof is a test: it raises on `code`, passes with every fix."""

    fixes: Annotated[tuple[Fix, ...], Meta(min_length=1)]
    reasons: Annotated[tuple[Choice, ...], Meta(min_length=2, description="Why the line is wrong; one is correct")]
    wrong: tuple[WrongLine, ...] = ()


class OpenQuestion(QuestionBase, frozen=True, kw_only=True, tag_field="kind", tag="open"):
    """Answered in free text. The reader then ticks the key points that the answer made."""

    points: Annotated[tuple[Point, ...], Meta(min_length=1, description="Three or more, but for cards of one's own")]
    misconceptions: tuple[Misbelief, ...] = ()
    model_answer: Text


Question = (
    ChoiceQuestion
    | MultiQuestion
    | BooleanQuestion
    | NumberQuestion
    | ShapeQuestion
    | OutputQuestion
    | OrderQuestion
    | ClozeQuestion
    | MatchQuestion
    | BugQuestion
    | OpenQuestion
)


class Bank(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One topic's questions: `questions/TOPIC.yaml`."""

    format: Literal[1]
    topic: Slug
    title: Text
    questions: tuple[Question, ...]


class Limits(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one call into a submission, and one worker, may use."""

    seconds: Annotated[float, Meta(gt=0, description="Wall clock of one call")] = 20.0
    memory_mb: Annotated[int, Meta(gt=0, description="Resident memory of one worker")] = 2048
    processes: Annotated[
        bool, Meta(description="May start processes and programs: for a DataLoader with workers, for torch.compile")
    ] = False
    loopback: Annotated[
        bool,
        Meta(description="Its processes may talk over 127.0.0.1, in a network of their own: for torch.distributed"),
    ] = False
    devices: Annotated[int, Meta(ge=1, description="CPU devices that JAX sees in a worker: for sharding")] = 1


class VariantSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a submission must define in one framework, and what it may not use."""

    defines: Annotated[tuple[str, ...], Meta(min_length=1, description="Names of functions and classes")]
    forbids: Annotated[tuple[str, ...], Meta(description="Dotted names, e.g. `torch.optim`")] = ()
    requires: Annotated[tuple[str, ...], Meta(description="Dotted names that the source must use")] = ()
    hints: Annotated[tuple[Text, ...], Meta(description="Shown after the kata's own hints")] = ()


class Convergence(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The score that a training must reach, and how far right and wrong solutions were measured to lie from it."""

    threshold: float
    right_at_least: Annotated[float, Meta(description="Lowest median score of a right solution, measured")]
    wrong_at_most: Annotated[float, Meta(description="Highest median score of a wrong one it can see, measured")]


class KataSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise: `graders/ID/kata.yaml`."""

    format: Literal[1]
    id: Slug
    title: Text
    summary: Annotated[Text, Meta(description="One line for the list of katas")]
    level: Level
    topics: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    minutes: Annotated[int, Meta(gt=0, description="What a prepared candidate needs")]
    variants: Annotated[dict[Framework, VariantSpec], Meta(min_length=1)]
    limits: Limits = Limits()
    prerequisites: tuple[Slug, ...] = ()
    follow_ups: Annotated[tuple[Slug, ...], Meta(description="Ids of questions asked afterwards")] = ()
    hints: Annotated[tuple[Text, ...], Meta(description="From a nudge to nearly the answer")] = ()
    convergence: Convergence | None = None
