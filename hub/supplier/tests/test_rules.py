import csv
from pathlib import Path

import pytest

from hub.supplier import rules
from hub.supplier.rules import BadIdentifier, Identifier

PREFIXES = Path(__file__).resolve().parents[4] / "shared/data/codes/company_number_prefixes.csv"


class TestCleaningNames:
    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            ("Field &amp; Lawn (Marquees) Ltd ", "Field & Lawn (Marquees) Ltd"),
            ("O&#039;Callaghan  Ltd", "O'Callaghan Ltd"),
            ("O’Callaghan Ltd", "O'Callaghan Ltd"),
            ("Zurich Municipal,", "Zurich Municipal"),
            ('"Smith Ltd"', "Smith Ltd"),
            ("A\x00B Ltd", "A B Ltd"),
        ],
    )
    def test_leaves_the_name_as_its_owner_writes_it(self, raw: str, clean: str) -> None:
        assert rules.clean_name(raw) == clean

    @pytest.mark.parametrize(
        ("name", "legal", "brand"),
        [
            ("One51 ES Plastics (UK) Ltd T/A MGB Plastics", "One51 ES Plastics (UK) Ltd", "MGB Plastics"),
            ("WCL UK Ltd t/a Everything ICT", "WCL UK Ltd", "Everything ICT"),
            ("Critiqom Limited trading as Mail Metrics", "Critiqom Limited", "Mail Metrics"),
            ("John Wade Groundworks Ltd, T/a Wade Group", "John Wade Groundworks Ltd", "Wade Group"),
            ("A&E Elkins TA Elkins Construction", "A&E Elkins", "Elkins Construction"),
            ("Tata Steel", "Tata Steel", ""),
            ("TA Ltd", "TA Ltd", ""),
        ],
    )
    def test_splits_off_the_trading_name(self, name: str, legal: str, brand: str) -> None:
        assert rules.trading_as(name) == (legal, brand)

    @pytest.mark.parametrize(
        "name",
        [
            "NOT AWARDED TO SUPPLIER", "Contract not awarded", "DATE NOW PASSED FOR NOTICE", "Tender abandoned", "n/a",
            "N/A EVENT DAY", "Not Applicable", "The contract has not been awarded and the procedure is now concl",
            "Name withheld (as individual and not a company)", "Multiple suppliers - see attached spreadsheet", " ",
        ],
    )  # fmt: skip
    def test_knows_names_that_are_nobody(self, name: str) -> None:
        assert rules.is_nobody(name)

    @pytest.mark.parametrize(
        "name", ["National Childbirth Trust", "Natwest PLC", "Testing Ltd", "None Such Ltd", "Nashville"]
    )
    def test_does_not_take_a_supplier_for_nobody(self, name: str) -> None:
        assert not rules.is_nobody(name)


class TestMatching:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("A&amp;G Landscapes &amp; Groundworks Ltd", "A & G LANDSCAPES AND GROUNDWORKS LIMITED"),
            ("HAGS SMP", "HAGS SMP Ltd"),
            ("Axis Europe Plc", "Axis Europe PLC"),
            ("Civica UK Limited", "Civica Uk Ltd."),
            ("A. C Entertainment Technologies Ltd", "AC Entertainment Technologies Limited"),
            ("The Northern Trust Company", "Northern Trust Co"),
            ("Electrosafe Ltd T/A Veriserv", "Electrosafe Limited"),
            ("Café Noir Ltd", "Cafe Noir"),
        ],
    )
    def test_names_of_likely_the_same_supplier_share_a_key(self, one: str, other: str) -> None:
        assert rules.match_key(one) == rules.match_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Smith Ltd", "Smyth Ltd"),
            ("Stone Technical Services", "Stone Ltd"),
            ("Key", "Key Unlocking Futures Limited"),
        ],
    )
    def test_other_names_do_not(self, one: str, other: str) -> None:
        assert rules.match_key(one) != rules.match_key(other)

    def test_a_name_is_never_reduced_to_nothing(self) -> None:
        assert rules.match_key("Limited") and rules.match_key("The Company Ltd")


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("raw", "number"),
        [
            ("7590785", "07590785"),
            ("158718", "00158718"),
            ("11111111.0", "11111111"),
            ("sc12345", "SC012345"),
            ("OC300001", "OC300001"),
        ],
    )
    def test_company_numbers_get_their_eight_characters(self, raw: str, number: str) -> None:
        assert rules.company_number(raw) == number

    @pytest.mark.parametrize("raw", ["458577871", "00000000", "", "XX123456", "n/a", "12AB"])
    def test_what_cannot_be_a_company_number_is_refused(self, raw: str) -> None:
        with pytest.raises(BadIdentifier, match="eight digits"):
            rules.company_number(raw)

    def test_every_prefix_of_companies_house_is_known(self) -> None:
        if not PREFIXES.exists():
            pytest.skip("the list of company number prefixes is not on this machine")
        with PREFIXES.open(encoding="utf-8") as stream:
            assert {row["prefix"] for row in csv.DictReader(stream)} <= rules.COMPANY_PREFIXES

    def test_a_platform_s_own_id_identifies_nobody(self) -> None:
        assert rules.identifier("GB-CFS", "229770") is None
        assert rules.identifier("", "12") is None

    def test_the_schemes_are_checked(self) -> None:
        assert rules.identifier("GB-PPON", "pmpb-8772-vywm") == Identifier("GB-PPON", "PMPB-8772-VYWM")
        assert rules.identifier("GB-CHC", " 1081247 ") == Identifier("GB-CHC", "1081247")
        assert rules.identifier("GB-SC", "SC1234") == Identifier("GB-SC", "SC001234")
        for scheme, number in (("GB-PPON", "ABCD-12-XY"), ("GB-CHC", "12"), ("GB-SC", "x")):
            with pytest.raises(BadIdentifier):
                rules.identifier(scheme, number)

    def test_a_postcode_is_found_and_spaced(self) -> None:
        assert rules.postcode_in("Emerald Way, United Kingdom, ST150SR") == "ST15 0SR"
        assert rules.postcode_in("Dublin 2, Ireland") == ""
