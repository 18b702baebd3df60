"""People are told from organisations by their names, whatever their origin; in doubt a payee may be a person."""

import csv

import pytest

from hub.spend.rules import is_person, payee_kind
from hub.spend.terms import Payees

# Common forenames and surnames by origin, joined below in the ways in which ledgers write them.
ORIGINS = {
    "English": (("John", "Sarah", "Gordon", "Poppy"), ("Smith", "Young", "Hall", "Wood", "Bell")),
    "Irish": (("Siobhan", "Padraig", "Niamh"), ("O'Brien", "McGinley", "Byrne")),
    "Welsh": (("Gwenllian", "Ieuan", "Rhys"), ("Pryce-Jones", "Llewelyn", "Bevan")),
    "Yoruba": (("Olusegun", "Folasade", "Babatunde"), ("Adeyemi", "Ogunbanjo", "Balogun")),
    "Igbo": (("Chukwuemeka", "Ngozi", "Obinna"), ("Okonkwo", "Eze", "Nwosu")),
    "Ghanaian": (("Kwame", "Akosua", "Yaw"), ("Mensah", "Owusu", "Boateng")),
    "Somali": (("Abdirahman", "Hodan", "Faduma"), ("Warsame", "Jama", "Farah")),
    "Ethiopian": (("Tewodros", "Selamawit"), ("Bekele", "Haile", "Tesfaye")),
    "Chinese": (("Wei", "Xiuying", "Jun"), ("Zhang", "Li", "Ng")),
    "Vietnamese": (("Thanh", "Huong"), ("Nguyen", "Tran", "Pham")),
    "Korean": (("Min-jun", "Ji-woo"), ("Park", "Kim", "Choi")),
    "Japanese": (("Haruto", "Yuki"), ("Sato", "Tanaka")),
    "Filipino": (("Jhun", "Maricel"), ("dela Cruz", "Santos")),
    "Bengali": (("Fatima", "Shahida", "Kamrul"), ("Begum", "Khatun", "Miah")),
    "Pakistani": (("Qaisra", "Nadim", "Zeeshan"), ("Shahraz", "Gulzar", "Iqbal")),
    "Punjabi": (("Kuljit", "Harpreet", "Gurdeep"), ("Kaur", "Singh", "Malhi")),
    "Gujarati": (("Hitesh", "Jayshree"), ("Patel", "Desai")),
    "Tamil": (("Suresh", "Lakshmi"), ("Vijayaraghavan", "Subramaniam")),
    "Arabic": (("Abdullah", "Noor", "Yusuf"), ("Al-Hashimi", "El Sayed", "bin Talib")),
    "Persian": (("Shirin", "Behrouz"), ("Ahmadi", "Hosseini")),
    "Turkish": (("Mehmet", "Ayşe"), ("Yılmaz", "Öztürk")),
    "Polish": (("Łukasz", "Małgorzata", "Zbigniew"), ("Krzyzanek", "Nowak", "Wójcik")),
    "Czech": (("Zuzana", "Markéta"), ("Dolezalova", "Novák")),
    "Romanian": (("Ionuț", "Andreea"), ("Popescu", "Ionescu")),
    "Ukrainian": (("Oleksandr", "Оксана"), ("Shevchenko", "Коваленко")),
    "Portuguese": (("João", "Conceição"), ("da Silva", "dos Santos")),
    "Spanish": (("José", "Guadalupe"), ("García", "de la Fuente")),
    "French": (("Mariama", "Benoît"), ("Dioubate", "Lefèvre")),
    "German": (("Jürgen", "Heike"), ("von Hruschka", "Schäfer")),
    "Dutch": (("Maarten", "Femke"), ("van der Berg", "de Vries")),
    "Greek": (("Giorgos", "Eleni"), ("Papadopoulos", "Georgiou")),
    "Jamaican": (("Leroy", "Shanice"), ("Campbell", "Grant")),
}  # fmt: skip
WAYS = (
    "{first} {last}", "{last} {first}", "{last}, {first}", "{initial} {last}", "{last} {initial}",
    "{first} {initial} {last}", "Mr {last}", "Mrs {initial} {last}", "Mr & Mrs {last}", "{initial} & B {last}",
)  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Mr J Smith", "MRS PATEL", "Dr A N Other", "Smith, Mr J", "J SMITH", "A.B. Jones", "Jones A B", "Sarah Brown",
        "BROWN SARAH JANE", "REDACTED", "Redacted Personal Data", "REDACTED PERSONAL DATA", "Foster carer payment",
        "FOSTER CARE ALLOWANCES", "Housing Benefit", "COUNCIL TAX REFUND", "Executors of the late J Smith",
        "Personal Information withheld", "Private individual", "Cllr Ann Green", "Olusegun Adeyemi", "Wei Zhang",
        "Smith John", "Mr & Mrs Patel", "O'Brien S", "FATIMA BEGUM", "Sarah Young", "Helen Church",
        "Anna and Paul Moss", "Maria Fernanda De Souza Oliveira", "Mohammed Abdul Rahman Al Hassan",
        "Jose Luis Garcia Lopez Perez", "Abu Bakr Mohamed Ahmed Ali", "Kowalski Jan Piotr Adam Maria",
        "Sarah Jane Mary Anne Smith", "Smith John & Smith Jane", "Smith John / Smith Jane", "Smith John and Smith Jane",
        "Child of A Brown", "Parent of Jane Brown", "Parent/Carer of J Brown", "Estate of A Brown",
        "Executors of A Brown", "The Executor of A Brown", "Family of T Okonkwo", "Child of A Church",
    ],
)  # fmt: skip
def test_people_are_recognised(name):
    assert is_person(name)


@pytest.mark.parametrize("origin", ORIGINS)
def test_names_of_any_origin_are_hidden_however_they_are_written(origin):
    forenames, surnames = ORIGINS[origin]
    written = [
        case(way.format(first=first, last=last, initial=first[0]))
        for first in forenames for last in surnames for way in WAYS for case in (str, str.upper)
    ]  # fmt: skip
    assert [name for name in written if not is_person(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "J Smith Ltd", "Smith & Sons", "JOHN LEWIS PLC", "Mr Clutch Ltd", "Eden Foster Care Ltd", "RSPB", "Kpmg",
        "Leeds City Council", "Sarah Brown Consulting", "O2 (UK) LTD", "St Martin Of Tours Housing Association",
        "REDACTIVE PUBLISHING LTD", "WATER PLUS", "Dr Smith & Partners", "HMRC", "A D G Engineering", "THE MANSE",
        "Lloyd Bell Ltd", "Wood Green Animal Shelter", "Hays", "Capita", "Barnardo's", "Marie Curie", "O C R",
        "Smith & Jones", "BALFOUR BEATTY", "Friends of Manley Park", "Zurich Municipal", "CAREMARK (ROTHERHAM)",
        "Parents of Autistic Children Trust", "Family of Schools Ltd", "Mother of God Church",
        "CALDERDALE M.B.C.", "Together For Peace", "ST JOSEPHS CATHOLIC PRIMARY",
    ],
)  # fmt: skip
def test_organisations_are_left_alone(name):
    assert payee_kind(name) is Payees.ORGANISATION


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sarah Brown", Payees.PERSON), ("Mr Adeyemi", Payees.PERSON), ("Olusegun Adeyemi", Payees.DOUBTFUL),
        ("Irwin Mitchell", Payees.DOUBTFUL), ("Norman House", Payees.DOUBTFUL),
    ],
)  # fmt: skip
def test_what_only_could_be_a_name_is_doubtful(name, kind):
    assert payee_kind(name) is kind


@pytest.mark.parametrize("name", ["", "  ", "-", "12345"])
def test_a_payee_without_a_name_is_neither(name):
    assert payee_kind(name) is Payees.UNNAMED


@pytest.mark.shared
def test_few_firms_of_published_ledgers_are_taken_for_people(shared):
    with (shared / "data" / "labels" / "supplier_company_number.csv").open(encoding="utf-8") as file:
        firms = {row["supplier_name"] for row in csv.DictReader(file)}
    taken = sorted(name for name in firms if is_person(name))
    assert len(firms) > 1000
    assert len(taken) < 0.01 * len(firms), taken
