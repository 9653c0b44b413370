"""What can be asked: banks and katas, loaded, validated and proven. This room knows no user."""

from kata.content.fault import Fault
from kata.content.katas import Kata, Mistake, SourceFile, Variant
from kata.content.library import Library, UnknownNameError, load_library

__all__ = ["Fault", "Kata", "Library", "Mistake", "SourceFile", "UnknownNameError", "Variant", "load_library"]
