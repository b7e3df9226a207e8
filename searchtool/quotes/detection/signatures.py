"""Finds who is named beside a quotation that no verb reports: by a signature, or in the sentence
before or after it."""

import re
from collections.abc import Sequence

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import (
    find_attribution,
    owner_of_words,
    phrase_after,
)
from searchtool.quotes.clauses.documents import is_undeclined
from searchtool.quotes.clauses.subjects import any_subject, subject_of, with_later_name
from searchtool.quotes.clauses.verbs import finite_verb, in_relative_clause
from searchtool.quotes.detection.segmentation import QuotedSpan
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at, phrases
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word

MAX_LABEL_CHARS = 60
"""Of a line that only names who speaks."""

MAX_SIGNATURE_WORDS = 16

_IN_BRACKETS = re.compile(
    r"[\s.!?…]*[(\[](?:[©—–-]\s*)?([А-ЯЁA-Z][^()\[\]\n]{2,120})[)\]]"
    r"(?=[.!?…;]?\s*(?:[А-ЯЁA-Z«\"„“]|$))"
)
_BELOW = re.compile(
    r"\s*?(?:\n\s*?)?\n[ \t]*(?P<mark>[—–©-][ \t]*|\([cс]\)[ \t]*)?(?P<name>[^\n]{3,150})"
)
_FOLLOWING = re.compile(r"[\s.!?…,]*(?P<sentence>(?:[^\n.!?]|\.(?=\S)){8,300})")
_LINK = re.compile(r"[^\n]*\S {12,}(?:\n|$)")
"""A line that is a link, behind which its address has been blanked."""


def verbless_speaker(words: Sequence[Word]) -> Attribution | None:
    """The speaker whom words without a verb name: «Мария Иванова, врач», «глава МИД о выборах»,
    «из заявления завода», «МЧС»."""
    if not words or len(words) > MAX_SIGNATURE_WORDS or any(map(finite_verb, words)):
        return None
    found = list(phrases(words, 0, len(words), "nomn"))
    if found and found[0].start == 0:
        phrase = with_later_name(found, 0)
        if phrase.can_speak:
            return Attribution.named(Cue(words, 0, 0, "colon"), phrase, 0.9)
    if is_undeclined(words[0]) and len(words) <= 2:
        return Attribution(words, 0, 0, "colon", 0, len(words), None, 0.7)
    return owner_of_text(words) or _only_person(words)


def before_comma(words: Sequence[Word]) -> Sequence[Word]:
    """The words before the first comma: «Министр о том, | когда построят мост»."""
    ends = (at for at, word in enumerate(words) if at and "," in word.gap)
    return words[: next(ends, 0)]


def owner_of_text(words: Sequence[Word]) -> Attribution | None:
    """Whose words, statements or letter a clause without a verb names: «тезисы Седова»."""
    texts = cue_words("words") | cue_words("statements") | cue_words("documents")
    for at, word in enumerate(words):
        if word.lemmas & texts:
            owned = phrase_after(Cue(words, at, at + 1, "colon"), "gent")
            if owned.phrase is not None and owned.phrase.can_speak:
                return owned
    return None


def _only_person(words: Sequence[Word]) -> Attribution | None:
    """The person named in «2 мая, встреча с Иваном Седовым», if there is one only."""
    found: list[Phrase] = []
    for at in range(len(words)):
        if words[at].is_capitalized and (not found or at >= found[-1].end):
            named = (phrase_at(words, at, case) for case in ("nomn", "gent", "ablt"))
            found += [phrase for phrase in named if phrase is not None and phrase.is_name][:1]
    if len(found) != 1:
        return None
    return Attribution.named(Cue(words, 0, 0, "colon"), found[0], 0.6)


def announced_speaker(words: Sequence[Word]) -> Attribution | None:
    """Who speaks in a clause that announces words: by its last cue. The one named behind a cue that
    stands after a comma is meant: «Ивановы просят мира, пояснил сосед:»."""
    found = find_attribution(words, follows_quote=False)
    if found is None or "," not in words[found.cue].gap or found.start >= found.cue > 0:
        return found
    behind = find_attribution(words[found.cue :], follows_quote=True)
    if behind is None or behind.phrase is None or words[found.cue].first_pos == "GRND":
        return found
    return behind if 0 < behind.phrase.start <= 2 else found


def signature(span: QuotedSpan) -> Attribution | None:
    """Who signs a quotation: in brackets behind it, or in the line below, after a dash or not."""
    paragraph = span.paragraph
    inside = _IN_BRACKETS.match(paragraph.text, span.content.end + 1, paragraph.span.end)
    if inside and (signed := verbless_speaker(paragraph.words_of(*inside.span(1)))):
        return signed
    below = _BELOW.match(paragraph.text, paragraph.span.end)
    if span.after.strip(" .!?…\n\u00a0") or not below:
        return None
    words = paragraph.words_of(*below.span("name"))
    found = verbless_speaker(words)
    if found is None or found.phrase is None or not words[0].is_capitalized:
        return found if below["mark"] else None
    is_whole = found.phrase.end == len(words) or "," in words[found.phrase.end].gap
    is_signed = below["mark"] or (found.phrase.name and below["name"].rstrip()[-1] not in ":;!?…")
    return found if is_whole and is_signed else None


def label_above(span: QuotedSpan) -> Attribution | None:
    """Who alone is named in the line above a quotation: «Минобороны РФ»."""
    before = span.paragraph.before
    if before is None or span.before.strip() or len(before.own_text) > MAX_LABEL_CHARS:
        return None
    words = before.words(*before.span)
    found = verbless_speaker(words)
    end = max(found.end, found.phrase.end if found.phrase else 0) if found else 0
    return found if end == len(words) else None


def previous_sentence_attribution(span: QuotedSpan) -> Attribution | None:
    """Who speaks in the sentence before the quotation, in the same paragraph."""
    before: Span | None = None
    for sentence in span.paragraph.sentences:
        if sentence.end > span.content.start - 1:
            break
        before = sentence
    if before is None:
        return None
    words = span.paragraph.words(before.start, before.end)
    spoken = find_attribution(words, follows_quote=True) or any_subject(words)
    return spoken or verbless_speaker(words)


def following_attribution(span: QuotedSpan) -> Attribution | None:
    """Who is named in the sentence after a quotation that a text begins with: «Мы успеем!» Министр
    Иванов рассказал о стройке."""
    text = span.paragraph.text
    following = _FOLLOWING.match(text, span.content.end + 1)
    if not following or _LINK.match(text, following.start("sentence")):
        return None
    words = span.paragraph.words_of(*following.span("sentence"))
    if words and words[0].lemmas & cue_words("words"):
        return owner_of_words(words)
    return first_subject(words) or verbless_speaker(words)


def first_subject(words: Sequence[Word], speaking: bool = False) -> Attribution | None:
    """Who does or says something in a clause by its first verb, before which they rather stand.
    With `speaking` an organisation does whatever the verb says."""
    for at, word in enumerate(words):
        verb = finite_verb(word)
        if verb is None or in_relative_clause(words, at):
            continue
        reports = verb.lemma in cue_words("speech")
        found = subject_of(words, at, verb, "speech" if reports else "any", follows_quote=False)
        phrase, reports = found.phrase, reports or speaking
        if phrase is None:
            return found if reports and found.has_speaker else None
        return found if phrase.is_animate or (reports and phrase.can_speak) else None
    return None
