"""A metadata value in, a calendar date in ISO form out."""

import datetime


def as_date(value: object) -> str | None:
    """The date, or None where the value does not begin with one.

    >>> as_date("2024-06-14T10:00:00+03:00"), as_date("вчера")
    ('2024-06-14', None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    try:
        return datetime.date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None
