"""The one module that reads the clock: everything else is handed an instant or a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from bot.settings import Settings

# China keeps one time without summer time, so a fixed offset needs no time-zone files.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
MORNING, EVENING = time(8, 0), time(20, 30)


def now() -> datetime:
    """Return this instant, aware and in UTC; what is stored and compared."""
    return datetime.now(UTC)


def today(settings: Settings) -> date:
    """Return the day to reckon from: ZHANGBAN_TODAY when it is set, else the day it is in China."""
    return settings.today or now().astimezone(CHINA).date()


def waking(instant: datetime) -> datetime | None:
    """Return when words that can wait may leave: None for at once, at night the next morning in China.

    Nobody is written to of the office's own accord before eight or from half past eight in the evening on.
    """
    here = instant.astimezone(CHINA)
    if MORNING <= here.time() < EVENING:
        return None
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, CHINA).astimezone(UTC)


def shown(instant: datetime) -> str:
    """Return an instant as a resident reads it, in China's time: `11-21 19:30`."""
    return instant.astimezone(CHINA).strftime("%m-%d %H:%M")
