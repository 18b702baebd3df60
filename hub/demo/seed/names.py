"""Invented firms and things bought, for the contracts that fill the demo's register."""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.terms import ContractKind, Nature, Route, Tier


@dataclass(frozen=True)
class Firm:
    """One invented supplier."""

    name: str
    place: str
    is_small: bool
    is_vcse: bool = False
    number: str = ""


FIRMS = (
    Firm("Meridian FM plc", "Stanbridge", False, number="04417720"),
    Firm("Fenland Cycle Works", "Wickmoor", True, number="09120447"),
    Firm("Tollgate Ltd", "Eastmere", True, number="06610934"),
    Firm("Stanbridge College", "Stanbridge", False, True),
    Firm("Brightwell Services", "Eastmere", False, number="03381206"),
    Firm("Northgate Signals", "Northgate", False, number="02990415"),
    Firm("Ledgerline Ltd", "Leeds", True, number="07745120"),
    Firm("Casewright Ltd", "Bristol", True, number="08812277"),
    Firm("Arden Structures", "Arden", False, number="05520981"),
    Firm("Halden People", "Stanbridge", False, number="04900213"),
    Firm("Inkwell Co-operative", "Wickmoor", True, True, number="07033418"),
    Firm("Whiteline Ltd", "Eastmere", True, number="06120077"),
    Firm("Fenway Coaches", "Wickmoor", False, number="01984420"),
    Firm("Sentry & Vale", "Northgate", False, number="03300129"),
    Firm("Clearbrook Labs", "Clearbrook", True, number="08450012"),
    Firm("Tally Research", "Manchester", True, number="09310555"),
    Firm("Ascent Engineering", "Arden", False, number="02544019"),
    Firm("Eastern Power", "Norwich", False, number="02366923"),
    Firm("Wickmoor Trust", "Wickmoor", True, True),
    Firm("Orbital IT", "Reading", False, number="05119008"),
    Firm("Harbour Legal LLP", "Stanbridge", True, number="OC341120"),
    Firm("Greenfold Ecology", "Clearbrook", True, number="10220316"),
    Firm("Pell & Marsh Surveyors", "Eastmere", True, number="07511209"),
    Firm("Quarry Road Plant Hire", "Arden", True, number="04120987"),
    Firm("Lantern Community Energy", "Wickmoor", True, True, number="IP030417"),
    Firm("Bluestem Catering", "Stanbridge", True, number="08102244"),
    Firm("Vantage Insurance Brokers", "London", False, number="01650022"),
    Firm("Oakapple Childcare", "Eastmere", True, True, number="06700318"),
    Firm("Redpath Civil Engineering", "Leeds", False, number="01103345"),
    Firm("Sable Print and Post", "Northgate", True, number="07290016"),
    Firm("Kestrel Fleet", "Birmingham", False, number="03710228"),
    Firm("Open Door Advice", "Wickmoor", True, True),
    Firm("Silverlink Data Centres", "Slough", False, number="04480091"),
    Firm("Thornbury Fire Safety", "Bristol", True, number="05990127"),
    Firm("Morrow Translation", "Manchester", True, number="09008114"),
    Firm("Hollins Tree Care", "Arden", True, number="08330902"),
    Firm("Apex Occupational Health", "Leeds", False, number="03901166"),
    Firm("Cobble and Kerb", "Eastmere", True, number="07441900"),
    Firm("Stanbridge Shopmobility", "Stanbridge", True, True),
    Firm("Wren Architects", "Cambridge", True, number="06208873"),
)


@dataclass(frozen=True)
class Want:
    """One sort of thing that a department buys."""

    title: str
    department: str
    cpv: str
    nature: Nature


def _wants(department: str, nature: Nature, lines: str) -> list[Want]:
    pairs = (line.strip().rsplit(" ", 1) for line in lines.strip().splitlines())
    return [Want(title, department, cpv, nature) for title, cpv in pairs]


WANTS = (
    *_wants(
        "Transport",
        Nature.SERVICES,
        """
        Bus shelter cleaning 90910000
        Home to school transport, route group 60130000
        Real-time passenger information 48813000
        Highway drainage surveys 71351500
        Winter gritting forecasts 71351600
        Ferry terminal stewarding 79710000
        Concessionary travel back office 79500000
        Cycle counter data service 72314000
        """,
    ),
    *_wants(
        "Transport",
        Nature.WORKS,
        """
        Bridge joint replacement 45221119
        Junction improvement 45233126
        Footway resurfacing 45233200
        Tram stop canopies 45213000
        """,
    ),
    *_wants(
        "Property",
        Nature.SERVICES,
        """
        Window cleaning 90911300
        Asbestos surveys 90650000
        Fire alarm maintenance 50413200
        Waste and recycling collections 90511000
        Tree inspections 77211400
        Pest control 90922000
        Reception and post room 79992000
        """,
    ),
    *_wants(
        "Skills",
        Nature.SERVICES,
        """
        Adult numeracy courses 80400000
        Apprenticeship brokerage 80530000
        Careers hub coordination 79634000
        Youth employment coaching 80500000
        Skills bootcamp in retrofit 80531200
        English for speakers of other languages 80580000
        """,
    ),
    *_wants(
        "Digital",
        Nature.GOODS,
        """
        Laptops and docks 30213100
        Network switches 32422000
        Meeting room equipment 32321200
        Document scanners 30216110
        """,
    ),
    *_wants(
        "Digital",
        Nature.SERVICES,
        """
        Service desk tool 48000000
        Penetration testing 72810000
        Geographic information system 38221000
        Web hosting 72415000
        Case management support 72267000
        """,
    ),
    *_wants(
        "Corporate",
        Nature.SERVICES,
        """
        Insurance broking 66518100
        Translation and interpreting 79530000
        Occupational health 85147000
        External recruitment 79600000
        Internal audit partner 79212200
        Legal advice, property panel 79100000
        Public consultation 79342311
        Treasury advice 66171000
        """,
    ),
    *_wants(
        "Environment",
        Nature.SERVICES,
        """
        Air quality monitoring 90731400
        Flood modelling 71800000
        Peatland restoration 77231000
        Heat network feasibility 71314300
        Biodiversity surveys 90711500
        """,
    ),
)
SUFFIXES = ("", ", north", ", south", ", phase 2", ", lot 1", ", lot 2", " 2025", " pilot", ", depots", ", city centre")
ROUTES = (
    (Route.OPEN, 30),
    (Route.QUOTES, 22),
    (Route.CALL_OFF, 18),
    (Route.BELOW_THRESHOLD, 12),
    (Route.RESTRICTED, 6),
    (Route.DIRECT, 6),
    (Route.FLEXIBLE, 4),
    (Route.OTHER, 2),
)
TIERS = ((Tier.BRONZE, 55), (Tier.SILVER, 30), (Tier.GOLD, 15))
KINDS = ((ContractKind.CONTRACT, 88), (ContractKind.GRANT, 7), (ContractKind.FRAMEWORK, 5))
