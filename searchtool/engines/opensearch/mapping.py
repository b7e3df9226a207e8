"""The indexes of one generation, and what their documents are made of.

An entry is a passage, a document or the record of a file; a term is a form, a key or a value that
filters look at. `dynamic` is false everywhere, so that no text can add a field.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, NamedTuple

from searchtool.core.model import Scope
from searchtool.engines import term_codec
from searchtool.engines.base import TermField
from searchtool.engines.entries import FILTER_FIELDS, SCOPES

REPLICAS = "0-1"
"""Copies beside the first: one as soon as there is a second node."""

MAX_WORD_CHARS = 32_000
"""The whitespace tokenizer would cut longer words in two, and those behind them would move; terms
are cut before, by `term_codec`."""

MAX_TERM_BYTES = 32_000
"""Lucene refuses a document with a term of more than 32,766 bytes."""

_HASH_BYTES = 16


class Names(NamedTuple):
    """What the indexes of one generation are called."""

    entries: str
    terms: str

    @classmethod
    def of(cls, index_name: str, generation: str) -> "Names":
        """Those of a generation of the index with that name."""
        return cls(f"{index_name}-{generation}", f"{index_name}-{generation}-terms")


def short_id(*parts: str) -> str:
    """A short name for what may be long: OpenSearch takes no id over 512 bytes."""
    joined = "\0".join(parts).encode(errors="surrogatepass")
    digest = hashlib.blake2b(joined, digest_size=_HASH_BYTES).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def to_term(value: str) -> str:
    """The term for a value that OpenSearch accepts."""
    return term_codec.to_term(value, MAX_TERM_BYTES)


def to_words(words: str) -> str:
    """Words, separated by spaces, that OpenSearch accepts."""
    return term_codec.truncate_words(words, MAX_TERM_BYTES)


def field_name(scope: Scope, field: TermField) -> str:
    """The field of the entries of one scope that holds such terms."""
    return f"{scope}_{field}"


def entries_index(shards: int) -> Mapping[str, Any]:
    """Settings and fields of the index of entries."""
    words = {"type": "text", "analyzer": "words", "index_options": "positions", "norms": False}
    texts = {field_name(scope, name): words for scope in SCOPES for name in ("key", "form")}
    values = {
        field_name(scope, name): {"type": "keyword", "doc_values": False, "norms": False}
        for scope in SCOPES
        for name in FILTER_FIELDS
    }
    tokenizer = {"type": "whitespace", "max_token_length": MAX_WORD_CHARS}
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": REPLICAS,
            "refresh_interval": -1,  # a commit refreshes
            "codec": "best_compression",
            "analysis": {
                "tokenizer": {"words": tokenizer},
                "analyzer": {"words": {"type": "custom", "tokenizer": "words"}},
            },
        },
        "mappings": {
            "dynamic": False,
            "_source": {"includes": ["record"]},
            "properties": {
                "kind": {"type": "keyword"},
                "entry": {"type": "keyword"},
                "file": {"type": "keyword"},
                "part": {"type": "keyword"},
                "batch": {"type": "long"},
                "order": {"type": "long"},
                "record": {"type": "text", "index": False},
                **texts,
                **values,
            },
        },
    }


def terms_index() -> Mapping[str, Any]:
    """Settings and fields of the index of terms."""
    return {
        "settings": {
            "number_of_shards": 1,
            "auto_expand_replicas": REPLICAS,
            "refresh_interval": -1,
        },
        "mappings": {
            "dynamic": False,
            "properties": {"field": {"type": "keyword"}, "value": {"type": "keyword"}},
        },
    }


def control_index() -> Mapping[str, Any]:
    """Settings of the index with the state of all generations, of which each node has a copy. Its
    documents are only looked up by their ids."""
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-all"},
        "mappings": {"dynamic": False, "enabled": False},
    }
