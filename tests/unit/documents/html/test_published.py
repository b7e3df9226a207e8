"""The day a page was published, among the other dates on it."""

import pytest

from tests.unit.documents.html.test_main_text import FIRST, MENU, SECOND, THIRD, site
from tests.unit.documents.reading import read_one

OTHERS = (
    "<p>Прежняя мельница сгорела 12 марта 1998 года, а договор действует до 01.09.2025.</p>"
    "<p>Сход перенесли на <time datetime='2024-03-12'>двенадцатое марта</time>.</p>"
)
LINE = "<div class='news-date'>1 июня 2011</div>"


def date(html: str, head: str = "") -> str | None:
    return read_one("a.html", site(html).replace("</head>", f"{head}</head>")).document.date


def article(above: str = "", below: str = "") -> str:
    return f"<h1>Запруда</h1>{above}<p>{FIRST}</p>{OTHERS}<p>{SECOND}</p><p>{THIRD}</p>{below}"


@pytest.mark.parametrize(
    "text",
    [
        "30 Июля 2015",
        "30 июля 2015, 14:05",
        "30 ИЮЛЯ 2015 ГОДА",
        "14:05, 30 июля 2015",
        "14:05 | 30.07.2015",
        "опубликовано 30.07.2015 г.",
        "Дата публикации: 30.07.2015 14:05",
        "Четверг, 30 июля 2015",
        "чт, 30/07/2015 - 14:05",
        "30&nbsp;июля&nbsp;2015 | Просмотров: 12",
        "2015-07-30 14:05:11",
        "«30» июля 2015 г.",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "<div class='news-detail__date'>{}</div>",
        "<span>{}</span>",
        "<time>{}</time>",
        "<p class=meta><a href=/u>Агафон</a> <i class=pubdate>{}</i></p>",
        "<div><a href='/20150730/'>{}</a></div>",
    ],
)
def test_a_line_beside_the_headline(text: str, line: str) -> None:
    assert date(article(line.format(text))) == "2015-07-30"
    assert date(f"<div class=date>{text}</div>{article()}") == "2015-07-30"


def test_a_line_behind_the_lead_or_at_the_end() -> None:
    assert date(article(f"<p>{SECOND}</p>{LINE}")) == "2011-06-01"
    assert date(article(below=LINE)) == "2011-06-01"


@pytest.mark.parametrize(
    "html",
    [
        article(),
        article("<div class=date>Сегодня</div>"),
        article("<div class=date>30 июля</div>"),
        article("<div class=date>Обновлено: 30 июля 2015</div>"),
        f"<div><span class=date>01.02.2020</span><a href=/1>Паром на мели</a></div>{article()}",
        f"{article()}<div><time>01.02.2020</time><a href=/1>Паром на мели</a></div>",
        f"{article()}<div class=comments><b>Фома</b> <time>01.02.2020</time><p>{THIRD}</p></div>",
        f"{article()}<div>{MENU}</div><div class=date>01.02.2020</div>",
    ],
)
def test_other_dates_do_not_count(html: str) -> None:
    assert date(html) is None


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2015-07-30T14:20:00+03:00'>",
        "<meta name='DC.date.issued' content='2015-07-30'>",
        "<meta itemprop='datePublished' content='30.07.2015'>",
        """<script type="application/ld+json">[{"@type": "BreadcrumbList"},
            {"@type": "NewsArticle", "datePublished": "2015-07-30"}]</script>""",
        """<script type="application/ld+json">{"@graph": [
            {"@type": "WebPage", "datePublished": "2001-01-01"},
            {"@type": ["NewsArticle"], "datePublished": "2015-07-30T10:00:00Z"}]}</script>""",
        """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "О "запруде"",
            "datePublished": "2015-07-30"}</script>""",
    ],
)
def test_metadata_come_first(head: str) -> None:
    changed = "<meta property='article:modified_time' content='2019-01-02'>"
    assert date(article(LINE), changed + head) == "2015-07-30"


def test_microdata_in_the_page() -> None:
    html = "<div itemscope><meta itemprop='datePublished' content='2015-07-30'>"
    assert date(f"{html}{article()}</div>") == "2015-07-30"


def test_the_address_and_the_day_of_a_change_come_last() -> None:
    link = "<link rel='canonical' href='https://listok.example/2015/07/30/zapruda'>"
    changed = "<meta property='article:modified_time' content='2019-01-02'>"
    assert date(article(LINE), link) == "2011-06-01"
    assert date(article(), changed + link) == "2015-07-30"
    assert date(article(), changed) == "2019-01-02"
