"""The questions of the law desk: every registered rule, by topic and by words, with what its docstring says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from hub.law.facts import Ask
from hub.law.registry import Rule, rules
from hub.lawdesk.shapes import names_of, parts_of
from hub.lawdesk.telling import NAMED, NULL, sentence
from hub.platform.ui.parts import Link

# What people come with, and the rules that answer it; a rule that does not exist is not shown.
FEATURED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Which procedure?", ("procedures", "procedure", "available-procedures", "threshold", "regime")),
    ("When can we close?", ("tendering-period", "participation-period", "standstill")),
    ("Is this change allowed?", ("modification",)),
    ("What must we publish?", ("notices",)),
)
SENTENCE = re.compile(r"(?<=\)\.)\s+")
CITED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\.?$")
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Sentence:
    """One sentence of a rule in words, with the section it stands on and its place on the page."""

    text: str
    citation: str
    anchor: str


@dataclass(frozen=True)
class Question:
    """A rule as pages name it; the rule itself is a function, which templates would call."""

    name: str
    title: str
    citation: str
    topic: str


@dataclass(frozen=True)
class Featured:
    """One question that people come with: the rule that answers it first, and those beside it."""

    question: str
    first: Question
    others: tuple[Question, ...]


@cache
def all_rules() -> dict[str, Rule]:
    """Give every rule by name; the law does not change its rules while the Hub runs."""
    return rules()


def rule_named(name: str) -> Rule | None:
    """Give one rule."""
    return all_rules().get(name)


@cache
def titles() -> dict[str, str]:
    """Give the questions of all rules by name."""
    return {name: rule.title for name, rule in all_rules().items()}


def question(rule: Rule) -> Question:
    """Give a rule as pages name it."""
    return Question(rule.name, rule.title, rule.citation, rule.topic)


def by_topic(found: Iterable[Rule]) -> list[tuple[str, list[Question]]]:
    """Give rules under their topics, both in the order of the alphabet."""
    topics: dict[str, list[Question]] = {}
    for rule in found:
        topics.setdefault(rule.topic, []).append(question(rule))
    return sorted((topic, sorted(those, key=lambda one: one.title)) for topic, those in topics.items())


def featured() -> list[Featured]:
    """Give the questions that come first."""
    found = []
    for words, names in FEATURED:
        known = [question(all_rules()[name]) for name in names if name in all_rules()]
        if known:
            found.append(Featured(words, known[0], tuple(known[1:])))
    return found


def find(words: str) -> list[Rule]:
    """Give the rules that have every word in title, topic, section, questions or text; best first."""
    wanted = [word for word in re.findall(r"[\w.]+", words.lower()) if len(word) >= FEWEST_LETTERS]
    if not wanted:
        return list(all_rules().values()) if not words.strip() else []
    scored = []
    for rule in all_rules().values():
        title, everything = _texts(rule)
        if all(word in everything for word in wanted):
            scored.append((-sum(word in title for word in wanted), rule.title, rule))
    return [rule for _, _, rule in sorted(scored, key=lambda one: one[:2])]


def hint_of(ask: Ask, names: Mapping[str, str] | None = None) -> str:
    """Give a hint as a page says it: no word of JSON, and rules by their questions."""
    plain = NULL.sub(lambda found: f"Leave this empty {found[1]}", ask.hint)
    return sentence(plain, names or {}, titles())


def question_link(name: str, facts: Mapping[str, Any], *, about: str) -> Link | None:
    """Give the way to a question with some facts filled in; None where there is no such rule.

    :param facts: as JSON has them; those that the rule does not ask for are left out.
    :param about: the reference of the record that it is about.
    """
    rule = rule_named(name)
    if rule is None:
        return None
    known = {part.name: part for part in parts_of(rule.facts)}
    asked = {key: _in_address(value) for key, value in facts.items() if key in known and value not in (None, "")}
    return Link(rule.title, f"/law/{name}/?{urlencode({'fill': '1', **asked, 'about': about})}")


def _in_address(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@cache
def _texts(rule: Rule) -> tuple[str, str]:
    title = f"{rule.title} {rule.name}".lower()
    asked = " ".join(names_of(rule.facts).values())
    return title, f"{title} {rule.topic} {rule.citation} {asked} {inspect.getdoc(rule.decide) or ''}".lower()


@cache
def rule_in_words(rule: Rule) -> tuple[tuple[Sentence, ...], ...]:
    """Give what a rule's docstring says after its first line, paragraph by paragraph, sentence by sentence."""
    doc = inspect.getdoc(rule.decide) or ""
    paragraphs = doc.split("\n\n")[1:] or [doc]
    found, number = [], 0
    for paragraph in paragraphs:
        flat = NAMED.sub(lambda name: f"“{titles().get(name[1], name[1])}”", " ".join(paragraph.split()))
        sentences = []
        for text in filter(None, SENTENCE.split(flat)):
            number += 1
            cited = CITED.search(text)
            sentences.append(Sentence(text, cited[1] if cited else "", f"sentence-{number}"))
        found.append(tuple(sentences))
    return tuple(found)


def anchor_of(rule: Rule, citation: str) -> str:
    """Give the place on the page of the sentence that stands on a section; that of the whole rule where none does."""
    if citation:
        for sentence in (one for paragraph in rule_in_words(rule) for one in paragraph):
            if citation in sentence.citation:
                return sentence.anchor
    return "rule-in-words"
