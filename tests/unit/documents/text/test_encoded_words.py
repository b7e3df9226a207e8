"""Encoded words of MIME headers, also those that programs wrote wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.text.encoded_words import decode_words


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("=?utf-8?B?0J/RgNC40LLQtdGCLCDQ?= =?utf-8?B?vNC40YA=?=", "Привет, мир"),
        ("Re: =?koi8-r?B?7c/T1A==?= (x)", "Re: Мост (x)"),
        ("=?koi8-r?B?7c/T1A?=", "Мост"),
        ("=?windows-1251?Q?=CC=EE=F1=F2_=EE=F2=EA=F0=FB=F2?=", "Мост открыт"),
        ("=?utf-8*ru?Q?=D0=9C=D0=BE=D1=81=D1=82?=", "Мост"),
        ("=?x-unknown?Q?abc?=", "abc"),
        ("=?utf-8?B?0JzQv?= =?utf-8?B?tGB0YI=?=", "Мост"),
        ("=?utf-8?B?0JzQvtGB?=\n\t=?utf-8?Q?=D1=82_?=\n =?utf-8?B?0JzQvtGB0YI=?=", "Мост Мост"),
        ("=?utf-8?Q?Мост =D1=82ут=3F?=", "Мост тут?"),
        ("=?koi8-r?Q?Мост_=CF=D4=CB=D2=D9=D4?=", "Мост открыт"),
        ("=?utf-8?Q?Где?_Там?=", "Где? Там"),
        ("=?utf-8?Q?=D0=9C=D0=BE=D1=?= =?utf-8?Q?81=D1=82?=", "Мост"),
        ("=?utf-8?Q?cut?= (2) =?utf-8?B?0JzQvtGB0YI=", "cut (2) Мост"),
        ("=?utf-8?B?abc some text", "=?utf-8?B?abc some text"),
        ("=??B?0JzQvtGB0YI=?=", "Мост"),
        ("=?utf-8?B?zO7x8g==?=", "Мост"),
        ("=?unicode-1-1-utf-7?Q?+BBwEPgRBBEI-?=", "Мост"),
        ("=?utf-8?B?A?=", "A"),
        ("просто =?", "просто =?"),
        ("", ""),
    ],
)
def test_headers(header: str, text: str) -> None:
    assert decode_words(header) == text


@given(st.text("=?utf8-BQq:абв _", max_size=40))
def test_any_header_is_decoded(header: str) -> None:
    decode_words(header).encode()
