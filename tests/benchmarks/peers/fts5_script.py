"""Indexes and searches paragraphs with SQLite FTS5 over Snowball stems.

python fts5_script.py index PASSAGES WHERE
python fts5_script.py query WHERE TEXT
python fts5_script.py count WHERE KIND TEXT
"""

import re
import sys
from collections.abc import Callable
from contextlib import closing
from functools import cache

import snowballstemmer

NAME = "SQLite FTS5"
TARGET = "passages"
DOES = (
    "a script over Python's sqlite3: Snowball stems of ready paragraphs in a contentless FTS5 "
    "table, the paragraphs in another, BM25; prints the first ten paragraphs. No lemmas, "
    "snippets, quotations, files, refresh"
)
TOKEN = re.compile(r"[^\W_]+")
STEM_WORD = cache(snowballstemmer.stemmer("russian").stemWord)


def stem(text: str) -> list[str]:
    """The Snowball stems of the words of a text."""
    return [*map(STEM_WORD, TOKEN.findall(text.lower().replace("ё", "е")))]


def index(passages: str, where: str) -> None:
    """Paragraphs of a JSON lines file in, a database in a folder out."""
    import json
    import os
    import sqlite3

    os.makedirs(where)
    database = sqlite3.connect(os.path.join(where, "index.db"))
    database.execute("PRAGMA journal_mode = OFF")
    database.execute(
        "CREATE VIRTUAL TABLE terms USING fts5"
        "(stems, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    database.execute("CREATE TABLE passages (id INTEGER PRIMARY KEY, text TEXT)")
    with open(passages, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            text = json.loads(line)["text"]
            words = " ".join(stem(text))
            database.execute("INSERT INTO terms (rowid, stems) VALUES (?, ?)", (number, words))
            database.execute("INSERT INTO passages VALUES (?, ?)", (number, text))
    database.commit()
    database.close()


def query(where: str, text: str) -> None:
    """Prints the first ten paragraphs that hold any of the words."""
    asked = " OR ".join(stem(text))
    found = _connect(where).execute(
        "SELECT rank, text FROM terms JOIN passages ON id = terms.rowid "
        "WHERE terms MATCH ? ORDER BY rank LIMIT 10",
        (asked,),
    )
    for rank, passage in found:
        print(f"{-rank:.2f}\t{passage}")


def count(where: str, kind: str, text: str) -> None:
    """Prints how many paragraphs there are."""
    words = stem(text)
    asked = {
        "all": " AND ".join(words),
        "without": " NOT ".join(words),
        "phrase": f'"{" ".join(words)}"',
        "prefix": f"{text}*",
    }[kind]
    found = _connect(where).execute("SELECT count(*) FROM terms WHERE terms MATCH ?", (asked,))
    print(found.fetchone()[0])


def _connect(where: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - sqlite3 comes later
    import os
    import sqlite3

    return sqlite3.connect(os.path.join(where, "index.db"))


def is_installed() -> bool:
    try:
        import sqlite3

        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except (ImportError, sqlite3.OperationalError):
        return False
    return True


def version() -> str:
    import sqlite3

    return f"SQLite {sqlite3.sqlite_version}"


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
