"""Query texts and their trees; any text is a query."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.describe import describe
from searchtool.query.lexer import MAX_LEXEMES
from searchtool.query.parser import MAX_DEPTH, QueryToken, parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import MATCH_NONE, Fuzzy, Not, Prefix, TermNode, words

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("кибербезопасность", "кибербезопасность"),
        ("кибербезопасность региона", "(кибербезопасность & региона)"),
        ('"глава государства"', '"глава государства"'),
        ("“глава государства”", '"глава государства"'),
        ("„глава государства“", '"глава государства"'),
        ("«Ведомости» пишут", "(ведомости & пишут)"),
        ('"слово"', "слово"),
        ("=слово", "=слово"),
        ('="точная фраза"', '"=точная =фраза"'),
        ("безоп*", "безоп*"),
        ("терроризм -сети", "(терроризм & !сети)"),
        ('терроризм -"главы государств"', '(терроризм & !"главы государств")'),
        ("терроризм -(сети ИЛИ банки)", "(терроризм & !(сети | банки))"),
        ("терроризм NOT сети", "(терроризм & !сети)"),
        ("терроризм НЕ сети", "(терроризм & !сети)"),
        ("терроризм не сети", "(терроризм & сети)"),
        ("мир OR война", "(мир | война)"),
        ("мир ИЛИ война", "(мир | война)"),
        ("мир | война", "(мир | война)"),
        ("мир И война", "(мир & война)"),
        ("мир AND война", "(мир & война)"),
        ("мир труд | май", "((мир & труд) | май)"),
        ("мир (труд | май)", "(мир & (труд | май))"),
        ("премьер-министр", "'премьер министр'"),
        ("1 000 000 рублей", "('1 000 000' & рублей)"),
        ("С.Ш.А.", "'с ш а'"),
        ("слово~", "слово~"),
        ('"глава государства"~3', '"глава государства"~3'),
        ('="глава государства"~3', '"=глава =государства"~3'),
        ("«глава государства»", "'глава государства'"),
        ("=«глава государства»~2", '"=глава =государства"~2'),
        ("«Группа «Рост» ушла»", "'группа рост ушла'"),
        ("-«глава государства» мир", "(!'глава государства' & мир)"),
        ("title:«саммит мира»", "(title:саммит & title:мир)"),
        ('"глав* государств"', '"глав* государств"'),
        ('"глва~1 государств~"', '"глва~1 государств~"'),
        ('"=глава государства"', '"=глава государства"'),
        ('"КТО НЕ РАБОТАЕТ"', '"кто не работает"'),
        ("мир*,труд", "(мир* & труд)"),
        ("title:саммит мир", "(title:саммит & мир)"),
        ('заголовок:"саммит мира"', "(title:саммит & title:мир)"),
        ("дата:2019-06..2019-09", "date:2019-06-01..2019-09-30"),
        ("date:2020-02", "date:2020-02-01..2020-02-29"),
        ('date:"июнь 2019".. мир', "(date:2019-06-01..9999-99-99 & мир)"),
        ('date:"1 июня 2019".."3 июня 2019"', "date:2019-06-01..2019-06-03"),
        ("date:2018..«июнь 2019» мир", "(date:2018-01-01..2019-06-30 & мир)"),
        ('date:2018"мир труд"', '(date:2018-01-01..2018-12-31 & "мир труд")'),
        ('date:2018.. "мир труд"', '(date:2018-01-01..9999-99-99 & "мир труд")'),
        ('title:мир.."мир труд"', '(title:мир & "мир труд")'),
        ("date:14.06.2019", "date:2019-06-14"),
        ("date:2019.. мир", "(date:2019-01-01..9999-99-99 & мир)"),
        ("путь:News/*.txt", "path:news/*.txt"),
        ("автор:Сорокин мир", "(author:сорокин & мир)"),
        ("author:«Анна Сорокина»", "(author:анн & author:сорокин)"),
        ("-автор:Сорокин", "!author:сорокин"),
        ("кто:Сорокин", "speaker:сорокин"),
        ("мир -title:война", "(мир & !title:войн)"),
        ("(мир|труд) май", "((мир | труд) & май)"),
        ("https://example.org", "(https & 'example org')"),
        ("счёт 5:0", "(счет & 5 & 0)"),
        ("Су-57", "'су 57'"),
        ("kazpravda.kz", "'kazpravda kz'"),
        ("8,1", "'8 1'"),
        ("мир,труд/май:июнь", "(мир & труд & май & июнь)"),
        ("мир - труд", "(мир & труд)"),
        ("мир — труд", "(мир & труд)"),
        ("C++", "c++"),
        ("IT рынок", "(it & рынок)"),
        ("it рынок", "рынок"),
        ("слово~2 мир", "(слово~2 & мир)"),
        ('title:"саммит"~2', "title:саммит"),
        ("саммит в Бишкеке", "(саммит & бишкеке)"),
        ("что и где", "(что & и & где)"),
        ("=в Бишкеке", "(=в & бишкеке)"),
        ("КТО НЕ РАБОТАЕТ ТОТ НЕ ЕСТ", "(работает & ест)"),
        ("США НЕ НАТО", "(сша & !нато)"),
        ("интернет-маг*", "'интернет маг*'"),
        ("-сети", "!сети"),
    ],
)
def test_written_means(text: str, tree: str) -> None:
    parsed = parse_query(text, ANALYZER)
    assert (describe(parsed.tree), parsed.notes) == (tree, ())


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("(мир труд", "(мир & труд)"),
        ("мир) труд", "(мир & труд)"),
        ('"мир труд', "(мир & труд)"),
        ("мир OR", "мир"),
        ("OR мир", "мир"),
        ("AND мир", "мир"),
        ("мир НЕ", "мир"),
        ("сло*во", "(сло & во)"),
        ("date:утром", "(date & утром)"),
        ("о* мир", "мир"),
        ("ум~ мир", "(ум & мир)"),
        ("date:2019-13", "()"),
        ("date:матч", "(date & матч)"),
        ("*слово", "слово"),
        ("**слово**", "слово"),
        ("* мир", "мир"),
        ("сло~во", "(сло & во)"),
        ("слово~9", "слово~2"),
        ("слово~10 мир", "(слово~2 & мир)"),
        ("слово~0", "слово~"),
        ("слово~0.8", "слово~"),
        ('"мир * труд"', '"мир труд"'),
        ('"ми*р труд"', '"ми р труд"'),
        ('"о* мир"', '"о мир"'),
        ('"мир труд~7"', '"мир труд~2"'),
        ('"мир | труд"', '"мир труд"'),
        ('"мир -труд"', '"мир труд"'),
        ('"мир OR труд"', '"мир or труд"'),
        ('"глава государства"~', '"глава государства"'),
        ('"глава государства"~100', '"глава государства"~99'),
        ('"слово"~2', "слово"),
        ("«мир труд", "(мир & труд)"),
        ("автор: Сорокин", "(автор & сорокин)"),
        ("title:(мир | труд)", "(title & (мир | труд))"),
        ("title:саммит*", "title:саммит"),
        ("автор:=Сорокин", "author:сорокин"),
        ('кто:"Сорокин~ Анна"', "(speaker:сорокин & speaker:анн)"),
        ("кто:+ мир", "мир"),
    ],
)
def test_what_is_not_understood_is_text_and_is_said(text: str, tree: str) -> None:
    parsed = parse_query(text, ANALYZER)
    assert describe(parsed.tree) == tree
    assert len(parsed.notes) == 1


@pytest.mark.parametrize(
    "text", ["", "   ", "-", "*", "()", '""', "«»", "…", "\0", "-()", "=", "~"]
)
def test_no_words_ask_for_nothing(text: str) -> None:
    assert parse_query(text, ANALYZER).tree in (MATCH_NONE, Not(MATCH_NONE))


@given(
    st.text(st.one_of(st.sampled_from('абAB -"()|*=~«»НЕИЛORD:+'), st.characters()), max_size=80)
)
def test_any_text_is_a_query(text: str) -> None:
    parsed = parse_query(text, ANALYZER)
    for step in (parsed.tree, *relaxations(parsed.tree)):
        words(step)


@pytest.mark.parametrize(
    "text",
    ["(", "НЕ ", "-(", '"', "слово ", "-", ")", "a OR ", "*", "=(", "«", "«а", "«а» «", "~1 "],
)
def test_long_nonsense_is_read_quickly(text: str) -> None:
    started = time.monotonic()
    parse_query(text * 50_000, ANALYZER)
    assert time.monotonic() - started < 1


def test_words_are_distinct_by_what_they_match() -> None:
    tree = parse_query('мира мир =мир "мир труда" -война', ANALYZER).tree
    assert [describe(word) for word in words(tree)] == ["мира", "=мир", "труда"]


def test_a_number_of_edits_can_be_given() -> None:
    assert parse_query("слово~1", ANALYZER).tree == Fuzzy("слово", 1)


def test_as_many_words_as_are_read_need_no_note() -> None:
    assert parse_query("слово " * MAX_LEXEMES, ANALYZER).notes == ()
    assert len(parse_query("слово " * (MAX_LEXEMES + 1), ANALYZER).notes) == 1


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("мир OR", "dangling OR ignored", "лишний OR не учтён"),
        ("| мир", "dangling | ignored", "лишний | не учтён"),
        ("И мир", "dangling И ignored", "лишний И не учтён"),
        ("мир НЕ", "dangling НЕ ignored", "лишний НЕ не учтён"),
        ("(мир", "unmatched bracket ignored", "непарная скобка не учтена"),
        ("мир) (и) труд)", "unmatched bracket ignored", "непарная скобка не учтена"),
        ('"мир', "unmatched quote ignored", "непарная кавычка не учтена"),
        (
            "=#мир",
            "=#мир: signs are not searched, only the word",
            "=#мир: знаки не ищутся, только слово",
        ),
        (
            "дата:утром",
            "утром: not a date, searched as text; write 2019, 2019-06, 2019-06-14, yesterday, 7d "
            'or "last week"',
            "утром: это не дата, ищется как текст; пишите 2019, 2019-06, 14.06.2019, вчера, неделя "
            'или "3 дня"',
        ),
        (
            "date:31.02.2020",
            "31.02.2020: no such date; write 2019, 2019-06, 2019-06-14, yesterday, 7d or "
            '"last week"',
            "31.02.2020: такой даты нет; пишите 2019, 2019-06, 14.06.2019, вчера, неделя "
            'или "3 дня"',
        ),
        (
            "сло*во",
            "сло*во: * works only at the end of a word",
            "сло*во: знак * действует только в конце слова",
        ),
        (
            "ум~",
            "ум~: too short for ~, searched as a word",
            "ум~: слишком коротко для ~, ищется как слово",
        ),
        (
            "Автор: Сорокин",
            "Автор: needs a value right behind the colon, searched as a word",
            "Автор: значение должно стоять сразу за двоеточием, ищется как слово",
        ),
        (
            "title:мир*",
            "мир*: in a filter any form of a word is found, * ignored",
            "мир*: в фильтре подходит любая форма слова, знак * не учтён",
        ),
        ("кто:+", "+: no word, searched as text", "+: это не слово, ищется как текст"),
        (
            "слово~9",
            "слово~9: 1 or 2 typos can be allowed, read as слово~2",
            "слово~9: можно допустить 1 или 2 опечатки, понято как слово~2",
        ),
        (
            '"мир труд"~',
            '"мир труд"~: how many words between? ~ ignored without a number',
            '"мир труд"~: сколько слов между? ~ без числа не учтён',
        ),
        (
            '"мир труд"~500',
            "~500: read as ~99, the most words between",
            "~500: понято как ~99, больше слов между быть не может",
        ),
        (
            '"слово"~1',
            '"слово"~1: ~ after one word in quotes ignored; for typos leave out the quotes',
            '"слово"~1: ~ после одного слова в кавычках не учтён; для опечаток уберите кавычки',
        ),
        (
            '"мир ИЛИ труд"',
            "ИЛИ: no operator inside a phrase",
            "ИЛИ: внутри фразы это не оператор",
        ),
        (
            '"мир -труд"',
            "-труд: nothing is excluded inside a phrase",
            "-труд: внутри фразы ничего не исключается",
        ),
        (
            "слово " * 401,
            "long query: only its first 400 words are used",
            "длинный запрос: учтены только первые 400 слов",
        ),
    ],
)
def test_notes_in_two_languages(
    monkeypatch: pytest.MonkeyPatch, text: str, english: str, russian: str
) -> None:
    assert parse_query(text, ANALYZER).notes == (english,)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert parse_query(text, ANALYZER).notes == (russian,)


def test_the_sequence_has_all_words_but_negated_ones() -> None:
    parsed = parse_query('Саммит в Бишкеке -война "о мире" тру* title:саммит', ANALYZER)
    words = [(token.word.form, token.is_stop, token.is_capitalized) for token in parsed.sequence]
    assert words == [
        ("саммит", False, False),  # the first word is capitalized in any query
        ("в", True, False),
        ("бишкеке", False, True),
        ("о", True, False),
        ("мире", False, False),
        ("тру", False, False),
    ]
    assert parsed.sequence[-1] == QueryToken(Prefix("тру"))


def test_capitals_say_nothing_where_all_is_in_capitals() -> None:
    parsed = parse_query("САММИТ В БИШКЕКЕ", ANALYZER)
    assert [token.is_stop for token in parsed.sequence] == [False, True, False]
    assert not any(token.is_capitalized for token in parsed.sequence)


def test_brackets_are_read_to_a_depth() -> None:
    def nested(depth: int) -> str:
        return describe(parse_query("(" * depth + "мир" + ")" * depth, ANALYZER).tree)

    assert nested(MAX_DEPTH) == "мир"
    assert nested(MAX_DEPTH + 1) == "мир"  # the words are found without their brackets


def test_an_exact_compound_has_no_other_spelling() -> None:
    assert describe(parse_query("=премьер-министр", ANALYZER).tree) == "'=премьер =министр'"


def test_words_of_different_forms_are_one_word() -> None:
    tree = parse_query("мир мира =мира", ANALYZER).tree
    assert words(tree) == [TermNode("мир", "мир"), TermNode("мира", "мир", exact=True)]
