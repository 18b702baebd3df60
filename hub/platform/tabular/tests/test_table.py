from hub.platform.tabular import headings, table
from hub.platform.tabular.headings import Field
from hub.platform.tabular.limits import BROWSER
from hub.platform.tabular.results import Reject, Row, Skipped

FIELDS = (
    Field("title", "Title", ("contract title",)),
    Field("supplier", "Supplier", ("supplier name",)),
    Field(
        "value", "Value", ("contract value",), lambda values: sum(value[:1].isdigit() for value in values) / len(values)
    ),
)


def read(cells: list[list[str]]) -> list[Row | Reject | Skipped]:
    header, rest = table.find_header(enumerate(cells, 1), BROWSER, lambda row: headings.recognised(row, FIELDS))
    return list(table.records(header, rest))


class TestFindingTheTable:
    def test_titles_and_blanks_above_the_headings_are_skipped_with_the_reason(self) -> None:
        found = read([["Our register"], [], ["Contract title", "Supplier name"], ["Cleaning", "A Ltd"]])
        assert [(each.row, each.reason) for each in found if isinstance(each, Skipped)] == [
            (1, table.PREAMBLE), (2, table.BLANK), (3, table.HEADING),
        ]  # fmt: skip
        assert isinstance(found[-1], Row)
        assert found[-1].number == 4
        assert found[-1].cells == {"Contract title": "Cleaning", "Supplier name": "A Ltd"}

    def test_totals_blanks_and_repeated_headings_below_are_skipped(self) -> None:
        head = ["Title", "Supplier", "Value"]
        found = read([head, ["A", "B", "1"], ["", " ", ""], head, ["Grand total", "", "£1,200.00"]])
        assert [each.reason for each in found if isinstance(each, Skipped)] == [
            table.HEADING, table.BLANK, table.REPEATED, table.TOTAL,
        ]  # fmt: skip

    def test_a_contract_called_total_is_no_total_row(self) -> None:
        found = read(
            [["Title", "Supplier", "Value"], ["Total facilities management", "A Ltd", "1"], ["Total", "Gas Ltd", "5"]]
        )
        assert sum(isinstance(each, Row) for each in found) == 2

    def test_blank_and_repeated_headings_get_names_of_their_own(self) -> None:
        assert table.unique(["Title", "", "Title", "Value", ""]) == ("Title", "Column B", "Title (2)", "Value")

    def test_a_row_wider_than_the_headings_is_rejected_with_the_likely_cause(self) -> None:
        found = read([["Title", "Supplier"], ["Cleaning", "Smith", "Jones Ltd"]])
        assert isinstance(found[-1], Reject)
        assert "quotation marks" in found[-1].reason

    def test_short_rows_are_filled_up(self) -> None:
        found = read([["Title", "Supplier", "Value"], ["Cleaning"]])
        assert isinstance(found[-1], Row) and found[-1].cells["Value"] == ""


class TestGuessingHeadings:
    def test_knows_labels_synonyms_and_slips_of_spelling(self) -> None:
        found = headings.guess(["TITLE", "supplier_name", "Contract Vaule"], FIELDS)
        assert [(each.field, each.how) for each in found.guesses] == [
            ("title", "exact"), ("supplier", "synonym"), ("value", "spelling"),
        ]  # fmt: skip

    def test_gives_each_field_to_one_column_the_surest(self) -> None:
        found = headings.guess(["Contract title", "Title"], FIELDS)
        assert found.as_dict() == {"Contract title": "", "Title": "title"}

    def test_is_less_sure_when_the_content_does_not_fit(self) -> None:
        fits = headings.guess(["Value"], FIELDS, [{"Value": "12"}])
        misfits = headings.guess(["Value"], FIELDS, [{"Value": "Smith"}])
        assert fits.guesses[0].confidence > misfits.guesses[0].confidence

    def test_is_corrected_by_a_person_and_the_field_leaves_its_old_column(self) -> None:
        found = headings.guess(["Title", "What for"], FIELDS).corrected({"What for": "title"})
        assert found.as_dict() == {"Title": "", "What for": "title"}

    def test_is_the_same_each_time(self) -> None:
        names = ["Supplier", "Title", "Value", "Notes"]
        assert headings.guess(names, FIELDS) == headings.guess(names, FIELDS)

    def test_remembers_a_layout_whatever_its_order_and_capitals(self) -> None:
        assert headings.fingerprint(["Title", "Value "]) == headings.fingerprint(["VALUE", "title"])
        assert headings.fingerprint(["Title"]) != headings.fingerprint(["Value"])
