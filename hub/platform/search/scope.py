"""Who may find an entry, as words of the index itself: permission costs no more than one more word in the query.

An entry carries a word for each authority that may read it; a confidential one instead carries words for those who
read confidential papers there and for single people. A person's scope is the list of words any of which lets them in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from hub.platform.actors import Actor
from hub.platform.documents.terms import CONFIDENTIAL_READERS
from hub.platform.identity.roles import OFFICERS

PUBLIC = "zpublic0"
EVERY_OFFICER = "zofficer0"
SYSTEM = "zsystem0"


@lru_cache(maxsize=200)
def kind_word(root_kind: str) -> str:
    """Give the word of a kind; the digit keeps stemming away."""
    return f"zk{''.join(filter(str.isalnum, root_kind))}0"


def entry_words(
    *,
    root_kind: str,
    authority_id: int | None,
    partners: Iterable[int] = (),
    is_public: bool = False,
    is_confidential: bool = False,
    readers: Iterable[int] = (),
    only_public: bool = False,
) -> str:
    """Give the scope words that an entry carries; what is ``only_public`` officers find as their own record."""
    found = [kind_word(root_kind), SYSTEM]
    if only_public:
        return " ".join([*found, PUBLIC])
    if is_confidential:
        found += [f"zc{authority_id}"] if authority_id else []
        # With the authority: who has moved to another one no longer reads here.
        found += [f"zp{person_id}a{authority_id}" for person_id in sorted(set(readers))]
        return " ".join(found)
    found += [f"za{authority_id}"] if authority_id else [EVERY_OFFICER]
    found += [f"za{partner}" for partner in sorted(set(partners))]
    found += [PUBLIC] if is_public else []
    return " ".join(found)


def learning_words(scope: Iterable[str]) -> list[str]:
    """Give the scope words under which an entry's words are learnt: each names all that its readers may find.

    Confidential entries have none of these: their words are suggested to nobody.
    """
    return [word for word in scope if word in (PUBLIC, EVERY_OFFICER) or word.startswith("za")]


def actor_words(actor: Actor | None, *, public_only: bool = False) -> list[str]:
    """Give the scope words of which an entry must carry one for this actor to find it; none means nothing."""
    if public_only or actor is None:
        return [PUBLIC]
    if actor.is_system:
        return [SYSTEM]
    officer_at = sorted({grant.party_id for grant in actor.grants if grant.role in OFFICERS})
    if not officer_at:
        return []
    trusted_at = sorted({grant.party_id for grant in actor.grants if grant.role in CONFIDENTIAL_READERS})
    found = [EVERY_OFFICER, *(f"za{party_id}" for party_id in officer_at)]
    own = [f"zp{actor.person_id}a{party_id}" for party_id in officer_at]
    return [*found, *(f"zc{party_id}" for party_id in trusted_at), *own]
