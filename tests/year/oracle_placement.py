"""One row of a placement export: what it says, and which of its days count. By docs/guide.md and connectors/klipp."""
import re

from oracle_book import DAY, day, is_holiday

TYPES = {"VFU": "vfu", "Specialist": "specialist", "APL": "apl", "LIA": "lia", "Examensarbete": "thesis",
         "Projekt": "project"}
LONGEST = 366  # days from the first to the last
STATUSES = {"Planerad", "Bekräftad", "Genomförd", "Återbud", "Inställd"}


def amount_of(days, week_price):
    """Days x week price / 5, rounded half up to the öre, once."""
    return (2 * days * week_price + 5) // 10


def is_luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def personnummer(text, start):
    """Twelve digits, or None when it is none. Of ten digits the century follows from the placement's start."""
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) not in (10, 12) or not is_luhn(digits[-10:]):
        return None
    if len(digits) == 10:
        century = start.year // 100
        if int(f"{century}{digits[:2]}") > start.year:
            century -= 1
        digits = f"{century}{digits}"
    return digits


def is_protected(text):
    """Whatever is not plainly "no" protects."""
    return text.strip().lower() not in ("", "nej", "no", "0")


def is_wrong(row):
    """A row that is rejected: no version of anything."""
    first, last = day(row["Startdatum"]), day(row["Slutdatum"])
    weekdays = sum((first + n * DAY).weekday() < 5 for n in range((last - first).days + 1))
    stated = int(row["Antal dagar"] or min(weekdays, 1))
    return personnummer(row["Personnummer"], first) is None or row["Typ"] not in TYPES \
        or row["Status"] not in STATUSES or last < first or (last - first).days >= LONGEST or not min(weekdays, 1) <= stated <= weekdays


def days_of(row, agreement):
    """The days that count, in order."""
    when, last = day(row["Startdatum"]), day(row["Slutdatum"])
    days = []
    while when <= last:
        counts = agreement.get("holidays", "counted") == "counted" or not is_holiday(when)
        if when.weekday() < 5 and counts:
            days.append(when)
        when += DAY
    return days[:int(row["Antal dagar"])] if row["Antal dagar"] else days
