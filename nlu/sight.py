"""What the classifier sees of a text: names, people and other offices' matters as marks, and what it all is about.

Names are also found by their sound: 高龄金贴 is seen as 高龄津贴, and a text in pinyin as if it were written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlu.features import Seen
from nlu.intents import BENEFIT_MARK, ELSEWHERE_MARK, SYLLABLE_BASE, Topic, marked
from nlu.lexicon import Hit, Lexicon, Shelf, lexicon, shelf
from nlu.library import Library

# A shorter name may sound like a word of another matter.
_SURE_BY_SOUND = 3
_LONGEST_HEARD = 400
_SENTENCE_ENDS = re.compile("[。!?;\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text in the common language, as it is (`plain`) and with its names replaced by marks (`bare`), and what it is
    about."""

    plain: str
    bare: str
    topic: Topic

    @property
    def seen(self) -> Seen:
        """The text without its names, as the act, the aspect and the danger are read from it."""
        return self.bare, self.topic

    @property
    def told(self) -> Seen:
        """The text with its names, as the benefit is read from it."""
        return self.plain, self.topic

    def within(self, message: View) -> View:
        """Return a part as it is seen inside a message: what the whole is about counts, with the part's own hints."""
        return replace(self, topic=replace(message.topic, hints=self.topic.hints))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A library's words as written and as heard; `sounds` maps a character to the mark of its syllable.

    `written` holds the names that are masked, the people, other offices' matters and then the hints; `hinted` the hints
    alone, and `hinted_heard` these as heard.
    """

    library: Library
    sounds: Mapping[int, str]
    names_heard: Lexicon
    masked_heard: Lexicon
    written: Shelf
    hinted: Shelf
    hinted_heard: Shelf

    def names(self, text: str) -> tuple[Hit, ...]:
        """Return the benefits a normalised, lower-case text calls by name, or by a name of the same sound."""
        return _with_heard(text, tuple(self.library.names.find(text)), self.names_heard, self.sounds)

    def view(self, text: str) -> View:
        """Return what the classifier sees of a normalised, lower-case text that stands by itself."""
        masked, people, elsewhere, *hinted = self.written.find(text)
        names = _with_heard(text, masked, self.masked_heard, self.sounds)
        standard = self.library.dialect.standard
        bare, plain = standard(marked(text, names, people, elsewhere)), standard(text)
        if _in_syllables(text):
            hinted = list(self.hinted_heard.find(text))
        if plain != text:
            again = (self.hinted_heard if _in_syllables(text) else self.hinted).find(_anew(text, plain))
            hinted = [(*one, *other) for one, other in zip(hinted, again, strict=True)]
        topic = Topic(
            ours=sum(1 for _ in self.library.ours.find(bare)),
            elsewhere=bare.count(ELSEWHERE_MARK),
            named=bare.count(BENEFIT_MARK),
            hints=_meanings(hinted),
        )
        return View(plain=plain, bare=bare, topic=topic)

    def hints(self, text: str) -> tuple[str, ...]:
        """Return what the words of a text hint at: `acts:complain`, `benefits:orphan` …, each once."""
        return self.view(text).topic.hints


def sight(library: Library, sounds: Mapping[int, str]) -> Sight:
    """Prepare a library's words by their sounds."""
    hints = tuple(library.hints.values())
    return Sight(
        library=library,
        sounds=sounds,
        names_heard=_heard(library.names, sounds),
        masked_heard=_heard(library.masked, sounds),
        written=shelf((library.masked, library.relations.words, library.elsewhere, *hints)),
        hinted=shelf(hints),
        hinted_heard=shelf([_heard(words, sounds) for words in hints]),
    )


def _heard(words: Lexicon, sounds: Mapping[int, str]) -> Lexicon:
    return lexicon(
        (word.translate(sounds), meaning) for word, meanings in words.meanings.items() for meaning in meanings
    )


def _anew(text: str, plain: str) -> str:
    """The sentences that the common language says otherwise."""
    said = set(_SENTENCE_ENDS.split(text))
    return "\n".join(sentence for sentence in _SENTENCE_ENDS.split(plain) if sentence not in said)


def _meanings(found: Sequence[Sequence[Hit]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning for hits in found for hit in hits for meaning in hit.meanings))


def _with_heard(
    text: str, written: tuple[Hit, ...], heard: Lexicon, sounds: Mapping[int, str]
) -> tuple[Hit, ...]:
    if len(text) > _LONGEST_HEARD:
        return written
    least = 2 if _in_syllables(text) else _SURE_BY_SOUND
    taken = {place for hit in written for place in range(hit.start, hit.end)}
    more = [hit for hit in heard.find(text.translate(sounds))
            if hit.end - hit.start >= least and taken.isdisjoint(range(hit.start, hit.end))]  # fmt: skip
    return tuple(sorted((*written, *more), key=lambda hit: hit.start)) if more else written


def _in_syllables(text: str) -> bool:
    return chr(SYLLABLE_BASE) <= text[:1] <= "\uefff"
