"""What happened, as messages between widgets and screens; each is named in the past tense."""

from textual.message import Message

from kata.practice.answers import Answer


class LanguageSwitched(Message):
    """The interface speaks another language from now on; every screen says its strings again."""


class AnswerGiven(Message):
    """The reader has submitted an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class AnswerRefused(Message):
    """Something is still missing before the answer can be submitted; `reason` says what, for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
