"""Indexes and searches paragraphs with plain Whoosh in one process, over Snowball stems.

python whoosh_script.py index PASSAGES WHERE
python whoosh_script.py query WHERE TEXT
python whoosh_script.py count WHERE KIND TEXT
"""

import re
import sys
from collections.abc import Callable
from functools import cache

import snowballstemmer

NAME = "Whoosh"
TARGET = "passages"
DOES = (
    "a script over Whoosh, one process: Snowball stems of ready paragraphs in one field with "
    "positions, BM25F; prints the first ten paragraphs. No lemmas, snippets, quotations, files, "
    "refresh"
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

    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in

    os.makedirs(where)
    schema = Schema(stems=TEXT(analyzer=SpaceSeparatedTokenizer()), text=STORED)
    writer = create_in(where, schema).writer(limitmb=256)
    with open(passages, encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            writer.add_document(stems=" ".join(stem(text)), text=text)
    writer.commit()


def query(where: str, text: str) -> None:
    """Prints the first ten paragraphs that hold any of the words."""
    from whoosh.index import open_dir
    from whoosh.query import Or, Term

    with open_dir(where).searcher() as searcher:
        for hit in searcher.search(Or([Term("stems", word) for word in stem(text)]), limit=10):
            print(f"{hit.score:.2f}\t{hit['text']}")


def count(where: str, kind: str, text: str) -> None:
    """Prints how many paragraphs there are."""
    from whoosh.index import open_dir
    from whoosh.query import And, AndNot, Phrase, Prefix, Term

    words = stem(text)
    terms = [Term("stems", word) for word in words]
    asked = {
        "all": lambda: And(terms),
        "without": lambda: AndNot(*terms),
        "phrase": lambda: Phrase("stems", words),
        "prefix": lambda: Prefix("stems", text),
    }[kind]()
    with open_dir(where).searcher() as searcher:
        print(len(searcher.search(asked, limit=None)))


def is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("whoosh") is not None


def version() -> str:
    import whoosh

    return f"Whoosh {'.'.join(map(str, whoosh.__version__))}"


def index_command(folder: str, passages: str, where: str) -> list[str]:
    return [sys.executable, __file__, "index", passages, where]


def query_command(folder: str, where: str, text: str) -> list[str]:
    return [sys.executable, __file__, "query", where, text]


def many_command(where: str) -> None:
    """Only its cold queries are measured."""


def refresh_command(where: str) -> None:
    """It does not know of files."""


def count_command(where: str, kind: str, text: str) -> list[str]:
    return [sys.executable, __file__, "count", where, kind, text]


VERBS: dict[str, Callable[..., None]] = {"index": index, "query": query, "count": count}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
