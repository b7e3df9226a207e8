"""What the groups of an RTF file are by the control words they begin with."""

from typing import NamedTuple

from searchtool.core.model import Role

ASIDES: dict[str, Role | None] = {
    **dict.fromkeys(("dptxbxtext", "footnote", "shptxt"), None),
    "annotation": "comment",
    **dict.fromkeys(("header", "headerf", "headerl", "headerr"), "running_head"),
    **dict.fromkeys(("footer", "footerf", "footerl", "footerr"), "running_head"),
}
"""What stands beside the text, with the role that all its paragraphs have."""

NOT_TEXT = frozenset(
    """
    atndate atnicn atnid atnparent atnref atntime atrfend atrfstart background bkmkend bkmkstart
    colortbl comment datafield docvar fchars ffdeftext fname fontemb fontfile formfield ftncn ftnsep
    ftnsepc aftncn aftnsep aftnsepc keycode lchars nextfile nonesttables objdata pict private revtbl
    rxe shprslt tc tcn template txe upr xe
    """.split()
)
"""Nothing in them is shown, or it is shown already: in a newer form, or as a list of contents."""

KNOWN_STARRED = frozenset(ASIDES) | {"atnauthor", "do", "fldinst", "shpinst", "ud"}
"""Read although a star says that programs may pass over them."""

DESTINATIONS = {
    "atnauthor": "author of comment",
    "fldinst": "instruction",
    "fonttbl": "fonts",
    "info": "info",
    "listtext": "label",
    "pntext": "label",
    "sn": "name of property",
    "stylesheet": "styles",
}
"""Where the text of other groups belongs."""

WORD_ART = "gtextUNICODE"
"""The property of a shape that holds its text."""

PROPERTIES = frozenset(("author", "creatim", "title"))


class GroupState(NamedTuple):
    """What a group inherits from the one around it. `destination` is where its text belongs: to the
    text, the number before it, a table of fonts or styles, a property, or nowhere; `fallback_chars`
    characters follow one that is given by its number, for programs that do not know it."""

    font: int | None = None
    destination: str = "text"
    fallback_chars: int = 1
    is_hidden: bool = False
    style: int = 0
    level: int | None = None
    in_table: bool = False
    is_result_dropped: bool = False
