"""The changes that `./dev prove mutants-law` makes: of decisions, never of words for people."""

from pathlib import Path

import pytest

from proofs._mutants import Unchanged, is_prose, mutants

CODE = '''"""Words."""
LIMIT = 8
class Kind(Term):
    """Words."""
    GOODS = "goods", "Goods and such"
@rule("name", title="Which one?", citation="PA 2023 s.1", topic="Tests")
def decide(facts, *, on: Annotated[date, Ask("When?")] = None):
    """Words. 1 < 2"""
    if facts.days < LIMIT and not facts.urgent:
        return bad("days", f"Give {facts.days} days or more.", "PA 2023 s.2")
    return Answer(Result(days=facts.days + 1), (one, *two))
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "some.py"
    found.write_text(CODE)
    return found


def test_every_decision_is_changed_and_no_words(path: Path) -> None:
    days = "bad('days', f'Give {facts.days} days or more.', 'PA 2023 s.2')"
    answer = "Answer(Result(days=facts.days + 1), (one, *two))"
    assert {(one.function, one.change) for one in mutants(path)} == {
        ("", "8 → 9"),
        ("Kind.", "'goods' → 'XXgoodsXX'"),
        ("", "'name' → 'XXnameXX'"),
        ("", "'PA 2023 s.1' → 'XXPA 2023 s.1XX'"),
        (
            "decide()",
            "if facts.days < LIMIT and (not facts.urgent) → if not (facts.days < LIMIT and (not facts.urgent))",
        ),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → facts.days < LIMIT or not facts.urgent"),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → not facts.urgent"),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → facts.days < LIMIT"),
        ("decide()", "facts.days < LIMIT → facts.days <= LIMIT"),
        ("decide()", "facts.days < LIMIT → facts.days >= LIMIT"),
        ("decide()", "not facts.urgent → facts.urgent"),
        ("decide()", f"{days} → bad('days', f'Give {{facts.days}} days or more.')"),
        ("decide()", "'days' → 'XXdaysXX'"),
        ("decide()", "'PA 2023 s.2' → 'XXPA 2023 s.2XX'"),
        ("decide()", f"{answer} → Answer(Result(days=facts.days + 1))"),
        ("decide()", "facts.days + 1 → facts.days - 1"),
        ("decide()", "1 → 2"),
        ("decide()", "(one, *two) → (*two,)"),
        ("decide()", "(one, *two) → (one,)"),
    }


def test_every_change_can_be_compiled_and_makes_another_code(path: Path) -> None:
    for one in mutants(path):
        assert one.tree() != Unchanged(**vars(one)).tree()
        assert one.code() != Unchanged(**vars(one)).code()


def test_the_name_of_a_changed_constant_is_known(path: Path) -> None:
    assert {one.constant for one in mutants(path)} == {"LIMIT", ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PA 2023 s.54(4) entry 7", False),
        ("SI 2024/716 reg 5", False),
        ("needs_fact", False),
        ("two words", False),
        ("Taken as met: it is so.", True),
        ("PA 2023 s.3 says so. Ask a lawyer.", True),
    ],
)
def test_prose_is_told_from_codes_and_sections(text: str, expected: bool) -> None:
    assert is_prose(text) is expected
