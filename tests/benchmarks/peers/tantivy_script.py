"""Indexes and searches paragraphs with tantivy-py; cold starts are compared with this script.

python tantivy_script.py index PASSAGES WHERE
python tantivy_script.py query WHERE TEXT
python tantivy_script.py many WHERE                 queries from standard input, one a line
python tantivy_script.py count WHERE KIND TEXT
"""

import re
import sys
from collections.abc import Callable
from functools import cache

import snowballstemmer

NAME = "tantivy"
TARGET = "passages"
DOES = (
    "a script over tantivy-py: Snowball stems of ready paragraphs in one field with positions, "
    "BM25; prints the first ten paragraphs. No lemmas, snippets, quotations, files, refresh"
)
TOKEN = re.compile(r"[^\W_]+")
STEM_WORD = cache(snowballstemmer.stemmer("russian").stemWord)


def stem(text: str) -> list[str]:
    """The Snowball stems of the words of a text."""
    return [*map(STEM_WORD, TOKEN.findall(text.lower().replace("ё", "е")))]


def index(passages: str, where: str) -> None:
    """Paragraphs of a JSON lines file in, an index in a folder out."""
    import json
    import os

    import tantivy

    os.makedirs(where)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace")
    builder.add_bytes_field("text", stored=True)
    writer = tantivy.Index(builder.build(), where).writer()
    with open(passages, encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            writer.add_document(tantivy.Document(stems=" ".join(stem(text)), text=text.encode()))
    writer.commit()
    writer.wait_merging_threads()


def query(where: str, text: str) -> None:
    """Prints the first ten paragraphs that hold any of the words."""
    import tantivy

    opened = tantivy.Index.open(where)
    _answer(opened.schema, opened.searcher(), text)


def many(where: str) -> None:
    """The same for many queries."""
    import tantivy

    opened = tantivy.Index.open(where)
    searcher = opened.searcher()
    for line in sys.stdin:
        _answer(opened.schema, searcher, line)


def _answer(schema, searcher, text: str) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - tantivy comes later
    import tantivy

    terms = [tantivy.Query.term_query(schema, "stems", word) for word in stem(text)]
    found = searcher.search(tantivy.Query.or_should_match(*terms), 10)
    for score, address in found.hits:
        print(f"{score:.2f}\t{searcher.doc(address)['text'][0].decode()}")


def count(where: str, kind: str, text: str) -> None:
    """Prints how many paragraphs there are."""
    from typing import Any

    import tantivy

    opened = tantivy.Index.open(where)
    words = stem(text)
    terms = [tantivy.Query.term_query(opened.schema, "stems", word) for word in words]
    if kind == "all":
        asked = tantivy.Query.and_must_match(*terms)
    elif kind == "without":
        asked = tantivy.Query.and_must_not_match(*terms)
    elif kind == "phrase":
        asked = tantivy.Query.phrase_query(opened.schema, "stems", list(words))
    else:
        asked = tantivy.Query.regex_query(opened.schema, "stems", f"{text}.*")
    found: Any = opened.searcher().search(asked, 1)  # its types lack the count
    print(found.count)


def is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("tantivy") is not None


def version() -> str:
    from importlib.metadata import version

    return f"tantivy-py {version('tantivy')}"


def index_command(folder: str, passages: str, where: str) -> list[str]:
    return [sys.executable, __file__, "index", passages, where]


def query_command(folder: str, where: str, text: str) -> list[str]:
    return [sys.executable, __file__, "query", where, text]


def many_command(where: str) -> list[str]:
    return [sys.executable, __file__, "many", where]


def refresh_command(where: str) -> None:
    """It does not know of files."""


def count_command(where: str, kind: str, text: str) -> list[str]:
    return [sys.executable, __file__, "count", where, kind, text]


VERBS: dict[str, Callable[..., None]] = {
    "index": index,
    "query": query,
    "many": many,
    "count": count,
}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
