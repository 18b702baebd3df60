"""Write money, dates, times and counts the way every page, notice and file of the Hub writes them.

The formats are those of the house style: "£1,234,567", "3 December 2026", "5:30pm", "75% (9 of 12)". Nothing here
reads the clock or knows Django, so rules and command line tools may use it too.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MINUS = "\N{MINUS SIGN}"
FIRST_MONTH_OF_YEAR = 4
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")

Number = int | float | Decimal


def money(amount: Number, *, pence: bool = False, currency: str = "GBP") -> str:
    """Write an amount: "£1,234,567", "£1,234.50" with pence, or "EUR 1,234,567" in another currency.

    Args:
        amount: pounds or the unit of ``currency``, not pence.
        pence: show two decimals, as in a price list.
        currency: its ISO 4217 code.
    """
    places = Decimal("0.01") if pence else Decimal(1)
    rounded = Decimal(str(amount)).quantize(places, rounding=ROUND_HALF_UP)
    sign = "£" if currency == "GBP" else f"{currency} "
    return f"{MINUS if rounded < 0 else ''}{sign}{abs(rounded):,}"


def value_in_words(pounds: Number | None, foreign: Number | None, currency: str, *, pence: bool = False) -> str:
    """Write a value that may be known in pounds, in a currency of its own, or in both: "EUR 1,000 (£860)"."""
    own = "" if foreign is None else money(foreign, pence=pence, currency=currency)
    if pounds is None:
        return own
    home = money(pounds, pence=pence)
    return f"{own} ({home})" if own else home


def money_in_prose(amount: Number) -> str:
    """Write an amount for a sentence: "£1.2 million", "£640,000", "£2.5 billion"."""
    size = abs(Decimal(str(amount)))
    sign = MINUS if Decimal(str(amount)) < 0 else ""
    for word, unit in (("billion", Decimal(10) ** 9), ("million", Decimal(10) ** 6)):
        in_units = (size / unit).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        if in_units >= 1 and size >= unit * Decimal("0.9995"):
            return f"{sign}£{_bare(in_units)} {word}"
    return money(amount)


def money_short(amount: Number) -> str:
    """Write an amount for the axis of a chart: "£250k", "£1.2m", "0"."""
    value = Decimal(str(amount))
    if value == 0:
        return "0"
    sign, size = (MINUS if value < 0 else ""), abs(value)
    for letter, unit in (("bn", Decimal(10) ** 9), ("m", Decimal(10) ** 6), ("k", Decimal(10) ** 3)):
        if size >= unit:
            return f"{sign}£{_bare((size / unit).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP))}{letter}"
    return f"{sign}£{_bare(size)}"


def date_long(day: date) -> str:
    """Write a date for a sentence: "3 December 2026"."""
    day = _day_in_london(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_short(day: date) -> str:
    """Write a date for a table: "3 Dec 2026"."""
    day = _day_in_london(day)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def date_with_day(day: date) -> str:
    """Write a date people plan by: "Thursday 3 December 2026"."""
    day = _day_in_london(day)
    return f"{DAYS[day.weekday()]} {date_long(day)}"


def date_range(first: date, last: date) -> str:
    """Write a period: "1 April 2026 to 31 March 2027"."""
    return f"{date_long(first)} to {date_long(last)}"


def time_of(moment: datetime | time) -> str:
    """Write a time in London: "5:30pm", "9am", "midday"; never "midnight", which people read as either day."""
    at = moment.astimezone(LONDON).time() if isinstance(moment, datetime) and moment.tzinfo else moment
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def time_with_minutes(moment: datetime | time) -> str:
    """Write the time of something that happened: "9:00am", "10:42am"."""
    at = moment.astimezone(LONDON).time() if isinstance(moment, datetime) and moment.tzinfo else moment
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """Write an instant: "9:00am, Monday 23 November 2026"."""
    return f"{time_with_minutes(at)}, {date_with_day(at)}"


def deadline(at: datetime) -> str:
    """Write a deadline as the house style asks: "midday, Wednesday 16 December 2026 (UK time)"."""
    return f"{time_of(at)}, {date_with_day(at)} (UK time)"


def percent(value: Number, *, places: int = 1) -> str:
    """Write a percentage already worked out: "12.4%", "75%"."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{_bare(abs(rounded))}%"


def share(part: int, whole: int) -> str:
    """Write a share with its counts beside it: "75% (9 of 12)"; of nothing it is "none of 0", not a percentage."""
    if whole == 0:
        return "none of 0"
    return f"{percent(Decimal(part) * 100 / whole, places=0)} ({part:,} of {whole:,})"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 contract", "2,140 contracts"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def financial_year(day: date) -> str:
    """Name the financial year (1 April to 31 March) that a day falls in: "2026 to 2027"."""
    first = day.year if day.month >= FIRST_MONTH_OF_YEAR else day.year - 1
    return f"{first} to {first + 1}"


def file_size(count: int) -> str:
    """Write a number of bytes: "820 bytes", "14 KB", "2.1 MB"."""
    size = Decimal(count)
    for word in ("bytes", "KB", "MB"):
        if size < 1000:
            return f"{_bare(size.quantize(Decimal('0.1' if word == 'MB' else '1')))} {word}"
        size /= 1000
    return f"{_bare(size.quantize(Decimal('0.1')))} GB"


def initials(name: str) -> str:
    """Give the two letters for a person's badge: "Aisha Rahman" is "AR", "Cllr Ahmed Idris" is "AI"."""
    parts = [part for part in name.split() if part not in {"Cllr", "Dr", "Mr", "Mrs", "Ms", "Prof"}]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


def list_of(things: list[str], last: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def spelt_out(name: str) -> str:
    """Give a name of the code as a label: "Expected spend inc VAT"."""
    return re.sub(r"\b(vat|cpv|sme|vcse)\b", lambda found: found[0].upper(), name.replace("_", " ").capitalize())


def lower_first(text: str) -> str:
    """Put a label inside a sentence: "Contract title" becomes "contract title", "VAT number" and "I agree" stay."""
    stays = text[1:2].isupper() or text.startswith("I ")
    return text if stays else text[:1].lower() + text[1:]


def _bare(value: Decimal) -> str:
    """Drop the zeros after the point: 6.0 is "6", 6.5 stays."""
    return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


def _day_in_london(day: date) -> date:
    """Take the day in London when an instant was given: 23:30 UTC in June is already tomorrow there."""
    if isinstance(day, datetime):
        return day.astimezone(LONDON).date() if day.tzinfo else day.replace(tzinfo=UTC).astimezone(LONDON).date()
    return day


def with_days_in_words(text: str) -> str:
    """Give a sentence in which days written as 2026-12-04 are written as people write them."""

    def said(found: re.Match[str]) -> str:
        try:
            return date_long(date(*map(int, found.groups())))
        except ValueError:
            return found.group()

    return _ISO_DAY.sub(said, text)
