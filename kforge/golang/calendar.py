"""The calendar that Go's times go by: the Gregorian one, in both directions without end."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
DAYS_OF_400_YEARS = 146097
_EPOCH = 719468  # days from 1 March of the year 0 to 1 January 1970


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else _BEFORE[month] - _BEFORE[month - 1]


def days_before(year: int, month: int) -> int:
    """How many days of `year` come before its `month`."""
    return _BEFORE[month - 1] + (month > 2 and is_leap(year))


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 January 1970. Month and day may lie beyond their ranges, as Go allows."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    march_year = year - (month <= 2)
    era, year_of_era = divmod(march_year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5
    return (
        era * DAYS_OF_400_YEARS
        + year_of_era * 365
        + year_of_era // 4
        - year_of_era // 100
        + day_of_year
        + day
        - 1
        - _EPOCH
    )


def date_of(number: int) -> "tuple[int, int, int]":
    """Year, month and day of the day that is `number` days after 1 January 1970."""
    era, day_of_era = divmod(number + _EPOCH, DAYS_OF_400_YEARS)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def weekday_of(number: int) -> int:
    """0 for a Sunday."""
    return (number + 4) % 7
