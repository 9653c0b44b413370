"""What a quiz shows at one moment, as frozen values, and how it changes; no terminal here."""

from msgspec import Struct

from kata.content.model import Framework, Level


class Wanted(Struct, frozen=True, kw_only=True):
    """Which questions to ask: all topics, levels and frameworks unless said; `seed` None draws one."""

    topics: tuple[str, ...] = ()
    level: Level | None = None
    framework: Framework | None = None
    count: int = 10
    seed: int | None = None
