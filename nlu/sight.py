"""What the classifier sees of a text: names, people and other offices' matters as marks, and what it all is about.

Names are also found by their sound: 高龄金贴 is seen as 高龄津贴, and a text in pinyin as if it were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlu.intents import BENEFIT_MARK, ELSEWHERE_MARK, SYLLABLE_BASE, Topic, marked
from nlu.lexicon import Hit, Lexicon, lexicon
from nlu.library import Library

# A shorter name may sound like a word of another matter.
_SURE_BY_SOUND = 3
_LONGEST_HEARD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A library's words as written and as heard; `sounds` maps a character to the mark of its syllable."""

    library: Library
    sounds: Mapping[int, str]
    names_heard: Lexicon
    masked_heard: Lexicon
    hints_heard: Mapping[str, Lexicon]

    def names(self, text: str) -> tuple[Hit, ...]:
        """Return the benefits a normalised, lower-case text calls by name, or by a name of the same sound."""
        return _found(text, self.library.names, self.names_heard, self.sounds)

    def bare(self, text: str) -> str:
        """Return a text in the common language, with its names replaced by marks."""
        names = _found(text, self.library.masked, self.masked_heard, self.sounds)
        others = (tuple(words.find(text)) for words in (self.library.relations.words, self.library.elsewhere))
        people, elsewhere = others
        return self.standard(marked(text, names, people, elsewhere))

    def standard(self, text: str) -> str:
        """Return a text in the common language."""
        return self.library.dialect.standard(text)

    def topic(self, text: str, marked_text: str) -> Topic:
        """Count what a text is about, as it stands and with its names replaced by marks."""
        return Topic(
            ours=sum(1 for _ in self.library.ours.find(marked_text)),
            elsewhere=marked_text.count(ELSEWHERE_MARK),
            named=marked_text.count(BENEFIT_MARK),
            hints=self.hints(text),
        )

    def hints(self, text: str) -> tuple[str, ...]:
        """Return what the words of a text hint at: `acts:complain`, `benefits:orphan` …, each once."""
        lists = self.hints_heard if _in_syllables(text) else self.library.hints
        common = self.standard(text)
        texts = (text,) if common == text else (text, common)
        found = (
            meaning
            for words in lists.values()
            for each in texts
            for hit in words.find(each)
            for meaning in hit.meanings
        )
        return tuple(dict.fromkeys(found))


def sight(library: Library, sounds: Mapping[int, str]) -> Sight:
    """Prepare a library's words by their sounds."""
    return Sight(
        library=library,
        sounds=sounds,
        names_heard=_heard(library.names, sounds),
        masked_heard=_heard(library.masked, sounds),
        hints_heard={about: _heard(words, sounds) for about, words in library.hints.items()},
    )


def _heard(words: Lexicon, sounds: Mapping[int, str]) -> Lexicon:
    return lexicon(
        (word.translate(sounds), meaning) for word, meanings in words.meanings.items() for meaning in meanings
    )


def _found(text: str, words: Lexicon, heard: Lexicon, sounds: Mapping[int, str]) -> tuple[Hit, ...]:
    written = tuple(words.find(text))
    if len(text) > _LONGEST_HEARD:
        return written
    least = 2 if _in_syllables(text) else _SURE_BY_SOUND
    taken = {place for hit in written for place in range(hit.start, hit.end)}
    more = [hit for hit in heard.find(text.translate(sounds))
            if hit.end - hit.start >= least and taken.isdisjoint(range(hit.start, hit.end))]  # fmt: skip
    return tuple(sorted((*written, *more), key=lambda hit: hit.start)) if more else written


def _in_syllables(text: str) -> bool:
    return chr(SYLLABLE_BASE) <= text[:1] <= "\uefff"
