"""What to ask next and what an answer is worth: pure functions of the content and of what the store remembers."""

from kata.practice.answers import Answer, BugAnswer, Mark, OpenAnswer
from kata.practice.choosing import choose_questions
from kata.practice.marking import mark
from kata.practice.numbers import AnswerError
from kata.practice.progress import TopicProgress, VariantProgress, progress, variant_progress
from kata.practice.returning import Returning, held, returning
from kata.practice.sitting import Sitting, Step, Summary, TopicResult, resume, summarise
from kata.practice.today import NextThing, Today, today

__all__ = [
    "Answer",
    "AnswerError",
    "BugAnswer",
    "Mark",
    "NextThing",
    "OpenAnswer",
    "Returning",
    "Sitting",
    "Step",
    "Summary",
    "Today",
    "TopicProgress",
    "TopicResult",
    "VariantProgress",
    "choose_questions",
    "held",
    "mark",
    "progress",
    "resume",
    "returning",
    "summarise",
    "today",
    "variant_progress",
]
