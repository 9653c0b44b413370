"""What to ask next and what an answer is worth: functions of the content and of what the store remembers."""

from kata.practice.answers import Answer, BugAnswer, Mark, OpenAnswer
from kata.practice.cards import Card, Rules, card_of, retrievability
from kata.practice.choosing import choose_questions
from kata.practice.linking import Called, called
from kata.practice.marking import mark
from kata.practice.numbers import AnswerError
from kata.practice.past import Past
from kata.practice.progress import VariantProgress, variant_progress
from kata.practice.queue import MINUTES, Planned, evening, next_day
from kata.practice.settings import Settings
from kata.practice.sitting import Sitting, Step, Summary, TopicResult, kata_step, resume, summarise
from kata.practice.today import NextThing, Today, today

__all__ = [
    "MINUTES",
    "Answer",
    "AnswerError",
    "BugAnswer",
    "Called",
    "Card",
    "Mark",
    "NextThing",
    "OpenAnswer",
    "Past",
    "Planned",
    "Rules",
    "Settings",
    "Sitting",
    "Step",
    "Summary",
    "Today",
    "TopicResult",
    "VariantProgress",
    "called",
    "card_of",
    "choose_questions",
    "evening",
    "kata_step",
    "mark",
    "next_day",
    "resume",
    "retrievability",
    "summarise",
    "today",
    "variant_progress",
]
