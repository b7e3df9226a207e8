"""Sizes as people read them."""

from searchtool.core.i18n import decimal, tr


def describe_size(size: int) -> str:
    """A number of bytes in megabytes or gigabytes.

    >>> describe_size(340_000), describe_size(75_508_000_000)
    ('0.3 MB', '75.5 GB')
    """
    if size < 10**9:
        return decimal(size / 1e6, 1) + tr(" MB", " МБ")
    return decimal(size / 1e9, 1) + tr(" GB", " ГБ")
