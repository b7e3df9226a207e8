"""Tells whether two keys are words of one family: «жена» and «жениться», «кража» and «украсть».

A key is taken apart by affixes: a prefix of verbs, a root, suffixes. Two keys belong together if
they can have the same root. The last consonant of a root may alternate («книга», «книжный»), so it
is written as a capital letter that stands for all it alternates with.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

MIN_ROOT_CHARS = 3
MIN_PREFIXED_ROOT_CHARS = 4
"""Of a root behind a prefix: shorter ones are found in too many words."""

PRODUCTIVE_ROOT_CHARS = range(4, 7)
"""Roots that are looked for behind prefixes, if they are all of a typed word or those of an action.
Longer ones have hardly any verbs with prefixes, and there are many prefixes."""

MIN_DISTINCT_ROOT_CHARS = 6
"""So many letters are not shared by many words, whatever the last one is."""

MIN_SHARED_WITH_SK = 4
MIN_SHARED_RATIO = 0.6
"""Letters that an adjective in -ск begins with and shares, and their part of both keys."""

INSIDE = "+"
"""Before a root of three letters that is left without suffixes: «турист» and «турнир» only look as
if they had one root, «тур» and «турист» have."""

MAX_REMEMBERED = 10_000
"""Keys whose roots are remembered, half a kilobyte each."""

MAX_KEY_CHARS = 30
MAX_SUFFIXES = 2

PREFIXES = ("вз вы до за из ис на о об от пере по под при про раз рас с у").split()
_LONG_PREFIXES = [prefix for prefix in PREFIXES if len(prefix) > 2]
_MAX_MOSTLY_PREFIX = 1 + max(map(len, PREFIXES))
_PREFIXES_OF_NOUNS = ("за о от по у").split()
"""Those that make verbs of nouns and adjectives: «штраф», «оштрафовать». With others most of what
begins so is another word: «страна» and «пространство», «Путин» and «Распутин»."""

# Suffixes as keys have them, without endings, by the fewest letters that may be before them.
_SUFFIXES = {
    3: (
        "ск ческ еск н енн ени ани яни ств еств ик ник ниц щик чик щин итьб ьб об их ач ист истк "
        "истск ел тел ител ател ительниц ательниц ост ность инг ериз еньк ат ебн езн"
    ).split(),
    4: (
        "к б ер ок ек ец ен анн ян янн онн овк вк евк овск евск анск янск инск ейск ейн ическ "
        "овани евани ировани ивани ывани ировк ирова ова ов ев ант атор ор ар ир чиц щиц анин янин "
        "чанин ич ичк анк янк чанк изм аци яци изаци ци тельств ительств тельн ительн ивн арн "
        "ичн овн евн альн иальн лив чив аст ит овит от изн онк ушк ш аж еж онер ионер смен аемост "
        "емост имост"
    ).split(),
}
_BY_LAST_LETTER: dict[str, list[tuple[str, int]]] = {}
for _least, _suffixes in _SUFFIXES.items():
    for _suffix in _suffixes:
        _BY_LAST_LETTER.setdefault(_suffix[-1], []).append((_suffix, _least))

_OF_ACTIONS = ("ть", "ться", "чь", "ени", "ани", "яни", "ьб", "к")
_OF_SURNAMES = ("ов", "ев")
"""A typed word in -ов may be a surname, which is not searched as what it comes from."""

_VERB_SUFFIXES = (
    "",
    *"иру изиру ству ирова изирова ствова ова ева ыва ива ва ну а я е и о ь".split(),
)
_STRONG_VERBS = {"сть": "дт", "сти": "дт", "зть": "з", "зти": "з", "чь": "гк", "чи": "гк"}
"""Infinitives in which the last consonant of the root is another: «красть» and «кража»."""

_ALTERNATING = {
    "к": ("К",), "ч": ("К", "Т"), "ц": ("К",), "т": ("Т",), "щ": ("Т", "сТ", "сК"),
    "г": ("Г",), "ж": ("Г", "Д", "З"), "д": ("Д",), "з": ("З",), "х": ("Х",), "ш": ("Х", "С"),
    "с": ("С",),
}  # fmt: skip
_SPELLED = {
    "К": "кчц", "Т": "тчщс", "Г": "гжч", "Д": "джс", "З": "зж", "Х": "хш", "С": "сш",
}  # fmt: skip
_BEFORE_I = {"ч": "к", "ж": "г", "ш": "х"}
"""What stands for the last consonant before -ить: «лечить» is of «лекарь», not of «лететь»."""

_OF_PARTICIPLES = ("ен", "ян", "ив")
_SOFT_ENDS = "ьйи"
_VOWELS = frozenset("аеиоуыэюя")
_SOFT = _VOWELS | {"ь", "й"}


class TypedRoots(NamedTuple):
    """The roots that a typed key is meant to have. Words of the index may have any of the `bare`
    ones, and behind a prefix those `with_prefix`. What is left of the typed key without its prefix
    is no root of its own: «перестановка» is no «станция»."""

    bare: frozenset[str]
    with_prefix: frozenset[str]


def are_related(key: str, other: str) -> bool:
    """Whether a key of the index is of the family of a typed one, and not the same.

    >>> [are_related(*pair.split()) for pair in ("жен женить", "краж украсть", "банк бан")]
    [True, True, False]
    """
    if key == other or (key[:-1] == other[:-1] and len(key) == len(other) == MIN_ROOT_CHARS):
        return False  # «кит» and «кич» have no suffixes
    typed = typed_roots(key)
    return (
        _meet(typed.bare, bare_roots(other))
        or _is_behind_prefix(typed.with_prefix, other)
        or _is_made_with_sk(key, other)
    )


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two words have a root in common; a short one must be all of one of them."""
    if not (shared := one & other):
        return any(root[0] == INSIDE and root[1:] in other for root in one) or any(
            root[0] == INSIDE and root[1:] in one for root in other
        )
    return any(root[0] != INSIDE for root in shared)


def _is_behind_prefix(roots: frozenset[str], other: str) -> bool:
    # Most keys that begin like the typed one need not be taken apart.
    may_be = any(other.find(root[:-1], 1) > 0 for root in roots)
    return may_be and not roots.isdisjoint(prefixed_roots(other))


def _is_made_with_sk(key: str, other: str) -> bool:
    """«Москва» and «московский»: the adjective changes the end of a proper name in many ways, so
    that most of its letters must do."""
    if not (key.endswith("ск") or other.endswith("ск")):
        return False
    shared = sum(takewhile(bool, (a == b for a, b in zip(key, other, strict=False))))
    ratio = 2 * shared / (len(key) + len(other))
    noun, adjective = (key, other) if other.endswith("ск") else (other, key)
    rest = [letter for letter in noun[shared:] if letter not in _SOFT]
    if len(noun) < len(adjective) and any(letter not in adjective[shared:] for letter in rest):
        return False  # «бритва» has a consonant that «британский» lacks
    return shared >= MIN_SHARED_WITH_SK and ratio >= MIN_SHARED_RATIO


@lru_cache(MAX_REMEMBERED)
def typed_roots(key: str) -> TypedRoots:
    """The roots that a typed key is meant to have."""
    is_surname = key.endswith(_OF_SURNAMES)
    whole = _Stem(key)
    bare = frozenset(_canonical(whole, MIN_ROOT_CHARS)) if is_surname else bare_roots(key)
    acting = bare if key.endswith(_OF_ACTIONS) else _canonical(whole, MIN_PREFIXED_ROOT_CHARS)
    with_prefix = frozenset(root for root in acting if len(root) in PRODUCTIVE_ROOT_CHARS)
    return TypedRoots(bare, with_prefix)


@lru_cache(MAX_REMEMBERED)
def bare_roots(key: str) -> frozenset[str]:
    """The roots that a key can have without a prefix."""
    stems = (s for s in _stems(key) if s.text == key or not _is_mostly_prefix(s.text))
    return frozenset(root for stem in stems for root in _short_roots(stem))


def _short_roots(stem: "_Stem") -> Iterator[str]:
    """The roots of a stem; those of three letters are marked where suffixes stood behind them, and
    are none behind two suffixes with another last consonant than they have: «мошенник», «мох»."""
    for root in _canonical(stem, MIN_ROOT_CHARS):
        if len(root) > MIN_ROOT_CHARS or not stem.suffixes:
            yield root
        elif stem.suffixes == 1 or stem.text.rstrip(_SOFT_ENDS).endswith(root.lower()):
            yield INSIDE + root


@lru_cache(MAX_REMEMBERED)
def prefixed_roots(key: str) -> frozenset[str]:
    """The roots that a key can have behind a prefix."""
    rests = {
        stem._replace(text=stem.text.removeprefix(prefix))
        for stem in _stems(key)
        for prefix in PREFIXES
        if stem.text.startswith(prefix)
    }
    return frozenset(r for rest in rests for r in _canonical(rest, MIN_PREFIXED_ROOT_CHARS))


def _is_mostly_prefix(stem: str) -> bool:
    """Whether hardly anything is left of a stem without its prefix: «разм|ер» is not of the family
    of «разм|отать»."""
    return len(stem) <= _MAX_MOSTLY_PREFIX and any(
        stem.startswith(p) and len(stem) - len(p) < 2 for p in _LONG_PREFIXES
    )


def prefixes_before(key: str) -> Sequence[str]:
    """The prefixes with which words of the family of a typed key are looked for."""
    return PREFIXES if key.endswith(_OF_ACTIONS) else _PREFIXES_OF_NOUNS


def root_beginnings(root: str) -> Iterator[str]:
    """How words with a root begin, but for prefixes."""
    root = root.removeprefix(INSIDE)
    if len(root) >= MIN_DISTINCT_ROOT_CHARS:
        yield root[:-1]
    elif spelled := _SPELLED.get(root[-1]):
        for letter in spelled:
            yield root[:-1] + letter
    else:
        yield root


class _Stem(NamedTuple):
    """What is left of a key without some suffixes, and the one that stood right behind it; a verb
    without its ending has none yet, and counts as if it stood before that of a participle."""

    text: str
    suffixes: int = 0
    behind: str = ""


def _stems(key: str) -> set[_Stem]:
    """A key without suffixes: none of them, some or all."""
    if len(key) > MAX_KEY_CHARS:
        return set()
    if not key.endswith(("ть", "ться", "ти", "тись", "чь", "чься")):
        return {*_without_suffixes(_Stem(key), MAX_SUFFIXES)}
    stems: set[_Stem] = set()
    for suffix in _VERB_SUFFIXES:
        for ending in (suffix + "ть", suffix + "ться"):
            if key.endswith(ending):
                stem = key[: -len(ending)]
                if not suffix and stem.endswith("и"):
                    continue
                if suffix == "и":
                    stem = stem[:-1] + _BEFORE_I.get(stem[-1:], stem[-1:])
                stems.update(
                    _without_suffixes(_Stem(stem, 0, _OF_PARTICIPLES[0]), MAX_SUFFIXES - 1)
                )
    infinitive = key.removesuffix("ся")
    for ending, letters in _STRONG_VERBS.items():
        if infinitive.endswith(ending) and infinitive != ending:
            stems.update(_Stem(infinitive.removesuffix(ending) + letter) for letter in letters)
    return stems


def _without_suffixes(stem: _Stem, depth: int) -> Iterator[_Stem]:
    yield stem
    if depth and stem.behind != "ир":  # «турн-ир», but not «тур-н-ир»
        for suffix, least in _BY_LAST_LETTER.get(stem.text[-1:], ()):
            if stem.text.endswith(suffix) and len(stem.text) - len(suffix) >= least:
                text = stem.text[: -len(suffix)]
                if suffix == "ик" and text[-1] in "чщ":
                    continue  # «перевод-чик», not «переводч-ик»
                # «школь-н», but «премь-ер»; «санкци-онн», but «карти-н» is not of «карта».
                if not text.endswith("ь" if suffix[0] in _VOWELS else "и"):
                    shorter = _Stem(text.removesuffix("ь"), stem.suffixes + 1, suffix)
                    yield from _without_suffixes(shorter, depth - 1)


def _canonical(stem: _Stem, least: int) -> Iterator[str]:
    """The roots that a stem is written for."""
    root = stem.text.rstrip(_SOFT_ENDS)
    if len(root) < least or _VOWELS.isdisjoint(root):
        return
    last = root[-1]
    if len(root) == MIN_ROOT_CHARS and last in _VOWELS:
        return
    if last == "л" and _is_inserted(root, stem.behind):
        yield from _canonical(stem._replace(text=root[:-1]), least)
    if last == "д" and root[-2] == "ж":
        yield root[:-2] + "Д"
    if letters := _ALTERNATING.get(last):
        for letter in letters:
            yield root[:-1] + letter
    else:
        yield root


def _is_inserted(root: str, behind: str) -> bool:
    """Whether the last л is no part of the root: «купл-ен» of «купить», «травля» of «травить»; but
    not «кремл-евский»."""
    if behind:
        return root[-2] in "бпвмф" and behind.startswith(_OF_PARTICIPLES)
    return root[-2] in "пв"
