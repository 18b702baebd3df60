"""Many values of ``__in`` find what Django's own statement finds."""

import pytest

from hub.platform import lists
from hub.platform.search.models import SearchTerm
from hub.platform.tenancy.models import Authority, Share

pytestmark = pytest.mark.django_db
WORDS = [f"w{number}" for number in range(3 * lists.MANY)]


@pytest.fixture
def terms() -> None:
    SearchTerm.objects.bulk_create([SearchTerm(scope="za1", word=word) for word in WORDS])


def statement(query: object) -> str:
    return str(query.query)  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [1, lists.MANY - 1, lists.MANY, 2 * lists.MANY])
def test_the_named_values_are_found_and_no_others(terms: None, count: int) -> None:
    asked = [*WORDS[:count], None, *WORDS[:count], "w0 and more", "it's {odd}, \\ \" NULL"]
    found = SearchTerm.objects.filter(word__in=asked)
    assert set(found.values_list("word", flat=True)) == set(WORDS[:count])
    assert found.count() == count
    left = SearchTerm.objects.exclude(word__in=asked)
    assert set(left.values_list("word", flat=True)) == set(WORDS[count:])


def test_keys_and_what_a_foreign_key_points_at_are_found(cast: object) -> None:
    held = Authority.objects.order_by("pk")
    keys = [*held.values_list("pk", flat=True), *range(10**9, 10**9 + lists.MANY), 2**31 + 1]
    assert list(Authority.objects.filter(pk__in=keys).order_by("pk")) == list(held)
    assert Share.objects.filter(authority__in=keys).count() == Share.objects.count()
    assert Share.objects.filter(authority__in=[*held] * lists.MANY).count() == Share.objects.count()


def test_a_text_longer_than_its_column_finds_nothing(terms: None) -> None:
    size = SearchTerm._meta.get_field("scope").max_length
    SearchTerm.objects.create(scope="s" * size, word="w")
    asked = ["s" * (size + number) for number in range(1, lists.MANY + 1)]
    assert not SearchTerm.objects.filter(scope__in=asked).exists()


def test_nothing_but_nulls_finds_nothing() -> None:
    assert not SearchTerm.objects.filter(word__in=[None] * lists.MANY).exists()


def test_a_subquery_stays_a_subquery(terms: None) -> None:
    asked = SearchTerm.objects.filter(scope="za1").values("word")
    assert SearchTerm.objects.filter(word__in=asked).count() == len(WORDS)


def test_a_key_beyond_every_number_is_no_fault(terms: None) -> None:
    asked = [*range(1, lists.MANY), 2**62]
    assert Authority.objects.filter(pk__in=asked).count() == Authority.objects.filter(pk__lt=lists.MANY).count()


@pytest.mark.pg
def test_postgresql_is_asked_by_one_value(terms: None) -> None:
    assert "ANY" in statement(SearchTerm.objects.filter(word__in=WORDS))
    assert "ANY" in statement(Share.objects.filter(authority__in=list(range(lists.MANY))))
    assert "ANY" not in statement(SearchTerm.objects.filter(word__in=WORDS[: lists.MANY - 1]))
