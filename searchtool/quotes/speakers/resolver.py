"""Resolves the speakers of the quotations in a document.

The document is read from its beginning, and what is said in it is recorded, in quotation marks or
not. The speaker of each quotation is looked up among the people named so far: a name by its
surname, a role by what people have been called, a pronoun by gender and salience. Where a clause
names nobody, it is who spoke last.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchtool.analysis.tokenizer import repair_lookalikes
from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import POSSESSIVES, find_attribution
from searchtool.quotes.clauses.subjects import THERE
from searchtool.quotes.detection.detected import DetectedQuote
from searchtool.quotes.detection.quotation_marks import CLOSING
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.quote import Quote
from searchtool.quotes.speakers.antecedents import Antecedents
from searchtool.quotes.speakers.canonical_names import as_called, of_name, of_title
from searchtool.quotes.speakers.discourse import Discourse
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.mentions import MentionFinder
from searchtool.quotes.speakers.organisations import Organisations, is_medium
from searchtool.quotes.speakers.person_entity import PersonEntity, Speaker
from searchtool.quotes.speakers.pronoun_resolver import PronounResolver
from searchtool.quotes.speakers.role_resolver import Resolution, RoleResolver
from searchtool.quotes.speakers.roles import RoleFinder

MIN_REPORT_CONFIDENCE = 0.5
"""A report in the author's words makes somebody salient if its speaker is known more surely."""

_OBLIQUE = frozenset({"он", "она", "оно"})
_SURE_CASES = frozenset(("nomn", "gent", "datv", "ablt"))
_PUBLISHED = frozenset("публикация материал заметка репортаж".split())
_AUTHORED = frozenset("статья книга пост блог".split())


def resolve_speakers(
    detected: Sequence[DetectedQuote],
    paragraphs: Sequence[Paragraph],
    finder: MentionFinder,
) -> list[Quote]:
    """The detected quotations with their speakers, in text order; `finder` finds the people whom
    the document names."""
    return SpeakerResolver(detected, paragraphs, finder).resolve() if detected else []


def _named_words(detected: Sequence[DetectedQuote]) -> Iterator[tuple[int, str, str]]:
    """The places of the words that name speakers or those they work for, with their case and the
    gender of the verb."""
    for attribution in (quote.attribution for quote in detected if quote.attribution):
        phrase = attribution.phrase
        if phrase is not None and phrase.name is not None and phrase.case in ("nomn", "gent"):
            for word in attribution.words[slice(*phrase.name)]:
                yield word.start, phrase.case, attribution.gender
        elif phrase is not None:
            for word in phrase.words[phrase.head + 1 : phrase.end]:
                if word.is_capitalized:
                    yield word.start, "gent", ""


class SpeakerResolver:
    """Resolves the quotations of one document in text order, remembering who has spoken."""

    def __init__(
        self,
        detected: Sequence[DetectedQuote],
        paragraphs: Sequence[Paragraph],
        finder: MentionFinder,
    ) -> None:
        self._detected = detected
        self._paragraphs = paragraphs
        text, form_cache = paragraphs[0].text, paragraphs[0].form_cache
        mentions = finder.mentions(form_cache)
        named = list(_named_words(detected))
        cases = {place: case for place, case, _ in named}
        spoken = {place: gender for place, _, gender in named}
        self._people = Entities(mentions, RoleFinder(text, form_cache), cases, spoken)
        quoted = [quote.content for quote in detected if quote.kind != "indirect"]
        retold = [quote.content for quote in detected if quote.kind == "indirect"]
        self._discourse = Discourse(self._people, paragraphs, quoted, retold)
        self._organisations = Organisations(text, form_cache)
        antecedents = Antecedents(paragraphs, self._people)
        self._roles = RoleResolver(self._people, self._discourse, self._organisations, antecedents)
        self._pronouns = PronounResolver(
            paragraphs, self._people, self._discourse, self._roles, antecedents
        )
        self._interviewee: Speaker | None = None
        attributions = (quote.attribution for quote in detected)
        self._attributed = sorted(
            a.words[a.start].start for a in attributions if a and a.has_speaker
        )

    def resolve(self) -> list[Quote]:
        """All quotations of the document."""
        quotes: list[Quote] = []
        reports = self._reports()
        report = next(reports, None)
        for quote in self._detected:
            while report and report[0] < quote.content.start:
                self._record_report(*report)
                report = next(reports, None)
            resolution = self._resolve_quote(quote)
            if resolution:
                self._discourse.record_speech(_place_of(quote), resolution.speaker)
            quotes.append(_quote(quote, resolution))
        return quotes

    def _reports(self) -> Iterator[tuple[int, Attribution]]:
        """Who speaks in the author's words, each with the end of the sentence."""
        for paragraph in self._paragraphs:
            if not paragraph.cues or not self._discourse.is_near_quote(paragraph.span):
                continue
            for sentence in paragraph.sentences:
                if self._discourse.is_quoted(sentence.start) or not paragraph.cues_in(sentence):
                    continue
                if self._has_attributed(sentence):
                    continue
                words = paragraph.words(*sentence)
                attribution = find_attribution(words, follows_quote=True)
                if attribution and attribution.has_speaker and attribution.group != "document":
                    yield sentence.end, attribution

    def _has_attributed(self, sentence: Span) -> bool:
        """Whether the speaker in a sentence is that of something detected, and recorded with it."""
        at = bisect_left(self._attributed, sentence.start)
        return at < len(self._attributed) and self._attributed[at] < sentence.end

    def _record_report(self, position: int, attribution: Attribution) -> None:
        if attribution.words[attribution.start].text[0].isdigit():
            return  # «закрыли в 2017-м»
        resolution = self._resolve_attribution(attribution, position)
        if resolution and resolution.confidence > MIN_REPORT_CONFIDENCE:
            self._discourse.record_speech(
                attribution.words[attribution.start].start, resolution.speaker
            )

    def _resolve_quote(self, quote: DetectedQuote) -> Resolution | None:
        """Who speaks: the speaker the clause names, or else whose turn it is."""
        attribution, position = quote.attribution, quote.content.start
        if attribution is not None and attribution.group == "answer":
            return self._resolve_answer(position)
        if attribution is None and quote.rule == "dialogue":
            return self._resolve_line_of_dialogue(quote)
        if attribution and attribution.has_speaker:
            resolution = self._resolve_attribution(attribution, position)
            if resolution:
                return Resolution(resolution.speaker, resolution.confidence * quote.confidence)
        last = self._discourse.recent(position)[:1]
        if not last or (attribution and _contradicts(attribution, last[0].speaker)):
            return None
        return Resolution(last[0].speaker, 0.6 * quote.confidence)

    def _resolve_answer(self, position: int) -> Resolution | None:
        """Who is interviewed: who is quoted in the headline, else who is named most often before
        the first answer."""
        if self._interviewee is None:
            named = [e.speaker for e in self._discourse.recent(position) if e.speaker.is_named]
            self._interviewee = named[0] if named else self._discourse.most_named(position)
        return Resolution(self._interviewee, 0.7) if self._interviewee else None

    def _resolve_line_of_dialogue(self, quote: DetectedQuote) -> Resolution | None:
        """Two people take turns: a line without a speaker belongs to the other one."""
        events = self._discourse.recent(quote.content.start)[:4]
        if events and quote.paragraph.span.start <= events[0].position:
            return Resolution(events[0].speaker, 0.6)  # the same line continues
        others = [event for event in events if event.speaker != events[0].speaker]
        return Resolution(others[0].speaker, 0.5) if others else None

    def _resolve_attribution(self, attribution: Attribution, position: int) -> Resolution | None:
        phrase = attribution.phrase
        if phrase is None:
            return self._resolve_title(attribution, position)
        if attribution.group == "document":
            return self._resolve_document(phrase, position)
        if phrase.name is not None:
            return self._resolve_name(attribution, phrase)
        start = min(attribution.words[attribution.start].start, position)
        if phrase.number == "plur" and (named := self._named_in(phrase)):
            return Resolution(named, attribution.confidence)
        if phrase.head_word.lower == THERE:
            return self._pronouns.resolve_there(start)
        if "который" in phrase.head_word.lemmas:
            return self._pronouns.resolve_relative(attribution, start)
        if phrase.is_pronoun or phrase.head_word.lower in POSSESSIVES:
            return self._pronouns.resolve(attribution, phrase, start)
        if phrase.head_word.lemmas & _OBLIQUE:
            return self._pronouns.resolve_oblique(phrase, attribution.words[attribution.cue].start)
        goes_on = not attribution.words[attribution.cue].lemmas.isdisjoint(cue_words("adding"))
        return self._roles.resolve(phrase, start, attribution.gender, goes_on)

    def _resolve_title(self, attribution: Attribution, position: int) -> Resolution:
        """Who is called by a title or an abbreviation: «Восход», «СК»; «СМИ: …» is the newspaper
        that the text below names first."""
        title = of_title(attribution)
        name = title.name
        is_label = attribution.cue == attribution.cue_end
        if name == "СМИ" and is_label and (first := self._organisations.first_medium(position)):
            return Resolution(replace(title, name=first), 0.6)
        if attribution.group in ("according", "passive"):
            name = self._organisations.title(name)
        full = replace(title, name=self._organisations.fullest(name))
        return Resolution(full, attribution.confidence)

    def _named_in(self, phrase: Phrase) -> Speaker | None:
        """The people named together in a phrase: «Анна, директор порта Орлов и хозяин лодки»."""
        starts = (word.start for word in phrase.words[phrase.start : phrase.end])
        names = list(dict.fromkeys(p.name for start in starts if (p := self._people.at(start))))
        if len(names) < 2:
            return None
        name = f"{', '.join(names[:-1])} и {names[-1]}"
        return Speaker(name, frozenset(), "plur", is_named=True)

    def _resolve_document(self, phrase: Phrase, position: int) -> Resolution:
        """Who spoke last, for «говорится в сообщении»."""
        text = self._pronouns.text_meant(phrase, position)
        if text is not None:
            return Resolution(text, 0.5)
        if phrase.head_word.lemmas.isdisjoint(cue_words("documents")):
            return Resolution(as_called(phrase), 0.4)
        last = self._discourse.recent(position)[:1]
        by_person = not last or not last[0].speaker.is_organisation
        if _speaks_itself(phrase) and not (last and _issues_texts(last[0].speaker)):
            return Resolution(as_called(phrase), 0.5)
        if by_person and phrase.head_word.lemmas & _PUBLISHED:
            name = self._organisations.meant_by("издание", frozenset(), position)
            if name:
                return Resolution(Speaker(name, frozenset(), is_thing=True), 0.6)
        if by_person and phrase.head_word.lemmas & _AUTHORED:
            salient = self._discourse.most_salient(
                position, frozenset({""}), "sing", subjects_only=True
            )
            last = [salient] if salient else last
        if last:
            return Resolution(last[0].speaker, 0.6)
        return Resolution(as_called(phrase), 0.4)

    def _resolve_name(self, attribution: Attribution, phrase: Phrase) -> Resolution:
        person = self._people.at(attribution.words[attribution.start].start)
        if person and (not attribution.gender or person.may_be(attribution.gender)):
            return Resolution(person.as_speaker, min(0.97, attribution.confidence + 0.07))
        if other := self._people.namesake(of_name(phrase).name, attribution.gender):
            return Resolution(other.as_speaker, 0.75)
        if person and _is_owner(phrase, person):
            return Resolution(as_called(replace(phrase, name=None)), 0.6)
        return Resolution(of_name(phrase), 0.8)


def _speaks_itself(phrase: Phrase) -> bool:
    """Whether a text is a law, a survey or the like, which nobody says: «в указе отмечено». What
    «документ» is only the text before tells."""
    lemmas = phrase.head_word.lemmas
    return "документ" not in lemmas and not lemmas.isdisjoint(cue_words("codes"))


def _issues_texts(speaker: Speaker) -> bool:
    """Whether it is a ministry or a group whose law or survey can be meant: not a person or a
    newspaper, who report it, nor another text."""
    texts = cue_words("documents") | cue_words("codes")
    is_reporting = not speaker.head or is_medium(speaker.head) or speaker.head in texts
    return not is_reporting and (speaker.number == "plur" or speaker.is_organisation)


def _is_owner(phrase: Phrase, person: PersonEntity) -> bool:
    """Whether a name is the genitive of a man's behind a woman's office: «пресс-секретарь Голубева
    заявила»."""
    start, end = phrase.speaker_bounds
    is_surname = end - start == 1 and not phrase.is_name and person.genders == {"masc"}
    return is_surname and phrase.words[start].lower.endswith(("ова", "ева", "ина"))


def _contradicts(attribution: Attribution, speaker: Speaker) -> bool:
    """Whether a pronoun cannot mean a speaker."""
    phrase = attribution.phrase
    if phrase is None or not phrase.is_pronoun:
        return False
    return not speaker.fits(phrase.genders, phrase.number)


def _place_of(quote: DetectedQuote) -> int:
    """Where somebody speaks: where they are named, if that is behind the words."""
    attribution = quote.attribution
    if attribution is None or not attribution.has_speaker or quote.continues:
        return quote.content.start
    return max(quote.content.start, attribution.words[attribution.start].start)


def _quote(quote: DetectedQuote, resolution: Resolution | None) -> Quote:
    text = quote.paragraph.text
    attribution = None if quote.continues else quote.attribution
    speaker = _speaker_span(attribution, text) if attribution and attribution.has_speaker else None
    return Quote(
        quote.content.of(text),
        quote.content,
        quote.kind,
        quote.rule,
        speaker.of(text) if speaker else "",
        speaker,
        _in_one_alphabet(resolution.speaker.name) if resolution else "",
        _cue(attribution, text) if attribution else "",
        round(resolution.confidence, 2) if resolution else 0.0,
    )


def _in_one_alphabet(name: str) -> str:
    """A name without letters of the other alphabet that look alike: «ВВС» for «BBС»."""
    return name if name.isascii() else " ".join(map(repair_lookalikes, name.split(" ")))


def _speaker_span(attribution: Attribution, text: str) -> Span:
    """The words that name the speaker, with the mark that closes a title at their end."""
    last = attribution.words[attribution.end - 1]
    closes = last.title and attribution.end - attribution.start > 1 and text[last.end] in CLOSING
    return Span(attribution.words[attribution.start].start, last.end + closes)


def _cue(attribution: Attribution, text: str) -> str:
    words = attribution.words[attribution.cue : attribution.cue_end]
    return text[words[0].start : words[-1].end] if words else ""
