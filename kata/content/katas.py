"""A kata's folder: its specification at once, its texts when they are asked for."""

import ast
import re
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from kata.content.model import Framework, KataSpec, Localized, Text, VariantSpec

SECTIONS: Final[dict[Framework, str]] = {"numpy": "## NumPy", "torch": "## PyTorch", "jax": "## JAX"}
# A line break between two Chinese characters is no space.
_HAN_BREAK: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_FENCE: Final = re.compile(r"\s*(```|~~~)")


class SourceFile:
    """A Python file of a variant: `name` is its stem."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem

    @cached_property
    def text(self) -> str:
        """The source; OSError if the file is missing, UnicodeDecodeError if it is not UTF-8."""
        return self.path.read_text(encoding="utf-8")


class Mistake(SourceFile):
    """A wrong submission; its docstring is the diagnosis.

    The docstring has the English message, a paragraph that begins with `zh:`, and last a line `Caught by: TITLE`;
    a line `Question: ID` may follow.
    """

    @cached_property
    def form(self) -> "MistakeForm":
        """What its docstring says; SyntaxError or ValueError if it is not Python."""
        return mistake_form(self.text)

    @property
    def message(self) -> Localized:
        """What to tell whoever wrote it."""
        return self.form.message

    @property
    def caught_by(self) -> str:
        """The English title of the check that must fail."""
        return self.form.caught_by

    @property
    def question(self) -> str | None:
        """The id of the question that is about this mistake, if there is one."""
        return self.form.question


class MistakeForm(NamedTuple):
    """What a mistake's docstring says; what is missing is empty or None."""

    message: Localized
    caught_by: str
    question: str | None


def mistake_form(source: str) -> MistakeForm:
    """Parse a mistake's docstring."""
    doc = ast.get_docstring(ast.parse(source)) or ""
    paragraphs = [" ".join(_HAN_BREAK.sub("", part).split()) for part in re.split(r"\n\s*\n", doc) if part.strip()]
    caught = next((part for part in paragraphs if part.startswith("Caught by:")), "")
    zh = next((part for part in paragraphs if part.startswith("zh:")), None)
    asked = next((part for part in paragraphs if part.startswith("Question:")), "")
    english = [part for part in paragraphs if part not in (caught, zh, asked)]
    message = Localized("\n\n".join(english), zh.removeprefix("zh:").strip() if zh else None)
    check, _line, question = f"{caught} {asked}".removeprefix("Caught by:").partition("Question:")
    return MistakeForm(message, check.strip(), question.strip() or None)


class Kata:
    """One exercise: its specification and its folder."""

    def __init__(self, spec: KataSpec, folder: Path) -> None:
        self.spec = spec
        self.folder = folder

    @property
    def id(self) -> str:
        """The kata's name, e.g. `mlp`."""
        return self.spec.id

    @property
    def title(self) -> Text:
        """The kata's title."""
        return self.spec.title

    @property
    def grader(self) -> Path:
        """Where the checks are; the judge imports this file, nothing else does."""
        return self.folder / "grader.py"

    @cached_property
    def variants(self) -> tuple["Variant", ...]:
        """The kata in each of its frameworks, in the order of `kata.yaml`."""
        return tuple(Variant(self, framework) for framework in self.spec.variants)


class Variant:
    """A kata in one framework. Files are read when their text is first asked for."""

    def __init__(self, kata: Kata, framework: Framework) -> None:
        self.kata = kata
        self.framework = framework
        self.name = f"{kata.id}-{framework}"
        self.folder = kata.folder / framework

    @property
    def spec(self) -> VariantSpec:
        """What a submission must define, and may not use."""
        return self.kata.spec.variants[self.framework]

    @property
    def title(self) -> Text:
        """The kata's title."""
        return self.kata.title

    @property
    def hints(self) -> tuple[Text, ...]:
        """The kata's hints, then the variant's own."""
        return (*self.kata.spec.hints, *self.spec.hints)

    @property
    def starter(self) -> str:
        """The text that the user begins with."""
        return SourceFile(self.starter_path).text

    @property
    def starter_path(self) -> Path:
        """Where the starter is."""
        return self.folder / "starter.py"

    @property
    def solution(self) -> str:
        """The reference solution's text."""
        return SourceFile(self.solution_path).text

    @property
    def solution_path(self) -> Path:
        """Where the reference solution is."""
        return self.folder / "solution.py"

    @property
    def given(self) -> str:
        """What the kata hands to a submission, and measures it with, in the worker; empty where there is no file."""
        return SourceFile(self.given_path).text if self.given_path.is_file() else ""

    @property
    def given_path(self) -> Path:
        """Where that would be."""
        return self.folder / "given.py"

    @cached_property
    def alternatives(self) -> tuple[SourceFile, ...]:
        """Right solutions in another style, by name."""
        return tuple(SourceFile(path) for path in sorted((self.folder / "alternatives").glob("*.py")))

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Wrong solutions, by name."""
        return tuple(Mistake(path) for path in sorted((self.folder / "mistakes").glob("*.py")))

    def statement(self, language: str) -> str:
        """Return the Markdown in `language` (English where there is none), without other frameworks' sections."""
        translated = self.kata.folder / f"statement.{language}.md"
        path = translated if translated.is_file() else self.kata.folder / "statement.md"
        return only_section(path.read_text(encoding="utf-8"), self.framework)


def only_section(markdown: str, framework: Framework) -> str:
    """Leave out the sections headed exactly `## NumPy`, `## PyTorch` or `## JAX` that are not `framework`'s."""
    others = {heading for name, heading in SECTIONS.items() if name != framework}
    kept: list[str] = []
    fenced = hidden = False
    for line in markdown.splitlines():
        fenced ^= bool(_FENCE.match(line))
        if not fenced and re.match(r"##? ", line):
            hidden = line.rstrip() in others
        if not hidden:
            kept.append(line)
    return "\n".join(kept).rstrip() + "\n"
