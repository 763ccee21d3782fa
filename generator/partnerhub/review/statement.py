"""What a review says: words of ours over facts, which `writer` says in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from partnerhub.words.terms import Term


@dataclass(frozen=True)
class Statement:
    """Something worth saying."""

    term: Term
    facts: Mapping[str, object] = field(default_factory=dict)
    """Text from the file, dates, numbers, terms, or a statement about a part of what this one is about."""
    is_private: bool = False
    """Whether its facts come from fields that stay in the repository."""
    instead: Term | None = None
    """What is said of the same facts where every reader may be anyone; None for nothing."""
    many: Term | None = None
    """The words for a `count` that is not one; None where nothing is counted."""

    def public(self) -> Iterator[Statement]:
        """The statement with private values withheld, if anything is left of it."""
        if self.is_private:
            if self.instead is not None:
                terms = {name: fact for name, fact in self.facts.items() if isinstance(fact, Term)}
                yield Statement(self.instead, terms)
            return
        facts = dict(self.facts)
        for name, fact in self.facts.items():
            if isinstance(fact, Statement):
                said = next(fact.public(), None)
                if said is None:
                    return
                facts[name] = said
        yield replace(self, facts=facts)


def counted(one: str, many: str, count: int) -> Statement:
    """Words in the plural form that the reader's language has for `{count}`; both are terms without being marked."""
    return Statement(Term(one), {"count": count}, many=Term(many))
