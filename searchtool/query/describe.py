"""Describes a query tree in one line, for people who want to know how it was understood."""

from searchtool.query.tree import And, Filter, Fuzzy, Not, Or, Phrase, Prefix, Query, TermNode


def describe(query: Query) -> str:
    """A line with `&` for and, `|` for or, `!` for not, `=` for an exact form, `"…"` for a phrase
    and `'…'` for a compound or a phrase in «…».

    >>> describe(And((TermNode("мир", "мир"), Not(Prefix("вой")))))
    '(мир & !вой*)'
    """
    match query:
        case TermNode(form, _, exact):
            return f"={form}" if exact else form
        case Prefix(form):
            return f"{form}*"
        case Fuzzy(form, max_edits):
            return f"{form}~{max_edits or ''}"
        case Phrase(words, quoted, slop):
            mark = '"' if quoted else "'"
            near = "" if slop is None else f"~{slop}"
            return mark + " ".join(map(describe, words)) + mark + near
        case Filter(field, low, high, pattern):
            return f"{field}:{pattern if pattern is not None else _range(low, high)}"
        case And(children):
            return f"({' & '.join(map(describe, children))})"
        case Or(children):
            return f"({' | '.join(map(describe, children))})"
        case Not(child):
            return f"!{describe(child)}"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}..{high}"
