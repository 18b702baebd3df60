"""Layouts that nobody has seen before are read by their headings and by what their columns hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.spend.reading import reading
from hub.spend.reading.tests.reads import LATEST, amounts, lines_in, read


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        ["Suplier Name", "Supplier  name ", "SUPPLIER_NAME", "SupplierName", "Beneficiary", "Paid To", "Vendor"],
    )
    def test_the_payee_is_found_under_many_names(self, tmp_path, heading):
        _, lines, _, _ = read(tmp_path, f"{heading},Amount,Date\nAsh Ltd,5.00,01/04/2026\n")
        assert [line["payee"] for line in lines] == ["Ash Ltd"]

    def test_titles_above_blank_rows_and_empty_columns_are_skipped(self, tmp_path):
        text = (
            "Payments over £500,,,,\n,,,,\nReport date: 02/07/2026,,,,\nPayee,,Amount Net,Date of payment,\n"
            "Ash Ltd,,5.00,01/04/2026,\n,,,,\n"
        )
        layout, lines, _, skipped = read(tmp_path, text)
        assert (layout.header_row, layout.is_net, amounts(lines), skipped) == (4, True, ["5.00"], 5)
        assert lines[0]["row"] == 5

    def test_headings_that_come_again_on_every_page_are_no_lines(self, tmp_path):
        head = "Supplier,Date,Amount\n"
        _, lines, rejects, skipped = read(tmp_path, head + "Ash,1/4/2026,1.00\n" + head + "Birch,2/4/2026,2.00\n")
        assert (amounts(lines), rejects, skipped) == (["1.00", "2.00"], [], 2)

    def test_names_under_a_heading_for_numbers_are_taken_for_the_payee(self, tmp_path):
        rows = "".join(f"Office,{n},FIRM NUMBER {chr(65 + n)} LTD,{n}.50\n" for n in range(9))
        _, lines, _, _ = read(tmp_path, "Unit(T),TransNo,Supplier ID(T),Amount\n" + rows)
        assert lines[0]["payee"] == "FIRM NUMBER A LTD"

    def test_a_file_without_headings_is_read_by_content(self, tmp_path):
        rows = "".join(f"0{n}/04/2026,Ash {chr(65 + n)} Services Ltd,{n}.25,X{n}\n" for n in range(1, 9))
        layout, lines, _, _ = read(tmp_path, rows)
        assert layout.header_row == 0 and len(lines) == 8
        assert (lines[0]["payee"], lines[0]["amount"]) == ("Ash B Services Ltd", Decimal("1.25"))

    def test_the_day_of_payment_is_preferred_to_the_day_of_the_invoice(self, tmp_path):
        _, lines, _, _ = read(tmp_path, "Invoice date,Supplier,Amount,Date paid\n01/03/2026,Ash Ltd,5,09/04/2026\n")
        assert lines[0]["paid_on"] == dt.date(2026, 4, 9)

    def test_two_columns_of_one_name_are_told_apart(self, tmp_path):
        text = "Supplier,Classification,Classification,Date,Net\nAsh,Care,Homes,1/4/2026,5\n"
        layout, lines, _, _ = read(tmp_path, text)
        assert layout.headings[1:3] == ("Classification", "Classification (2)")
        assert lines[0]["category"] == "Care"

    def test_a_file_that_is_no_ledger_is_refused_in_words(self, tmp_path):
        with pytest.raises(Unreadable, match="sums of money"):
            read(tmp_path, "Name,Town\nAsh,Leeds\nBirch,York\n")


class TestSums:
    @pytest.mark.parametrize(
        ("written", "means"),
        [
            ("1234.5", "1234.50"), ('"1,234.50"', "1234.50"), ("£1234.50", "1234.50"), ("(978)", "-978.00"),
            ('"(£1,978.10)"', "-1978.10"), ("12.50-", "-12.50"), ("-978", "-978.00"), ("12.00 CR", "-12.00"),
            ("12.00DR", "12.00"), ("1616.23 ", "1616.23"), ("-£50", "-50.00"), ("12.3400", "12.34"), ("0", "0.00"),
            ("\u20131.00", "-1.00"), ("-(1.00)", "-1.00"), ("CR 3.00", "-3.00"), ("(3.00)-", "-3.00"),
        ],
    )  # fmt: skip
    def test_they_are_read_as_ledgers_write_them(self, tmp_path, written, means):
        _, lines, rejects, _ = read(tmp_path, f"Supplier,Date,Net amount\nAsh Ltd,01/04/2026,{written}\nB,1/4/2026,7\n")
        assert (amounts(lines), rejects) == ([means, "7.00"], [])

    @pytest.mark.parametrize(
        ("headings", "row", "is_net", "means"),
        [
            ("Net,VAT,Gross", "100,20,120", True, "100.00"), ("Gross,VAT,Net", "120,20,100", True, "100.00"),
            ("Amount,VAT,Total inc VAT", "100,20,120", True, "100.00"), ("Amount,Note,X", "120,,", False, "120.00"),
            ("Amount inc VAT,VAT,X", "120,20,", True, "100.00"), ("Amount excl VAT,X,Y", "100,,", True, "100.00"),
        ],
    )  # fmt: skip
    def test_the_sum_without_vat_counts_where_the_file_says_it(self, tmp_path, headings, row, is_net, means):
        layout, lines, _, _ = read(tmp_path, f"Supplier,Date,{headings}\nAsh Ltd,01/04/2026,{row}\n")
        assert (layout.is_net, amounts(lines)) == (is_net, [means])

    @pytest.mark.parametrize(
        ("heading", "is_net"),
        [
            ("Amount exclusive of VAT", True),
            ("VAT Exclusive Amount", True),
            ("Amount (VAT exclusive)", True),
            ("Amount not including VAT", True),
            ("Amount before VAT", True),
            ("Amount ex-VAT", True),
            ("Amount (exclusive of recoverable VAT)", True),
            ("Amount without VAT", True),
            ("Amount inclusive of VAT", False),
            ("VAT inclusive amount", False),
            ("Amount (VAT included)", False),
        ],
    )
    def test_a_heading_that_speaks_of_vat_is_no_column_of_vat(self, tmp_path, heading, is_net):
        text = f"Supplier,Date,{heading},VAT\nAsh Ltd,01/04/2026,100,20\nBirch Ltd,02/04/2026,10,2\n"
        layout, lines, _, _ = read(tmp_path, text)
        # Beside gross sums VAT is taken off, so that the file counts net either way.
        assert (layout.is_net, amounts(lines)) == (True, ["100.00", "10.00"] if is_net else ["80.00", "8.00"])
        assert str(lines[0]["vat"]) == "20.00"
        layout, lines, _, _ = read(tmp_path, text.replace(",VAT\n", ",Note\n").replace(",20\n", ",\n"))
        assert (layout.is_net, amounts(lines)) == (is_net, ["100.00", "10.00"])

    def test_the_net_sum_beside_a_gross_one_counts(self, tmp_path):
        text = "Supplier,Date,Amount,VAT exclusive amount\nAsh Ltd,01/04/2026,120,100\nBirch Ltd,01/04/2026,12,10\n"
        layout, lines, _, _ = read(tmp_path, text)
        assert (layout.is_net, amounts(lines)) == (True, ["100.00", "10.00"])

    @pytest.mark.parametrize(
        ("title", "is_net"),
        [
            ("All amounts exclude VAT", True),
            ("Amounts are exclusive of VAT", True),
            ("Sums do not include VAT", True),
            ("All values are ex-VAT", True),
            ("VAT is excluded", True),
            ("All amounts include VAT", False),
        ],
    )
    def test_the_title_says_whether_vat_is_in(self, tmp_path, title, is_net):
        layout, _, _, _ = read(tmp_path, f"Payments. {title}\n\nSupplier,Date,Amount\nAsh Ltd,01/04/2026,120\n")
        assert layout.is_net is is_net

    @pytest.mark.parametrize(
        ("headings", "row", "net", "gross", "counts"),
        [
            ("Net,VAT,Gross", ",20,120", "100.00", "120.00", "100.00"),
            ("Net,VAT,Gross", "100,20,", "100.00", "120.00", "100.00"),
            ("Net,VAT,Gross", ",-20,(120)", "-100.00", "-120.00", "-100.00"),
            ("Amount inc VAT,VAT,X", "120,20,", "100.00", "120.00", "100.00"),
            ("Gross Amount,VAT Amount,X", "240,40,", "200.00", "240.00", "200.00"),
        ],
    )  # fmt: skip
    def test_net_or_gross_is_worked_out_from_the_other_and_vat(self, tmp_path, headings, row, net, gross, counts):
        first = "100,20,120" if headings.startswith("Net") else "120,20,"
        text = f"Supplier,Date,{headings}\nAsh Ltd,01/04/2026,{first}\nBirch Ltd,01/04/2026,{row}\n"
        _, lines, rejects, _ = read(tmp_path, text)
        assert rejects == []
        assert [str(lines[1][name]) for name in ("net", "gross", "amount")] == [net, gross, counts]

    def test_gross_sums_count_as_they_are_where_one_has_no_vat_beside_it(self, tmp_path):
        text = "Date,Supplier,Gross Amount,VAT Amount\n04/05/2026,Acme,120,20\n06/07/2026,Beta,240,\n"
        layout, lines, rejects, _ = read(tmp_path, text)
        assert (layout.is_net, amounts(lines), rejects) == (False, ["120.00", "240.00"], [])

    def test_a_gross_sum_alone_in_a_net_file_says_what_is_missing(self, tmp_path):
        text = "Supplier,Date,Net,VAT,Gross\nAsh,1/4/2026,100,20,120\nBirch,1/4/2026,,,120\n"
        _, _, rejects, _ = read(tmp_path, text)
        assert [each.row for each in rejects] == [3] and "Enter the net sum or the VAT" in rejects[0].reason

    def test_debit_and_credit_columns_make_one_sum(self, tmp_path):
        text = "Supplier,Date,Debit,Credit\nAsh,1/4/2026,5.00,\nBirch,1/4/2026,,2.00\n"
        assert amounts(read(tmp_path, text)[1]) == ["5.00", "-2.00"]

    def test_a_sign_beside_the_sum_turns_it(self, tmp_path):
        text = "Supplier,Date,Amount,DR/CR\nAsh,1/4/2026,5.00,DR\nBirch,1/4/2026,2.00,CR\n"
        assert amounts(read(tmp_path, text)[1]) == ["5.00", "-2.00"]

    @pytest.mark.parametrize(
        ("heading", "charged", "credited"),
        [
            ("+/-", "+", "-"),
            ("Type", "Invoice", "Credit Note"),
            ("Doc Type", "INV", "CRN"),
            ("Transaction Type", "Invoice", "CN"),
            ("Type", "Invoice", "CR"),
            ("DR/CR", "DR", "Credit note"),
            ("X", "D", "C"),
            ("Kind", "DR", "CR"),
        ],
    )
    def test_a_column_that_only_tells_credits_is_found_by_what_it_holds(self, tmp_path, heading, charged, credited):
        text = f"Supplier,Date,Amount,{heading}\nAsh,1/4/2026,5.00,{charged}\nBirch,1/4/2026,2.00,{credited}\n"
        assert amounts(read(tmp_path, text)[1]) == ["5.00", "-2.00"]

    def test_credit_notes_that_come_late_in_a_file_are_credits(self, tmp_path):
        rows = "Ash,1/4/2026,5.00,Invoice\n" * 500 + "Birch,1/4/2026,2.00,Credit Note\n"
        assert amounts(read(tmp_path, f"Supplier,Date,Amount,Type\n{rows}")[1])[-1] == "-2.00"

    @pytest.mark.parametrize("kinds", [("C", "R"), ("CR", "CR"), ("-", "-"), ("Invoice", "Foster")])
    def test_a_column_that_tells_something_else_turns_no_sum(self, tmp_path, kinds):
        rows = "".join(f"Ash,1/4/2026,5.00,{kind}\n" for kind in kinds)
        assert amounts(read(tmp_path, f"Supplier,Date,Amount,Type\n{rows}")[1]) == ["5.00", "5.00"]

    def test_total_lines_never_count(self, tmp_path):
        text = (
            "Department,Supplier,Date,Reference,Amount\nHousing,Ash,1/4/2026,R1,5.00\nHousing Total,,,,5.00\n"
            "Roads,Total Gas Ltd,1/4/2026,R2,7.00\n,Sub total,,,7.00\nTotal,\u2020\u2020 ,,,12.00\n,,,,12.00\n"
            "Grand Total,,30/4/2026,,12.00\n"
        )
        _, lines, rejects, skipped = read(tmp_path, text)
        assert ([line["payee"] for line in lines], rejects, skipped) == (["Ash", "Total Gas Ltd"], [], 6)

    @pytest.mark.parametrize(
        "row",
        [
            "Total,31/3/2026,R9,12.00", "TOTALS:,31/3/2026,R9,12.00", "March Total,31/3/2026,R9,12.00",
            "Mar 2026 total,31/3/2026,R9,12.00", "Total spend,,,12.00", "Total Payments March 2026,,,12.00",
            "Q4 Total,31/3/2026,R9,12.00",
        ],
    )  # fmt: skip
    def test_a_total_with_a_date_and_a_reference_never_counts(self, tmp_path, row):
        text = f"Supplier,Date,Reference,Amount\nAsh,1/3/2026,R1,5.00\nBirch,2/3/2026,R2,7.00\n{row}\n"
        _, lines, rejects, skipped = read(tmp_path, text)
        assert ([line["payee"] for line in lines], rejects, skipped) == (["Ash", "Birch"], [], 2)

    @pytest.mark.parametrize(
        "words",
        [
            "GRAND TOTAL - MARCH 2026",
            "Total April 2026",
            "**Total**",
            "Total ex VAT",
            "*** TOTAL ***",
            "Total - June",
            "Total.",
            "=TOTAL",
            "Total of all payments",
            "Total net",
            "Total for June",
            "Total spend",
            "Page total",
            "Report Total",
            "Section total",
            "Total inc. VAT",
            "Total for Housing",
            "TOTAL EXPENDITURE OVER £500",
            "Total (GBP)",
            "Year to date total",
        ],
    )
    def test_a_dated_total_never_counts_however_it_is_written(self, tmp_path, words):
        rows = f"Ash,1/3/2026,5.00\nBirch,2/3/2026,7.00\n{words},31/3/2026,12.00\n"
        _, lines, rejects, skipped = read(tmp_path, f"Supplier,Date,Amount\n{rows}")
        assert ([line["payee"] for line in lines], rejects, skipped) == (["Ash", "Birch"], [], 2)

    @pytest.mark.parametrize(
        ("headings", "row"),
        [
            ("Supplier,Date,Reference,Amount", "Sum,,,12.00"), ("Supplier,Date,Amount", "SUM:,,12.00"),
            ("Supplier,Date,Reference,Amount", "** Sum **,,,12.00"), ("Supplier,Amount", "Sum,12.00"),
            ("Date,Supplier,Reference,Amount", ",Sum,,12.00"), ("Department,Supplier,Date,Amount", "Sum,,,12.00"),
        ],
    )  # fmt: skip
    def test_a_payee_called_sum_without_date_and_reference_is_a_total(self, tmp_path, headings, row):
        good = ",".join({"Supplier": "Ash", "Date": "1/3/2026", "Reference": "R1", "Amount": "12.00"}.get(one, "Roads")
                        for one in headings.split(","))  # fmt: skip
        _, lines, rejects, skipped = read(tmp_path, f"{headings}\n{good}\n{row}\n")
        assert ([line["payee"] for line in lines], rejects, skipped) == (["Ash"], [], 2)

    @pytest.mark.parametrize(
        ("headings", "row"),
        [
            ("Supplier,Date,Reference,Amount", "Sum,1/3/2026,R2,12.00"), ("Supplier,Date,Amount", "SUM,1/3/2026,12.00"),
            ("Supplier,Date,Reference,Amount", "Sum,1/3/2026,,12.00"),
            ("Supplier,Department,Amount", "Sum,Roads,12.00"),
            ("Supplier,Date,Reference,Amount", "Sum,,R2,12.00"), ("Supplier,Date,Reference,Amount", "Sum Ltd,,,12.00"),
        ],
    )  # fmt: skip
    def test_a_payee_called_sum_who_is_paid_is_a_payee(self, tmp_path, headings, row):
        _, lines, _, _ = read(tmp_path, f"{headings}\n{row}\n")
        assert [line["payee"] for line in lines] == [row.split(",")[0]]

    @pytest.mark.parametrize(
        "payee",
        [
            "Total Gas & Power Ltd",
            "Total Payments Ltd",
            "Total Marketing",
            "Sum Total Ltd",
            "Total Gas & Power",
            "Total Energies Ltd",
            "Total Cleaning Services",
            "TotalEnergies",
            "Total Invoice Finance",
        ],
    )
    def test_a_firm_of_that_name_counts(self, tmp_path, payee):
        text = f"Supplier,Date,Reference,Amount\n{payee},1/3/2026,R1,5.00\n"
        assert [line["payee"] for line in read(tmp_path, text)[1]] == [payee]

    def test_a_line_without_a_sum_is_rejected_in_words(self, tmp_path):
        _, _, rejects, _ = read(tmp_path, "Supplier,Date,Amount\nAsh,1/4/2026,5\nBirch,1/4/2026,\n")
        assert [(each.row, each.column) for each in rejects] == [(3, "Amount")]
        assert "no sum" in rejects[0].reason


class TestCurrencies:
    @pytest.mark.parametrize("said", ["GBP", "gbp", "£", "Pounds", "Sterling", "Pounds Sterling", "UK pounds", "", "-"])
    def test_pounds_are_pounds_however_written(self, tmp_path, said):
        text = f"Supplier,Date,Currency,Amount\nAsh,1/4/2026,{said},5.00\nBirch,1/4/2026,GBP,6.00\n"
        _, lines, rejects, _ = read(tmp_path, text)
        assert (amounts(lines), rejects) == (["5.00", "6.00"], [])

    @pytest.mark.parametrize("said", ["EUR", "Euro", "US$", "Dollars", "GBX"])
    def test_a_line_in_another_currency_is_left_out_in_words(self, tmp_path, said):
        text = f"Supplier,Date,Currency,Amount\nAsh,1/4/2026,{said},5.00\nBirch,1/4/2026,GBP,6.00\n"
        _, lines, rejects, _ = read(tmp_path, text)
        assert amounts(lines) == ["6.00"] and f"is in {said}" in rejects[0].reason

    @pytest.mark.parametrize("heading", ["Amount (EUR)", "Amount €", "EUR Net", "Value in Euros", "Amount US$"])
    def test_sums_in_another_currency_are_never_read_as_pounds(self, tmp_path, heading):
        with pytest.raises(Unreadable, match="held in pounds"):
            read(tmp_path, f"Supplier,Date,{heading}\nAsh Ltd,01/04/2026,5.00\nBirch Ltd,02/04/2026,6.00\n")

    @pytest.mark.parametrize("headings", ["Amount (EUR),Amount (GBP)", "Amount €,Amount £", "Net EUR,Net"])
    def test_beside_a_column_of_pounds_the_other_is_left_alone(self, tmp_path, headings):
        text = f"Supplier,Date,{headings}\nAsh Ltd,01/04/2026,5.00,4.00\n"
        layout, lines, _, _ = read(tmp_path, text)
        assert amounts(lines) == ["4.00"] and any("is in EUR" in note for note in layout.notes)

    def test_a_title_that_says_the_currency_is_believed(self, tmp_path):
        with pytest.raises(Unreadable, match="title of this file"):
            read(tmp_path, "All amounts in EUR,,\nSupplier,Date,Amount\nAsh Ltd,01/04/2026,5.00\n")


class TestDates:
    @pytest.mark.parametrize(
        "written",
        ["09/04/2026", "9-Apr-26", "09-Apr-2026", "2026-04-09", "20260409", "46121", "09.04.2026", "9 April 2026"],
    )
    def test_many_ways_of_writing_mean_one_day(self, tmp_path, written):
        _, lines, _, _ = read(tmp_path, f"Supplier,Date paid,Amount\nAsh Ltd,{written},5.00\n")
        assert (lines[0]["paid_on"], lines[0]["month"]) == (dt.date(2026, 4, 9), 202604)

    def test_american_dates_are_told_from_british_by_the_whole_column(self, tmp_path):
        rows = "".join("Ash Ltd,03/04/2026,1.00\n" for _ in range(900))
        _, british, _, _ = read(tmp_path, f"Supplier,Date paid,Amount\n{rows}Ash Ltd,25/04/2026,1.00\n")
        layout, american, _, _ = read(tmp_path, f"Supplier,Date paid,Amount\n{rows}Ash Ltd,04/25/2026,1.00\n")
        assert british[0]["paid_on"] == dt.date(2026, 4, 3)
        assert american[0]["paid_on"] == dt.date(2026, 3, 4)
        assert any("American" in note for note in layout.notes)

    @pytest.mark.parametrize(
        ("name", "month"),
        [("spend-2026-03.csv", 202603), ("Spend Mar 26.csv", 202603), ("2025-Q4.csv", 202510), ("ledger.csv", 0)],
    )
    def test_without_dates_the_files_name_tells_the_month(self, tmp_path, name, month):
        _, lines, _, _ = read(tmp_path, "Supplier,Amount\nAsh Ltd,5.00\n", name=name)
        assert (lines[0]["paid_on"], lines[0]["month"]) == (None, month)


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_encodings_and_separators(self, tmp_path, encoding, delimiter):
        rows = [["Supplier", "Date", "Amount (£)"], ["Café Zoë Ltd", "01/04/2026", "£5.00"], ["B", "02/04/2026", "6"]]
        text = "".join(delimiter.join(row) + "\r\n" for row in rows)
        _, lines, _, _ = read(tmp_path, text, encoding=encoding)
        assert [(line["payee"], str(line["amount"])) for line in lines] == [("Café Zoë Ltd", "5.00"), ("B", "6.00")]

    def test_rows_keep_their_numbers_past_blank_ragged_and_broken_ones(self, tmp_path):
        text = 'Supplier,Date,Amount\n\nAsh,1/4/2026,1\nx\n"Bir\nch",2/4/2026,2\nCedar,3/4/2026,3,,\nElm,4/4/2026,4,5\n'
        _, lines, rejects, _ = read(tmp_path, text + "Fir,5/4/2026,5\n" * 9)
        assert [(line["row"], str(line["amount"])) for line in lines][:4] == [
            (3, "1.00"), (5, "2.00"), (6, "3.00"), (8, "5.00"),
        ]  # fmt: skip
        assert [each.row for each in rejects] == [4, 7]

    def test_a_quotation_mark_that_never_closes_costs_one_row(self, tmp_path):
        text = 'Supplier,Date,Amount\nAsh,1/4/2026,1\n"Birch,2/4/2026,2\nCedar,3/4/2026,3\n'
        _, lines, rejects, _ = read(tmp_path, text)
        assert amounts(lines) == ["1.00", "3.00"] and "quotation mark" in rejects[0].reason

    def test_a_workbook_is_read_like_a_csv_file(self, tmp_path):
        import openpyxl

        book = openpyxl.Workbook()
        book.active.title = "Notes"
        book.active.append(["About this file"])
        sheet = book.create_sheet("April")
        for row in (["Supplier name", "Payment date", "Net amount"], ["Ash Ltd", dt.date(2026, 4, 9), 1234.5]):
            sheet.append(row)
        book.save(tmp_path / "made.xlsx")
        layout, lines, _, _ = read(tmp_path, (tmp_path / "made.xlsx").read_bytes(), name="ledger.xlsx")
        assert (layout.sheet, lines[0]["paid_on"], str(lines[0]["amount"])) == ("April", dt.date(2026, 4, 9), "1234.50")

    def test_reading_in_a_confined_child_gives_the_same(self, tmp_path):
        path = tmp_path / "ledger.csv"
        path.write_text("Supplier,Date,Amount\n" + "".join(f"Ash {n},1/4/2026,{n}.10\n" for n in range(5000)))
        layout = reading.look(path, limits=COMMAND_LINE)
        from hub.spend.services.staging import FILES

        found = list(reading.read(path, layout, latest=LATEST, limits=FILES))
        assert sum(chunk.count for chunk in found) == 5000
        after = list(reading.read(path, layout, latest=LATEST, limits=FILES, after=4000))
        rows = [line["row"] for chunk in after for line in lines_in(chunk, layout)]
        assert rows == list(range(4001, 5002))
