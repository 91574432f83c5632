"""What the classifier sees of a text: names, people and other offices' matters as marks, and what it all is about.

Names are also found by their sound: 高龄金贴 is seen as 高龄津贴, and a text in pinyin as if it were written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlu.features import Seen
from nlu.intents import BENEFIT_MARK, ELSEWHERE_MARK, SYLLABLE_BASE, Topic, marked
from nlu.lexicon import Hit, Lexicon, Shelf, lexicon, shelf
from nlu.library import Library
from nlu.passage import passage

# A shorter name may sound like a word of another matter.
_SURE_BY_SOUND = 3
_LONGEST_HEARD = 400
_MARKS = ",。!?;:、\n "
_PAUSES = re.compile(f"[{_MARKS}]")
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
        return replace(self, topic=message.topic.hinted(self.topic.hints))

    def ended(self, wish: View) -> View:
        """Return a letter that ends with the passage of its wish, in one breath: what a message comes to is looked for
        in its last clause, and a letter's is a thank-you."""
        return replace(
            self,
            plain=f"{self.plain}\n{_PAUSES.sub('', wish.plain)}",
            bare=f"{self.bare}\n{_PAUSES.sub('', wish.bare)}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A library's words as written and as heard; `sounds` maps a character to the mark of its syllable.

    `written` holds the names that are masked, the people, other offices' matters and then the hints; `hinted` the hints
    alone, and `hinted_heard` these as heard. `pauses` are the marks that stand in none of these words, nor in
    one of a dialect.
    """

    library: Library
    sounds: Mapping[int, str]
    names_heard: Lexicon
    masked_heard: Lexicon
    written: Shelf
    hinted: Shelf
    hinted_heard: Shelf
    pauses: frozenset[str]

    def names(self, text: str) -> tuple[Hit, ...]:
        """Return the benefits a normalised, lower-case text calls by name, or by a name of the same sound."""
        return self._named(text, 0, len(text), tuple(self.library.names.find(text)), self.names_heard)

    def view(self, text: str) -> View:
        """Return what the classifier sees of a normalised, lower-case text that stands by itself."""
        return self.views(text, ())[0]

    def views(self, text: str, parts: Sequence[tuple[int, int]]) -> tuple[View, tuple[View, ...]]:
        """Return what the classifier sees of a message, and of its parts (from, to) as they are seen inside it."""
        masked, *others = self.written.find(text)
        said = tuple(self.library.dialect.words.find(text))
        plain, bare, hints = self._look(text, 0, len(text), (said, masked, *others))
        topic = Topic(
            ours=self.library.ours.count(bare),
            elsewhere=bare.count(ELSEWHERE_MARK),
            named=bare.count(BENEFIT_MARK),
            hints=hints,
        )
        message = View(plain=plain, bare=bare, topic=topic)
        rows = [(list(map(_start, hits)), hits) for hits in (said, masked, *others)] if parts else []
        return message, tuple(self._part(text, start, end, rows, message) for start, end in parts)

    def _part(
        self,
        text: str,
        start: int,
        end: int,
        rows: Sequence[tuple[Sequence[int], tuple[Hit, ...]]],
        message: View,
    ) -> View:
        """What is seen of a part; `rows` are the words found in the text by their lexicons, and where they start."""
        opens = start == 0 or text[start - 1] in self.pauses
        closes = end == len(text) or text[end] in self.pauses
        if not (opens and closes) or _in_syllables(text):
            return self.view(text[start:end]).within(message)
        own = [hits[bisect_left(starts, start) : bisect_left(starts, end)] for starts, hits in rows]
        plain, bare, hints = self._look(text, start, end, own)
        return View(plain=plain, bare=bare, topic=message.topic.hinted(hints))

    def _look(
        self, text: str, start: int, end: int, found: Sequence[tuple[Hit, ...]]
    ) -> tuple[str, str, tuple[str, ...]]:
        """A part of a text as it is and with its names replaced, and what its words hint at; `found` are its words."""
        said, masked, people, elsewhere, *hinted = found
        names = self._named(text, start, end, masked, self.masked_heard)
        dialect, own = self.library.dialect, text[start:end]
        plain = dialect.said_of(text, said, start, end) if said else own
        named = names or people or elsewhere
        bare = dialect.standard(marked(text, names, people, elsewhere, start, end)) if named else plain
        if _in_syllables(own):
            hinted = list(self.hinted_heard.find(own))
        if plain != own:
            again = (self.hinted_heard if _in_syllables(own) else self.hinted).find(_anew(own, plain))
            hinted = [(*one, *other) for one, other in zip(hinted, again, strict=True)]
        return plain, bare, _meanings(hinted)

    def _named(
        self, text: str, start: int, end: int, written: tuple[Hit, ...], heard: Lexicon
    ) -> tuple[Hit, ...]:
        """The names in a part of a text: as written, and where it is no letter those of the same sound."""
        if end - start > _LONGEST_HEARD:
            return written
        least = 2 if _in_syllables(text) else _SURE_BY_SOUND
        taken = {place - start for hit in written for place in range(hit.start, hit.end)}
        more = [
            Hit(start=start + first, end=start + last, word=word, meanings=heard.meanings[word])
            for word, first, last in heard.places(text[start:end].translate(self.sounds))
            if len(word) >= least and taken.isdisjoint(range(first, last))
        ]
        return tuple(sorted((*written, *more), key=_start)) if more else written

    def message(self, text: str) -> tuple[View, View | None]:
        """Return what the classifier sees of a whole message, and of the passage that carries its wish if it is a
        letter."""
        view, where = self.view(text), passage(text, self.library.letters)
        if where is None:
            return view, None
        wish = self.view(text[where[0] : where[1]])
        return view.ended(wish), wish

    def hints(self, text: str) -> tuple[str, ...]:
        """Return what the words of a text hint at: `acts:complain`, `benefits:orphan` …, each once."""
        return self.view(text).topic.hints


def sight(library: Library, sounds: Mapping[int, str]) -> Sight:
    """Prepare a library's words by their sounds."""
    hints = tuple(library.hints.values())
    words = (library.masked, library.relations.words, library.elsewhere, *hints)
    letters = {
        letter for each in (*words, library.dialect.words) for word in each.meanings for letter in word
    }
    return Sight(
        library=library,
        sounds=sounds,
        names_heard=_heard(library.names, sounds),
        masked_heard=_heard(library.masked, sounds),
        written=shelf(words),
        hinted=shelf(hints),
        hinted_heard=shelf([_heard(words, sounds) for words in hints]),
        pauses=frozenset(_MARKS) - letters,
    )


def _heard(words: Lexicon, sounds: Mapping[int, str]) -> Lexicon:
    return lexicon(
        (word.translate(sounds), meaning) for word, meanings in words.meanings.items() for meaning in meanings
    )


def _anew(text: str, plain: str) -> str:
    """The sentences that the common language says otherwise."""
    said = set(_SENTENCE_ENDS.split(text))
    return "\n".join(sentence for sentence in _SENTENCE_ENDS.split(plain) if sentence not in said)


def _meanings(found: Sequence[tuple[Hit, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning for hits in found for hit in hits for meaning in hit.meanings))


def _start(hit: Hit) -> int:
    return hit.start


def _in_syllables(text: str) -> bool:
    return chr(SYLLABLE_BASE) <= text[:1] <= "\uefff"
