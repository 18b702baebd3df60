"""The questions by which the lines of a new file meet those that are here: "lines" are new, "old" are here already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.platform.analytics.shapes import question
from hub.spend.questions import counted, lines

if TYPE_CHECKING:
    import ibis.expr.types as ir

# What makes two lines of different files the same line, and what makes one the restated other.
SAME = ("when", "amount", "payee_key", "reference")
KIN = ("kin_when", "payee_key", "reference")


def keyed(found: ir.Table, worn: list[str]) -> ir.Table:
    """Add the keys by which lines of different files meet.

    :param worn: references that too many lines carry to tell one from another; they count as none.
    """
    import ibis

    day = found.paid_on.year() * 10000 + found.paid_on.month() * 100 + found.paid_on.day()
    when = ibis.coalesce(day.cast("int64"), found.month.cast("int64") * 100)
    reference = ibis.ifelse(found.reference.isin(worn), "", found.reference) if worn else found.reference
    made = found.mutate(when=when, reference=reference)
    # With a reference a restated date is still the same line; without one the date must tell.
    return made.mutate(kin_when=ibis.ifelse(made.reference == "", made.when, ibis.literal(0, "int64")))


@question()
def shares(worn: list[str]) -> ir.Table:
    """Ask, for each file that is here, how many of its lines the new lines hold too, exactly or restated.

    ``shared`` ones are the same, ``kin`` ones have the same payee and reference, or without a reference the same payee
    and day; ``sure`` leaves out of these the lines without a reference that have another sum.
    """
    import ibis

    new, old = keyed(lines(), worn), keyed(counted("old"), worn)
    strict = _shared(new, old, SAME)
    kin = _shared(new, old, KIN)
    named = _shared(new.filter(new.reference != ""), old.filter(old.reference != ""), KIN).rename(named="shared")
    bare = _shared(new.filter(new.reference == ""), old.filter(old.reference == ""), SAME).rename(bare="shared")
    ends = new.aggregate(first=new.when.min(), last=new.when.max())
    inside = old.cross_join(ends)
    inside = inside.filter((inside.when >= inside["first"]) & (inside.when <= inside["last"]))
    within = inside.group_by("file").aggregate(within=inside.count())
    whole = old.group_by("file").aggregate(lines=old.count(), first=old.when.min(), last=old.when.max())
    made = whole.left_join(strict, "file").drop("file_right").left_join(kin.rename(kin="shared"), "file")
    made = made.drop("file_right").left_join(within, "file").drop("file_right").left_join(named, "file")
    made = made.drop("file_right").left_join(bare, "file").drop("file_right")
    zero = ibis.literal(0, "int64")
    return made.mutate(
        shared=ibis.coalesce(made.shared, zero), kin=ibis.coalesce(made.kin, zero),
        within=ibis.coalesce(made.within, zero),
        sure=ibis.coalesce(made.named, zero) + ibis.coalesce(made.bare, zero), named=ibis.coalesce(made.named, zero),
    )  # fmt: skip


@question(shape={"name"})
def departments(name: str) -> ir.Table:
    """Ask for the departments that the lines of each file name."""
    found = lines(name)
    found = found.filter(found.department != "")
    return found.select("file", "department").distinct()


def _shared(new: ir.Table, old: ir.Table, key: tuple[str, ...]) -> ir.Table:
    import ibis

    of_new = new.group_by(list(key)).aggregate(n_new=new.count())
    of_old = old.group_by([*key, "file"]).aggregate(n_old=old.count())
    met = of_old.inner_join(of_new, list(key))
    return met.group_by("file").aggregate(shared=ibis.least(met.n_old, met.n_new).sum().cast("int64"))


@question()
def new_within(first: int, last: int, worn: list[str]) -> ir.Table:
    """Ask how many new lines lie between two days, written as 20260331."""
    new = keyed(lines(), worn)
    inside = new.filter((new.when >= first) & (new.when <= last))
    return inside.aggregate(count=inside.count())


@question()
def held(files: list[str], strong_only: list[str], worn: list[str]) -> ir.Table:
    """Ask which new lines are here already: of as many equal lines as are here, so many count no more.

    :param files: files all of whose equal lines hold.
    :param strong_only: files whose lines hold only with a reference.
    """
    new, old = keyed(lines(), worn), keyed(counted("old"), worn)
    old = old.filter(old.file.isin(files or [""]) | (old.file.isin(strong_only or [""]) & (old.reference != "")))
    here = old.group_by(list(SAME)).aggregate(n_old=old.count(), holder=old.file.min())
    met = _ranked(new, SAME).inner_join(here, list(SAME))
    return met.filter(met.rank < met.n_old).select("row", "holder")


def _ranked(new: ir.Table, key: tuple[str, ...]) -> ir.Table:
    import ibis

    return new.mutate(rank=ibis.row_number().over(ibis.window(group_by=list(key), order_by="row")))


def added(worn: list[str]) -> ir.Table:
    """Ask which new lines the replaced files did not have; ``is_update`` marks those that restate a line of theirs."""
    import ibis

    new, old = keyed(lines(), worn), keyed(counted("old"), worn)
    here = old.group_by(list(SAME)).aggregate(n_old=old.count())
    met = _ranked(new, SAME).left_join(here, list(SAME))
    zero = ibis.literal(0, "int64")
    more = met.filter(met.rank >= ibis.coalesce(met.n_old, zero)).select(*new.columns)
    gone = removed(worn)
    lost = gone.group_by(list(KIN)).aggregate(n_lost=gone.count())
    paired = _ranked(more, KIN).left_join(lost, list(KIN))
    return paired.mutate(is_update=paired.rank < ibis.coalesce(paired.n_lost, zero)).select(*new.columns, "is_update")


def removed(worn: list[str]) -> ir.Table:
    """Ask which lines of the replaced files the new file no longer has."""
    import ibis

    new, old = keyed(lines(), worn), keyed(counted("old"), worn)
    here = new.group_by(list(SAME)).aggregate(n_new=new.count())
    met = _ranked(old, SAME).left_join(here, list(SAME))
    return met.filter(met.rank >= ibis.coalesce(met.n_new, ibis.literal(0, "int64"))).select(*old.columns)


@question()
def outcome(worn: list[str]) -> ir.Table:
    """Ask how many lines a correction adds and restates, and their sums."""
    more = added(worn)
    return more.group_by("is_update").aggregate(count=more.count(), amount=more.amount.sum())


@question()
def gone(worn: list[str]) -> ir.Table:
    """Ask how many lines a correction leaves out, and their sum."""
    less = removed(worn)
    return less.aggregate(count=less.count(), amount=less.amount.sum())


@question()
def kept_back(holders: list[int], worn: list[str]) -> ir.Table:
    """Ask, for each file in "beside", how many of its lines count no more because of lines that a correction drops.

    :param holders: numbers of the loads that are replaced.
    """
    beside = keyed(lines("beside"), worn)
    beside = beside.filter(beside.held_by.isin(holders)).semi_join(removed(worn), list(SAME))
    return beside.group_by("file").aggregate(count=beside.count())


def first_of(found: ir.Table, limit: int) -> ir.Table:
    """Ask for the first lines, as a difference shows them."""
    wanted = ["row", "paid_on", "month", "payee", "reference", "amount", "is_person"]
    if "is_update" in found.columns:
        wanted.append("is_update")
    return found.order_by("row").select(*wanted).limit(limit)
