"""What happened, as messages between widgets and screens; each is named in the past tense."""

from typing import Any

from textual.message import Message

from kata.practice.answers import Answer


class LanguageSwitched(Message):
    """The interface speaks another language from now on; every screen says its strings again."""


class AnswerGiven(Message):
    """The reader has submitted an answer to the question of that id."""

    def __init__(self, question: str, answer: Answer) -> None:
        super().__init__()
        self.question, self.answer = question, answer


class AnswerRefused(Message):
    """Something is still missing before the answer can be submitted; `reason` says what, for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class FillingRan(Message):
    """The reader's fillings have been run; `answer` is what was run, `passed` whether its test did."""

    def __init__(self, question: str, answer: Answer, passed: bool | None, remark: str) -> None:
        super().__init__()
        self.question, self.answer, self.passed, self.remark = question, answer, passed, remark


class TypingPaused(Message):
    """The reader has typed something and stopped for a moment; `draft` is what is typed so far."""

    def __init__(self, draft: Any) -> None:
        super().__init__()
        self.draft = draft
