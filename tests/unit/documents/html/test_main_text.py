"""What belongs to the article of a page, whatever its elements are called, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.reading import Read, pieces, read_one, texts

FIRST = (
    "Волостной сход Кривой Балки решил чинить запруду, которую размыло весной, и выбрал трёх "
    "мастеров."
)
SECOND = "Мастера начнут в четверг, как только подвезут камень, глину и дубовые сваи из-за реки."
THIRD = "Хозяева нижних дворов просят поспешить, потому что вода стоит уже у самых погребов."
MENU = "".join(f"<a href='/{n}'>Раздел {n}</a>" for n in range(5))
ADDED = "Кузнец Агафон остался дома"


def site(article: str, beside: str = "") -> str:
    """A page of a site with a menu above, a column beside and a footer below an article."""
    return (
        f"<html><head><title>Запруда</title></head><body><div class='top'>{MENU}</div>"
        f"<div class='page'>{article}</div><div class='col'>{MENU}</div>{beside}"
        f"<footer>{MENU} <p>Листок выходит по средам, редакция в доме у моста.</p></footer>"
        "</body></html>"
    )


def article(middle: str = "", above: str = "", below: str = "") -> str:
    return f"<h1>Запруда</h1>{above}<p>{FIRST}</p><p>{SECOND}</p>{middle}<p>{THIRD}</p>{below}"


def added(html: str) -> list[str]:
    """The paragraphs that are read beside those of every article here."""
    always = ("Запруда", FIRST, SECOND, THIRD)
    found = texts(read_one("a.html", html))
    assert [text for text in found if text in always] == list(always)
    return [text for text in found if text not in always]


class TestNothingIsLostByItsName:
    @pytest.mark.parametrize(
        "tag",
        """abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark
        meter nobr noindex output progress q s samp slot small span strike strong sub sup time tt
        u var x-word marquee button hgroup picture""".split(),
    )
    def test_words_in_a_sentence(self, tag: str) -> None:
        sentence = f"Вечером <{tag}>кузнец Агафон</{tag}>, как обычно, остался дома."
        expected = ["Вечером кузнец Агафон, как обычно, остался дома."]
        assert added(site(article(f"<p>{sentence}</p>"))) == expected

    @pytest.mark.parametrize(
        "tag",
        """address article aside blockquote center details dialog+open div fieldset figure
        figcaption footer form header label legend main noindex section span x-block""".split(),
    )
    @pytest.mark.parametrize("inner", [ADDED, f"<p>{ADDED}</p>", f"<div><p>{ADDED}</p></div>"])
    def test_paragraphs_among_paragraphs(self, tag: str, inner: str) -> None:
        start = tag.replace("+", " ")
        html = f"<{start}>{inner}</{tag.partition('+')[0]}>"
        assert added(site(article(html))) == [ADDED]

    @pytest.mark.parametrize("place", ["above", "middle", "below"])
    @pytest.mark.parametrize(
        "name",
        """author byline share-text social tags related comment sidebar banner promo ad widget
        footer header nav menu meta timestamp rating slide overlay embed tooltip popup newsletter
        caption hidden-print subscribe breadcrumb cookie next bar""".split(),
    )
    def test_classes_and_ids(self, name: str, place: str) -> None:
        for html in (
            f"<p class='{name}'>{ADDED}.</p>",
            f"<div id='{name}'>{ADDED}.</div>",
            f"<section class='x {name}'><p>{ADDED}.</p></section>",
        ):
            assert added(site(article(**{place: html}))) == [f"{ADDED}."]

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<blockquote><p>Буду</p><footer>Агафон</footer></blockquote>", ["Буду", "Агафон"]),
            ("<blockquote><p>Буду</p><p class=author>Агафон</p></blockquote>", ["Буду", "Агафон"]),
            ("<div class=pull><p>Буду</p><cite>Агафон</cite></div>", ["Буду", "Агафон"]),
            (
                "<blockquote>Буду<br><a href=/a>Агафон Лямин, кузнец</a></blockquote>",
                ["Буду Агафон Лямин, кузнец"],
            ),
            ("<div class=q><span class=n>Лямин</span><span class=o>кузнец</span></div>",
             ["Лямин кузнец"]),
            ("<table><tr><td>Год</td><td><a href=/1>О свае</a></td></tr></table>",
             ["Год | О свае"]),
            ("<dl><dt>Свая</dt><dd>столб в земле</dd></dl>", ["Свая", "столб в земле"]),
            ("<ul><li>камень</li><li>глина <a href=/1>со склада</a></li></ul>",
             ["камень", "глина со склада"]),
            ("Голый текст <b>между</b> абзацами", ["Голый текст между абзацами"]),
            ("<p>Об этом пишет <a href=/v>«Вестник»</a></p>", ["Об этом пишет «Вестник»"]),
            ("<details><summary>Кто</summary>Агафон</details>", ["Кто", "Агафон"]),
            ("<p><a name=here>Агафон Лямин</a></p>", ["Агафон Лямин"]),
            ("<div>Звонить: <a href='tel:21415'>2-14-15</a></div>", ["Звонить: 2-14-15"]),
            ("<div>Агафон\x01 Лямин<p>кузнец</p></div>", ["Агафон Лямин", "кузнец"]),
            ("<div class=tab>Утром</div><div class=tab hidden>Днём</div>", ["Утром", "Днём"]),
        ],
    )  # fmt: skip
    def test_structures(self, html: str, expected: list[str]) -> None:
        assert added(site(article(html))) == expected

    def test_a_caption_is_one(self) -> None:
        html = "<figure><img src=1><figcaption>Запруда. Снимок Агафона</figcaption></figure>"
        found = pieces(read_one("a.html", site(article(html))))
        assert Read("Запруда. Снимок Агафона", "caption", None) in found

    def test_a_lead_and_a_signature_outside_of_the_text(self) -> None:
        share = f"<div class=share>{MENU}</div>"
        html = (
            f"<h1>Запруда</h1>{share}<div class=anons>{ADDED}.</div><div class=photo><img src=1>"
            f"<span>Вид с моста</span></div>{share}<div class=text><p>{FIRST}</p><p>{SECOND}</p>"
            f"<p>{THIRD}</p></div><p>Агафон Лямин</p>"
        )
        assert added(site(html)) == [f"{ADDED}.", "Вид с моста", "Агафон Лямин"]

    def test_a_header_and_a_footer_of_the_article(self) -> None:
        html = (
            f"<div><header><div>Сваи для запруды</div><p>{ADDED}.</p></header><div class=text>"
            f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></div>"
        )
        assert texts(read_one("a.html", site(html)))[:3] == ["Сваи для запруды", f"{ADDED}.", FIRST]
        html = f"<main>{article(below=f'<footer><p>{ADDED}</p></footer>')}</main>"
        assert added(site(html)) == [ADDED]

    def test_sources_below_the_text(self) -> None:
        html = "<p>Источник: <a href=/v>Вестник</a></p><p>Снимок: Лямин</p>"
        assert added(site(article(below=html))) == ["Источник: Вестник", "Снимок: Лямин"]

    def test_a_page_with_nothing_but_links(self) -> None:
        html = "<h1>Дела</h1><ul><li><a href=/1>О броде</a></li><li><a href=/2>О свае</a></li></ul>"
        assert texts(read_one("a.html", f"<html><body>{html}</body></html>")) == [
            "Дела", "О броде", "О свае",
        ]  # fmt: skip

    def test_a_text_in_several_parts(self) -> None:
        advertisement = "<div class=ad><a href=/o>Окна недорого</a></div>"
        html = (
            f"<h1>Запруда</h1><div class=text><p>{FIRST}</p><p>{SECOND}</p></div>{advertisement}"
            f"<div class=text><p>{THIRD}</p></div>"
        )
        assert added(site(html)) == []

    def test_a_headline_that_is_a_link(self) -> None:
        html = article().replace("<h1>Запруда</h1>", "<h1><a href=/self>Запруда</a></h1>")
        assert added(site(html)) == []

    def test_a_page_without_sentences(self) -> None:
        html = site("<h1>Цены</h1><table><tr><td>Рожь</td><td>грош</td></tr></table>")
        assert texts(read_one("a.html", html)) == ["Цены", "Рожь | грош"]

    def test_short_items_of_a_list(self) -> None:
        items = f"<li>{FIRST}</li><li>Не ходить <a href=/1>вдоль реки</a></li><li>Ждать</li>"
        html = site(f"<h1>Советы</h1><ol>{items}</ol>")
        assert texts(read_one("a.html", html)) == ["Советы", FIRST, "Не ходить вдоль реки", "Ждать"]

    @pytest.mark.parametrize(
        "opener",
        [
            "<a href='#' onclick='o()'>Показать</a>",
            "<button>Показать</button>",
            "<p><button data-target='#more'>Показать</button></p><p>Дальше.</p>",
        ],
    )
    def test_what_somebody_can_open(self, opener: str) -> None:
        html = f"{opener}<div id='more' style='display: none'><p>{ADDED}.</p></div>"
        assert f"{ADDED}." in added(site(article(html)))

    def test_each_text_once(self) -> None:
        html = (
            f"<section><p>{FIRST}</p> {ADDED}.<div><h4>Дальше</h4><p>{SECOND}</p> Потом.</div>"
            f"<div><h4>Итог</h4><p>{THIRD}</p></div></section>"
        )
        assert texts(read_one("a.html", site(html))) == [
            FIRST, f"{ADDED}.", "Дальше", SECOND, "Потом.", "Итог", THIRD,
        ]  # fmt: skip


class TestSurroundingsStayOut:
    @pytest.mark.parametrize(
        "html",
        [
            f"<nav>{MENU}</nav>",
            f"<div>{MENU}</div>",
            "<ul><li><a href=/1>Паром сел на мель</a></li><li><a href=/2>Пожар</a></li></ul>",
            "<p>Читайте также: <a href=/1>Паром сел на мель</a></p>",
            "<h3>Ещё новости</h3><ul><li><a href=/1>Паром сел на мель</a></li></ul>",
            "<div><b>По теме</b><a href=/1><h4>Паром на мели</h4><p>Снимут завтра.</p></a></div>",
            "<form><p>Получайте письма раз в неделю.</p><input type=email></form>",
            "<div hidden>Скрыто.</div><dialog>Скрыто.</dialog><template>Скрыто.</template>",
            "<div style='display: none'>Скрыто.</div>",
            "<script>var a = 'Скрыто.'</script><style>p {}</style><svg><text>Знак</text></svg>",
        ],
    )
    @pytest.mark.parametrize("place", ["middle", "below"])
    def test_what_stands_in_an_article(self, html: str, place: str) -> None:
        assert added(site(article(**{place: html}))) == []

    @pytest.mark.parametrize(
        "html",
        [
            f"<div id=comments><h3>Два отклика</h3><div>Фома</div><p>{ADDED}, и ладно.</p></div>",
            f"<div class=comment><p>{ADDED}.</p></div><div class=comment><p>{ADDED}.</p></div>",
            f"<h3>Комментарии (2)</h3><p>{ADDED}, и ладно.</p><p>Так и есть, соседи.</p>",
            f"<aside><p>{ADDED}, а мост открыт.</p></aside>",
            "<div><h3>Ещё</h3><div><a href=/1>Паром на мели</a><p>Его снимут завтра.</p></div>"
            "<div><a href=/2>Пожар в слободе</a><p>Сгорел один сарай.</p></div></div>",
        ],
    )
    def test_what_stands_below(self, html: str) -> None:
        assert added(site(article(), html)) == []
        assert added(site(article(below=html))) in ([], [f"{ADDED}, а мост открыт."])

    def test_more_comments_than_article(self) -> None:
        comments = "".join(f"<div class=comment><p>{SECOND} Да, {n}.</p></div>" for n in range(20))
        html = site(f"<h1>Запруда</h1><p>{FIRST}</p>", f"<div id=comments>{comments}</div>")
        assert texts(read_one("a.html", html)) == ["Запруда", FIRST]


_TAGS = """b span time noindex label output x-y div p section center li ul blockquote aside footer
    figure figcaption table dl dd""".split()
_TREES = st.recursive(
    st.just("слово "),
    lambda inner: st.tuples(st.sampled_from(_TAGS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(_TREES, max_size=5).map("".join), st.sampled_from(["", "author", "related"]))
def test_each_word_is_read_once(html: str, name: str) -> None:
    page = site(article(f"<div class='{name}'>{html}</div>"))
    assert read_one("a.html", page).text.split().count("слово") == html.count("слово")
