"""Relaxes a query that too few passages match."""

from collections.abc import Sequence

from searchtool.query.tree import And, Fuzzy, Or, Phrase, Prefix, Query, TermNode, all_of, words


def relaxations(query: Query, expansions: Sequence[TermNode] = ()) -> list[Query]:
    """The queries to try when too few passages contain all the words, the strictest first.

    In the first one plain words become optional, but at least one of them or of the `expansions` is
    required; in the second one also the words of quoted phrases. Exclusions, alternatives, filters
    and exact words stay. To a single word, beside filters too, its expansions are added. Empty when
    there is nothing to relax.
    """
    if isinstance(query, TermNode) and not query.exact and expansions:
        return [Or((query, *expansions))]
    if not isinstance(query, And):
        return []
    plain = [c for c in query.children if _is_plain(c)]
    phrases = [c for c in query.children if isinstance(c, Phrase) and c.quoted]
    others = [c for c in query.children if not _is_plain(c) and c not in phrases]
    steps = []
    if len(words(And(tuple(plain)))) > 1 or (plain and expansions):
        steps.append(all_of([_any_word(plain, expansions), *phrases, *others]))
    if phrases and len(words(And((*plain, *phrases)))) > 1:
        steps.append(all_of([_any_word([*plain, *phrases], expansions), *others]))
    return steps


def _any_word(children: Sequence[Query], expansions: Sequence[TermNode]) -> Query:
    """One of the words: of «А.С. Пушкин» not a stop word of the initials."""
    every = words(And(tuple(children)))
    content = [w for w in every if not (isinstance(w, TermNode) and w.is_stop)]
    found = (*(content or every), *expansions)
    return found[0] if len(found) == 1 else Or(found)


def _is_plain(query: Query) -> bool:
    if isinstance(query, Or):  # a hyphenated word: its parts, or written as one
        return bool(query.children) and all(_is_plain(child) for child in query.children)
    if isinstance(query, Phrase):
        return not query.quoted
    return isinstance(query, Prefix | Fuzzy) or (isinstance(query, TermNode) and not query.exact)
