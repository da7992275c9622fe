"""Words for made-up entries: English at the head, likely-looking inventions in the tail, as frequent as in real text.

Standard library only.
"""

from __future__ import annotations

import re
from itertools import accumulate
from random import Random

SHIFT, STEEPNESS = 2.7, 1.2
"""Zipf's law with Mandelbrot's correction: a word's weight is 1 / (rank + SHIFT) ** STEEPNESS."""

NOUNS = """
city water energy heat sensor street data building power network traffic light resident project pilot system plant
station harbour district school park road house pump meter valve cable battery roof square bridge cycle bus tram lamp
bin waste sewer basin tank tree garden river coast storm flood rain noise air signal crossing car bicycle ferry train
charger grid market office library hospital nurse patient pupil teacher tenant landlord owner operator supplier
engineer planner council department utility company university citizen association neighbour visitor commuter driver
walker contract tender budget saving cost price bill forecast model map dashboard report standard licence rule permit
test trial survey interview workshop prototype design plan schedule season winter summer night morning week month year
""".split()

ADJECTIVES = """
new old local public private shared small large open digital smart warm cold clean quiet safe dark bright dry wet early
late daily yearly hourly cheap dear simple robust steady flexible hidden visible exposed dense narrow wide shallow deep
coastal urban rural central northern southern eastern western municipal regional national seasonal temporary permanent
electric thermal acoustic optical wireless automatic manual remote direct indirect measured expected average typical
""".split()

VERBS = """
shows measures counts saves cuts lowers raises stores moves opens closes warns tells follows replaces repairs cleans
cools heats lights guides connects links reads sends collects compares controls predicts plans tests serves supports
carries fills empties filters shares owns pays buys sells rents covers protects limits allows requires holds keeps
""".split()

PATTERNS = tuple(
    pattern.split()
    for pattern in (
        "The N V the A N of the N , and each N V a N .",
        "In the A N the N V N and N before the N .",
        "A N V the N when the A N V the N .",
        "Since the N was A , the N V no A N , but the N V the N from the N .",
        "It V the N in the N , the N and the A N .",
        "Before that , a N V the A N by N , and nobody knew which N was A .",
        "For the N this means a A N and a A N in the N .",
        "With a A N the N V more N than the A N of the N did .",
        "The N and the N agreed on a *A N* , because the N V the N at the N .",
        "How the N V the N depends on the N , on the A N and on the N .",
        "What the N V is a A N that the N V after the N .",
    )
)
"""Sentences: N, A and V stand for a noun, an adjective and a verb; the rest is as it is."""

_ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh".split()
_VOWELS = "a e i o u a e i o ai ea ee oo ou".split()
_CODAS = "b ck d ft g l ll lm ld m mp n nd ng nt p r rd rk rm rn rt s sk st t th x".split()
_LINKS = "b d f g l m n p r s t v nd nt rt st mb ct".split()
_ENDINGS = {
    "N": ["", "", "er", "ing", "ness", "ment", "tion", "age", "ship", "ure", "ity"],
    "A": ["al", "ic", "ive", "ous", "y", "able", "ed", "ish"],
    "V": ["s", "es", "ises", "ates", "ens", "ifies"],
    "P": ["borg", "ham", "stad", "ville", "haven", "by", "mouth", "burg", "ford", "wick"],
}
_SIZES = {"N": 30_000, "A": 8_000, "V": 3_000}
"""How many words of each kind there are; with these, a thousand entries use about fifteen thousand different ones."""


class Lexicon:
    """Nouns, adjectives and verbs, the frequent ones first; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(f"lexicon {seed}")
        self.taken = {*NOUNS, *ADJECTIVES, *VERBS}
        heads = {"N": NOUNS, "A": ADJECTIVES, "V": VERBS}
        self.words = {kind: [*heads[kind], *self.invent(kind, _SIZES[kind] - len(heads[kind]))] for kind in _SIZES}
        self.weights = {
            kind: list(accumulate(1 / (rank + SHIFT) ** STEEPNESS for rank in range(1, len(words) + 1)))
            for kind, words in self.words.items()
        }

    def invent(self, kind: str, number: int) -> list[str]:
        """So many new words, none of which was there before; kind `P` gives names of places, without a capital."""
        dice, made = self.dice, []
        while len(made) < number:
            stem = dice.choice(_ONSETS) + dice.choice(_VOWELS)
            if dice.random() < 0.75:
                stem += dice.choice(_LINKS) + dice.choice(_VOWELS)
            word = stem + dice.choice(_CODAS) + dice.choice(_ENDINGS[kind])
            if word not in self.taken:
                self.taken.add(word)
                made.append(word)
        return made

    def some(self, kind: str, number: int, dice: Random) -> list[str]:
        """So many words of a kind, each as likely as in real text."""
        return dice.choices(self.words[kind], cum_weights=self.weights[kind], k=number)


class Writer:
    """Writes sentences with the words of a lexicon, at the fall of one entry's dice."""

    def __init__(self, lexicon: Lexicon, dice: Random) -> None:
        self.dice = dice
        self.words = {kind: iter(lexicon.some(kind, number, dice)) for kind, number in (("N", 300), ("A", 120), ("V", 120))}

    def word(self, kind: str) -> str:
        """The next noun, adjective or verb."""
        return next(self.words[kind])

    def sentence(self) -> str:
        """One sentence of 9 to 20 words."""
        said = [self.word(slot) if slot in "NAV" else slot for slot in self.dice.choice(PATTERNS)]
        text = " ".join(said).replace(" ,", ",").replace(" .", ".").replace("*A N*", f"*{self.word('A')} {self.word('N')}*")
        text = re.sub(r"\ba (?=[aeiou])", "an ", text)
        return text[0].upper() + text[1:]

    def paragraph(self, words: int) -> str:
        """Sentences of at least so many words in all."""
        said: list[str] = []
        left = words
        while left > 0:
            said.append(self.sentence())
            left -= said[-1].count(" ") + 1
        return " ".join(said)
