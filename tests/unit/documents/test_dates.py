"""The day of a document by its metadata, its path or its dateline."""

import datetime
import decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchtool.documents.dates import as_date, date_in_path, dateline, find_date, year_in_path

DAY = "2024-06-14"
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
LEAD = "Глава государства Святослав Верещагин открыл саммит по безопасности."

FORMS = st.sampled_from(
    [
        "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S.%f+0300", "%Y/%m/%d %H:%M", "%Y%m%dT%H%M%SZ",
        "%d.%m.%y", "%d.%m.%y %H:%M", "%d/%m/%y, %H:%M:%S", "%d.%m.%Y, %H:%M", "%H:%M %d.%m.%Y",
        "%H:%M:%S %d/%m/%Y", "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S +0000 %Y",
        "%a, %d %b %Y %H:%M:%S +0300", "%d-%b-%y %H:%M", "%b %d, %Y, %I:%M %p",
        "%I:%M %p, %b %d, %Y", "%A, %d %b %Y", "%H:%M, %-d %B %Y", "%-d %B %Y года в %H:%M",
        "%-d %B %Y г., %H.%M", "%H:%M • %-d %B %Y",
    ]
)  # fmt: skip

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 12, 31)).filter(
    lambda day: day != datetime.date(1970, 1, 1)  # where clocks start: no date of a text
)


class TestValues:
    @pytest.mark.parametrize(
        "value",
        [
            datetime.date(2024, 6, 14),
            datetime.datetime(2024, 6, 14, 23, 59, tzinfo=datetime.UTC),
            "2024-06-14",
            "2024-06-14T10:00:00+03:00",
            "2024-06-14 10:00",
            "2024/06/14",
            "14.06.2024",
            "14.6.2024, 10:00",
            "14/06/2024",
            "20240614",
            20240614,
            "20240614T101500Z",
            "20240614101500",
            "D:20240614101500+03'00'",
            "Fri, 14 Jun 2024 10:00:00 +0300",
            "14 Jun 2024 10:00:00 GMT",
            "Fri Jun 14 10:00:00 2024",
            "Fri Jun 14 10:00:00 MSK 2024",
            "June 14, 2024",
            "14 июня 2024 года",
            "14 июня 2024 г.",
            "14 июн. 2024, 10:00",
            "14 Июнь 2024",
            "«14» июня 2024 г.",
            "пятница, 14 июня 2024",
            " пт, 14.06.2024",
            "14.06.24",
            "14/6/24 10:15",
            "14. 06. 2024",
            "14 06 2024",
            "6/14/2024",
            "06-14-2024",
            "6/14/24, 10:15 AM",
            "2024-6-14",
            "2024-06-14 10:15:00.123456+03",
            "20240614101500123",
            "20240614.0",
            "14-Jun-2024",
            "14-ИЮН-24",
            "14 июн. 24 г.",
            "2024, июня 14",
            "2024-Jun-14",
            "June 14th, 2024",
            "14th of June 2024",
            "Jun 14, 2024, 10:15 AM",
            "Friday, June 14, 2024 at 10:15:00 AM GMT+03:00",
            "Fri Jun 14 10:15:00 +0000 2024",
            "Fri Jun 14 2024 10:15:00 GMT+0300 (MSK)",
            "10:15, 14 июня 2024",
            "10.15, 14 июня 2024",
            "в 10:15 14.06.2024",
            "10:15 AM · 14 июн. 2024 г.",
            "Добавлено: 14.06.2024",
            "Последнее обновление: 14 июня 2024, 10:15",
            "10:15:30 (МСК) — 14 июня 2024 года",
            "10:15, пт, 14 июня 2024",
            "Пятница 14-го июня 2024 года в 10:15",
            "14\xa0июня\u202f2024",
            "Опубликовано: 14 июня 2024, 10:15",
            "Published on June 14, 2024",
            "от 14.06.2024",
            "14 июня '24",
            'ISODate("2024-06-14T10:15:00Z")',
            1718359200,
            1718359200.75,
            1718359200000,
            1718359200000000,
            1718359200000000000,
            decimal.Decimal("1718359200.5"),
            "1718359200",
            "1718359200.123",
            "/Date(1718359200000+0300)/",
            {"$date": "2024-06-14T10:15:00Z"},
            {"$date": 1718359200000},
            {"$date": {"$numberLong": "1718359200000"}},
            {"$timestamp": {"t": 1718359200, "i": 1}},
            {"_seconds": 1718359200, "_nanoseconds": 0},
            {"date": "2024-06-14 10:15:00.000000", "timezone": "UTC"},
            {"__type": "Date", "iso": "2024-06-14T10:15:00Z"},
            {"value": "2024-06-14"},
            "2024:06:14 10:15:00",
            ["2024-06-14"],
            [2024, 6, 14, 10, 15],
        ],
    )
    def test_a_day_in_many_forms(self, value: object) -> None:
        assert as_date(value) == DAY

    @pytest.mark.parametrize(
        "value",
        [
            "", None, [], "вчера", "2024", "2024-06", "июнь 2024", "14 июня",
            "2024-02-31", "31 июня 2024", "14 людей 2024", "2024-06-145", "до 14 июня 2024",
            0, -1718359200, 17, 12345678, 9.9e99, float("nan"), True, {}, [[]], {"$date": None},
            "8 800 555-35-35", "+7 900 000-00-01", "10.12.24.5", "10:15", "14.06", "14 июня 10:15",
            "0001-01-01T00:00:00", "9999-12-31", "14 июня, 10.15", "31.31.2024", "1718359200 р.",
            "1970-01-01", "1970-01-01T03:00:00+03:00", "01.01.1970 00:00", "1601-01-01T00:00:00Z",
            "1899-12-30", "Телефон приёмной: 495 14 06 24",
        ],
    )  # fmt: skip
    def test_what_is_no_day(self, value: object) -> None:
        assert as_date(value) is None

    def test_years_of_old_letters_have_two_digits(self) -> None:
        assert as_date("Mon, 14 Jun 99 10:00:00 GMT") == "1999-06-14"
        assert as_date("14 Jun 04 10:00:00 GMT") == "2004-06-14"

    @given(days)
    def test_every_month_is_known_in_both_languages(self, day: datetime.date) -> None:
        for written in (
            f"{day.day} {MONTHS[day.month - 1]} {day.year} года",
            f"{day.day} {MONTHS[day.month - 1].title()[:3]} {day.year}",
            f"{day:%a, %d %b %Y %H:%M:%S} +0300",
            f"{day:%B %d, %Y}",
            f"{day:%d.%m.%Y}",
        ):
            assert as_date(written) == day.isoformat()

    @given(st.datetimes(datetime.datetime(1974, 1, 1), datetime.datetime(2026, 12, 31)), FORMS)
    def test_every_form_gives_the_same_day(self, time: datetime.datetime, form: str) -> None:
        russian = MONTHS[time.month - 1]
        written = time.strftime(form.replace("%-d", str(time.day)).replace("%B", russian))
        assert as_date(written) == time.date().isoformat()
        assert as_date(f"  {written} ") == time.date().isoformat()

    @given(
        st.datetimes(datetime.datetime(1974, 1, 1), datetime.datetime(2099, 12, 31)),
        st.sampled_from([1, 10**3, 10**6, 10**9]),
    )
    def test_the_time_since_1970(self, time: datetime.datetime, unit: int) -> None:
        assume(unit != 10**3 or time.year > 1976)  # 202406141015 is rather a day and a time
        seconds = int(time.replace(tzinfo=datetime.UTC).timestamp())
        for number in (seconds * unit, str(seconds * unit), {"$date": seconds * unit}):
            assert as_date(number) == time.date().isoformat()

    @given(st.text() | st.integers() | st.floats() | st.lists(st.text()))
    def test_anything_gives_a_day_or_nothing(self, value: object) -> None:
        found = as_date(value)
        assert found is None or datetime.date.fromisoformat(found).isoformat() == found


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "2024-06-14.txt",
            "news/2024-06-14-1234.txt",
            "2024_06_14 саммит.txt",
            "саммит 2024.06.14.pdf",
            "14.06.2024.txt",
            "1.протокол_14-06-2024_итог.txt",
            "20240614.txt",
            "IMG_20240614_101010.jpg.txt",
            "Протокол 14 июня 2024.docx",
            "протокол_14_июня_2024_г.docx",
            "ChatExport_2024-06-14 (1)/result.json#77",
            "2024-06-14/a.txt",
            "2024/06/14/a.txt",
            "архив/2024/6/14/статьи/a.txt",
            "2024-06/14/a.txt",
            "архив.zip#2024-06-14/a.txt",
            "2019-01-01.zip#14.06.2024/a.txt",
            "2019-01-01/14.06.2024/a.txt",
            "2019/01/01/a-2024-06-14.txt",
            "2024-06-14/2019-13-01.txt",
            "20241399 20240614.txt",
            "Протокол 14 06 2024.docx",
            "2024 06 14 заседание.txt",
            "14.06.24.txt",
            "Протокол от 14.06.24 (итог).docx",
            "архив 14.06.24/a.txt",
            "2024/06/14/10.11.12.txt",
        ],
    )
    def test_the_nearest_name_with_a_day_tells_it(self, path: str) -> None:
        assert date_in_path(path) == DAY

    @pytest.mark.parametrize(
        "path",
        [
            "", "a.txt", "2024.txt", "2024-06.txt", "2024-06/a.txt", "2024/06/a.txt",
            "2024/06/14.txt",  # the fourteenth of a month, or just the fourteenth
            "2024-02-31.txt", "06-14-2024.txt", "14-06-24.txt", "1718352000.txt",
            "120240614.txt", "202406141.txt", "20240614101500.txt", "202406141015.txt",
            "№ 10.11.12.13.txt", "ГОСТ 12.1.04.txt", "СП 50.13.24.txt", "1.14.06.24.txt",
            "8-916-12-06-24.txt", "v14.06.24.txt", "14.06.245.txt", "00.00.00.txt",
            "1799-01-01.txt", "2999-01-01.txt", "01.01.0001.txt", "v2024.1.3.txt",
            "posts.csv#20240614",  # the id of a record
        ],
    )  # fmt: skip
    def test_names_without_a_day(self, path: str) -> None:
        assert date_in_path(path) is None

    def test_next_year_is_the_last_one(self) -> None:
        year = datetime.date.today().year
        assert date_in_path(f"{year + 1}-01-01.txt") == f"{year + 1}-01-01"
        assert date_in_path(f"{year + 2}-01-01.txt") is None

    def test_composed_and_decomposed_letters_are_the_same(self) -> None:
        assert date_in_path("14 май 2024.txt") == "2024-05-14"

    @given(days, st.sampled_from(["%Y-%m-%d", "%Y_%m_%d", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d/"]))
    def test_every_day_comes_back(self, day: datetime.date, form: str) -> None:
        assert date_in_path(f"архив/{day.strftime(form)}x.txt") == day.isoformat()

    @given(st.text("0123456789-._/# йабв", max_size=40))
    def test_any_path_gives_a_day_or_nothing(self, path: str) -> None:
        found = date_in_path(path)
        assert found is None or datetime.date.fromisoformat(found).isoformat() == found


class TestYears:
    @pytest.mark.parametrize(
        ("path", "year"),
        [
            ("2019/a.txt", 2019),
            ("архив_2019/1983.txt", 2019),
            ("2018/2019/a.txt", 2019),
            ("2018/2019-06 обзор.txt", 2019),
            ("1983.txt", None),
            ("2045/a.txt", None),
            ("12019/a.txt", None),
        ],
    )
    def test_the_nearest_year(self, path: str, year: int | None) -> None:
        assert year_in_path(path) == year


class TestDatelines:
    @pytest.mark.parametrize(
        "line",
        [
            "БИШКЕК, 14 июня 2024 года. /ТАСС/. " + LEAD,
            "НИЖНИЙ НОВГОРОД, 14 июня 2024. " + LEAD,
            "ООН, 14 июня 2024 г., ФедералПресс. " + LEAD,
            "ВЕНА (Австрия), 14 июня 2024 - РИА Новости. " + LEAD,
            "Бишкек. 14 июня 2024 г. ИНТЕРФАКС – " + LEAD,
            "Бишкек, 14 июня 2024",
            "Ростов-на-Дону, 14 июн. 2024 года, 10:35 — " + LEAD,
            "г. Казань, 14 июня 2024 года",
            "Нижний Новгород, 14 июня 2024 — Вестник. " + LEAD,
            "14 июня 2024 г., Бишкек",
            "14 июня 2024 года, 14:10, Казань, Кремль",
            "14 июня 2024 года, г. Нижний Новгород.",
            "14.06.2024",
            "14/06/2024 10:35",
            "10:35 14.06.2024 (обновлено: 12:00)",
            "2024-06-14T10:35",
            "14 июня 2024, 10:35",
            "10:35, 14 июня 2024",
            "Опубликовано: 14 июня 2024 года в 10:35 мск",
            "Дата публикации: 14.06.2024",
        ],
    )
    @pytest.mark.parametrize("before", ["", "Саммит открылся\n\nФото: Вестник\n"])
    def test_a_dateline(self, before: str, line: str) -> None:
        assert dateline(f"{before}{line}\n\n{LEAD}") == DAY

    @pytest.mark.parametrize(
        "line",
        [
            "Бишкек, 14 июня",
            "МОСКВА, 14 июн — РИА Новости. " + LEAD,
            "БИШКЕК, 14 июня /Вестник/. " + LEAD,
            "ЖЕНЕВА, 14 июня. /Корр. Анна Берг/. " + LEAD,
            "14 июня, Бишкек",
        ],
    )
    def test_without_a_year_it_needs_one(self, line: str) -> None:
        assert dateline(line) is None
        assert dateline(line, 2024) == DAY
        assert dateline(f"{line}\n\nСаммит начался 13 июня 2024 года.") is None

    @pytest.mark.parametrize(
        "line",
        [
            "14 июня 2024 года " + LEAD,
            "14 июня 2024 года, в пятницу, открылся саммит.",
            "14 июня 2024 года",  # below a photo
            "Анна Берг, 14 июня 2024 года",
            "Лаборатория «Вестника». 14 июня 2024 года.",
            "В пятницу, 14 июня 2024 года, открылся саммит.",
            "Сегодня, 14 июня 2024 года — день саммита.",
            "Пятница, 14 июня 2024 года — рабочий день.",
            "Напомним, 14 июня 2024 года открылся саммит.",
            "Саммит в Казани откроется 14 июня 2024 года.",
            "БИШКЕК, 14 делегаций 2024 года.",
            "БИШКЕК, 31 июня 2024 года.",
            "БИШКЕК, 14 июня 1024 года.",
            "14.06.2024 открылся саммит.",
        ],
    )
    def test_prose_and_captions_are_none(self, line: str) -> None:
        assert dateline(f"Саммит\n\n{line}", 2024) is None

    def test_only_the_beginning_is_looked_at(self) -> None:
        assert dateline(f"{LEAD}\n" * 5 + "Бишкек, 14 июня 2024") == DAY
        assert dateline(f"{LEAD}\n" * 6 + "Бишкек, 14 июня 2024") is None

    @given(st.text() | st.text("БИШКЕКбишкек, 124июня.:—(/\n"))
    def test_any_text_gives_a_day_or_nothing(self, text: str) -> None:
        found = dateline(text, 2024)
        assert found is None or datetime.date.fromisoformat(found).isoformat() == found

    def test_the_news(self, shared: Path) -> None:
        """Of 1,167 articles three have one; a third has no year."""
        texts = {path.name: path.read_text("utf-8") for path in (shared / "news").glob("*.txt")}
        found = {name: day for name, text in texts.items() if (day := dateline(text))}
        assert found == {"factrueval_book_3983.txt": "2015-10-23", "nerel_003.txt": "2008-08-05"}


class TestOrder:
    TEXT = "БИШКЕК, 4 мая. /Вестник/. " + LEAD

    @pytest.mark.parametrize(
        ("known", "name", "found"),
        [
            ("2021-01-01", "2022-02-02/2023-03-03.txt", "2021-01-01"),
            (None, "2022-02-02/2023-03-03.txt", "2023-03-03"),
            (None, "2022-02-02/a.txt", "2022-02-02"),
            (None, "2022/a.txt", "2022-05-04"),
            (None, "a.txt", None),
        ],
    )
    def test_metadata_then_names_then_the_text(
        self, known: str | None, name: str, found: str | None
    ) -> None:
        assert find_date(known, name, self.TEXT) == found
