"""Details of an organisation and its reusable answers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.organisation import acts, rules, selectors, services
from hub.organisation.models import Answer, Organisation
from hub.organisation.terms import QUESTIONS, Question, Section, Standing
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.documents.models import Version
from hub.platform.identity import selectors as identity
from hub.platform.identity.roles import Role

REGISTER, DESCRIBE, ANSWER, RETIRE = acts.REGISTER, acts.DESCRIBE, acts.ANSWER, acts.RETIRE
SOON_DAYS = rules.SOON.days


@dataclass(frozen=True)
class Mine:
    """An organisation of the reader, with what they may do there.

    :param role: the strongest role that they hold.
    """

    party: int
    name: str
    role: Role

    @property
    def owns(self) -> bool:
        """Say whether the reader is an owner."""
        return self.role == Role.SUPPLIER_OWNER

    @property
    def writes(self) -> bool:
        """Say whether the reader may change details and answers."""
        return self.role in acts.WRITERS


@dataclass(frozen=True)
class Details:
    """What an organisation says of itself; the names are those of ``services.registering.DETAILS``."""

    name: str
    body_kind: str = ""
    body_words: str = ""
    scheme: str = ""
    number: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""
    is_small: bool | None = None
    is_vcse: bool | None = None
    version: int | None = None


@dataclass(frozen=True)
class ProfileFile:
    """The file of an answer, as it arrived."""

    name: str
    size: int
    sha256: str
    scan: str
    is_infected: bool
    href: str


@dataclass(frozen=True)
class ProfileAnswer:
    """One version of an answer of a profile.

    :param ends_on: the last day on which it is good.
    :param standing: how it stands on the day that was asked for.
    """

    question: Question
    number: int
    choice: str
    cover: Decimal | None
    text: str
    given_on: date
    given_at: datetime
    given_by: str
    ends_on: date | None
    standing: Standing
    file: ProfileFile | None
    is_out: bool = False

    @property
    def is_good(self) -> bool:
        """Say whether it still holds."""
        return self.standing in {Standing.GOOD, Standing.SOON}


@dataclass(frozen=True)
class Line:
    """One question of the profile with its answer, if it has one."""

    question: Question
    answer: ProfileAnswer | None

    @property
    def standing(self) -> Standing:
        """Give how it stands."""
        return self.answer.standing if self.answer else Standing.NONE

    @property
    def page(self) -> str:
        """Give the address of the question."""
        return f"/organisation/answers/{self.question.key}/"


def organisations(actor: Actor) -> list[Mine]:
    """Give the organisations of a reader by name."""
    held = [(party, actor.roles_at(party.pk)) for party in selectors.parties_of(actor)]
    return [Mine(row.pk, row.name, next(role for role in selectors.ORDER if role in roles)) for row, roles in held]


def details(actor: Actor, party: int) -> Details | None:
    """Give what an organisation of the reader says of itself; only its name where it never said more."""
    if party not in actor.supplier_reach:
        return None
    row = selectors.of_party(party)
    if row is None:
        found = selectors.party(party)
        return Details(found.name) if found else None
    return Details(
        name=row.name, body_kind=row.body_kind, body_words=row.get_body_kind_display() if row.body_kind else "",
        scheme=row.scheme, number=row.number, street=row.street, town=row.town, postcode=row.postcode, email=row.email,
        phone=row.phone, is_small=row.is_small, is_vcse=row.is_vcse, version=row.version,
    )  # fmt: skip


def register(actor: Actor, given: dict[str, object], *, at: datetime) -> int:
    """Put an organisation of the reader's own on the Hub; give its number.

    :raises Refused: when its number cannot be right.
    """
    return services.register(identity.myself(actor), details=given, by=actor, at=at).party_id


def describe(actor: Actor, party: int, given: dict[str, object], *, at: datetime, version: int | None) -> int:
    """Change the details of an organisation of the reader.

    :raises LookupError: when it is not theirs.
    :raises Refused: when they may not, or a number cannot be right.
    """
    return services.describe(_own(actor, party, at), details=given, by=actor, at=at, version=version).party_id


def profile(actor: Actor, party: int, *, at: datetime) -> list[tuple[Section, list[Line]]]:
    """Give the standard questions by section, each with what the organisation answered."""
    row = selectors.of_party(party) if party in actor.supplier_reach else None
    found = selectors.latest(row) if row else {}
    shown = {key: one for key, one in found.items() if not one.is_out}
    told = _told(shown, on=london(at).date())
    return [
        (section, [Line(one, told.get(one.key)) for one in QUESTIONS if one.section == section]) for section in Section
    ]


def versions(actor: Actor, party: int, key: str, *, at: datetime) -> list[ProfileAnswer]:
    """Give every version of one answer, newest first."""
    row = selectors.of_party(party) if party in actor.supplier_reach else None
    rows = selectors.versions(row, key) if row else []
    files = selectors.files_of(rows)
    return [_answer(one, files, london(at).date()) for one in rows]


def answer(
    actor: Actor, party: int, key: str, said: services.Said, *, at: datetime, seen: int | None = None
) -> ProfileAnswer:
    """Answer a question of the profile.

    :raises LookupError: when the organisation is not the reader's.
    :raises Refused: when they may not, something is missing, or the file cannot be taken.
    """
    row = services.answer(_own(actor, party, at), key, said, by=actor, at=at, seen=seen)
    return _answer(row, selectors.files_of([row]), london(at).date())


def retire(actor: Actor, party: int, key: str, *, at: datetime) -> None:
    """Take an answer out of the profile.

    :raises LookupError, Refused: as for ``answer``.
    """
    services.retire(_own(actor, party, at), key, by=actor, at=at)


def answers_for(organisation: int, on: date) -> dict[str, ProfileAnswer]:
    """Give what an organisation's profile said at the end of a day, by the key of the question.

    For a bid that reuses answers: each names its version, the day it was given, and whether it still holds on the day.

    :param organisation: the number of its party.
    :param on: the day, London.
    """
    row = selectors.of_party(organisation)
    return _told(selectors.as_of(row, on), on=on) if row else {}


def ending(actor: Actor, *, at: datetime) -> list[tuple[Mine, ProfileAnswer]]:
    """Give the answers of the reader's organisations that ended or end soon, nearest end first."""
    found = []
    for mine in organisations(actor):
        for _, lines in profile(actor, mine.party, at=at):
            found += [
                (mine, line.answer)
                for line in lines
                if line.answer and line.standing in {Standing.SOON, Standing.LAPSED}
            ]
    return sorted(found, key=lambda pair: (pair[1].ends_on or date.max, pair[1].question.key))


def _told(rows: dict[str, Answer], *, on: date) -> dict[str, ProfileAnswer]:
    files = selectors.files_of(rows.values())
    return {key: _answer(row, files, on) for key, row in rows.items()}


def _answer(row: Answer, files: dict[tuple[int, int], Version], on: date) -> ProfileAnswer:
    version = files.get((row.document_id or 0, row.file_number or 0))
    return ProfileAnswer(
        question=row.question, number=row.number, choice=row.choice, cover=row.cover, text=row.text,
        given_on=london(row.given_at).date(), given_at=row.given_at, given_by=row.given_by.name, ends_on=row.ends_on,
        standing=row.standing(on), file=_file(version) if version else None, is_out=row.is_out,
    )  # fmt: skip


def _file(version: Version) -> ProfileFile:
    return ProfileFile(
        name=version.name, size=version.size, sha256=version.sha256, scan=version.get_scan_display(),
        is_infected=version.is_infected, href=version.download_url,
    )  # fmt: skip


def _own(actor: Actor, party: int, at: datetime) -> Organisation:
    found = selectors.party(party) if party in actor.supplier_reach else None
    if found is None:
        raise LookupError(party)
    return services.of(found, at=at)
