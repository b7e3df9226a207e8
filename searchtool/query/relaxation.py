"""What to ask next when too few passages hold all the words of a query."""

from collections.abc import Sequence

from searchtool.query.tree import And, Fuzzy, Or, Phrase, Prefix, Query, TermNode, all_of, words


def relaxations(query: Query, expansions: Sequence[TermNode] = ()) -> list[Query]:
    """What to ask next when too few passages hold all the words, the stricter first.

    Bare words become optional, at least one of them or of the `expansions` words required; then the
    words of quoted phrases too. Exclusions, alternatives, filters and exact words stay. Empty when
    there is nothing to relax.
    """
    if not isinstance(query, And):
        return []
    bare = [c for c in query.children if _is_bare(c)]
    phrases = [c for c in query.children if isinstance(c, Phrase) and c.quoted]
    others = [c for c in query.children if not _is_bare(c) and c not in phrases]
    steps = []
    if len(optional := words(And(tuple(bare)))) > 1:
        steps.append(all_of([Or((*optional, *expansions)), *phrases, *others]))
    if phrases and len(optional := words(And((*bare, *phrases)))) > 1:
        steps.append(all_of([Or((*optional, *expansions)), *others]))
    return steps


def _is_bare(query: Query) -> bool:
    if isinstance(query, Or):  # a hyphenated word: its parts, or written as one
        return bool(query.children) and all(_is_bare(child) for child in query.children)
    if isinstance(query, Phrase):
        return not query.quoted
    return isinstance(query, Prefix | Fuzzy) or (isinstance(query, TermNode) and not query.exact)
