"""What a call leaves behind in its arguments: nothing, where a function is to be pure."""

from typing import Any, Final

from kata.content.model import Localized, Text
from kata.grading.expect import expect_equal
from kata.grading.subject import Subject
from kata.grading.values import Handle, Precision

_HINT: Final = Localized(
    en="Make a new array instead of writing into the caller's.", zh="应生成新数组，不要改写调用者的数组。"
)


def expect_unchanged(
    subject: Subject,
    name: str,
    *args: Any,
    on: Handle | None = None,
    precision: Precision = "float64",
    hint: Text | None = None,
) -> None:
    """Call a function, or a method of what the handle `on` holds, and expect its arguments to be what they were."""
    _, after = subject.call_watching(name, *args, on=on, precision=precision)
    what = Localized(en=f"the arguments after {name}", zh=f"调用 {name} 之后传入的数据")
    expect_equal(list(after), list(args), what=what, hint=hint or _HINT)
