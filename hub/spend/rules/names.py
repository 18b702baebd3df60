"""Words that tell organisations from people, and people from organisations, in the names of payees."""

from __future__ import annotations

import re


def _by_first_letter(words: str) -> str:
    """Group alternatives by how they begin, so that at a word's start a few are tried instead of all; none else match.

    :param words: alternatives with | between them, each beginning with a letter and without brackets.
    """
    groups: dict[str, list[str]] = {}
    for word in words.split("|"):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


_ORGANISED_WORDS = (
    r"ltd|limited|plc|llp|lp|cic|cio|inc|llc|gmbh|bv|sa|sarl|co|company|companies|corp|corporation|"
    r"group|holdings?|"
    r"partners?|partnership|associates?|association|assoc|assn|society|trust|trustees?|foundation|charity|"
    r"charities|fund|"
    r"council|borough|county|city|parish|town|district|authority|board|department|dept|ministry|agency|commission|"
    r"committee|government|govt|nhs|hospital|clinic|surgery|practice|dental|dentist|doctors|pharmacy|"
    r"opticians?|medical|"
    r"health|healthcare|care|homes?|house|housing|nursing|nursery|nurseries|preschool|pre-school|"
    r"playgroup|childminders?|"
    r"childcare|kids|school|schools|academy|college|university|institute|centre|center|club|church|chapel|mosque|"
    r"temple|diocese|ministries|museum|gallery|theatre|library|police|executive|futures|court|forestry|"
    r"conference|studies|fire|ambulance|royal|national|british|"
    r"services?|service|solutions?|systems?|supplies|supply|suppliers|products?|consult\w*|contract\w*|construction|"
    r"builders?|building|engineers?|engineering|electrical|electric|electricians?|plumbing|plumbers?|heating|gas|"
    r"energy|power|water|waste|recycling|skips?|scaffold\w*|roofing|roofers?|flooring|glass|glazing|joinery|joiners?|"
    r"landscap\w*|gardens?|gardening|tree|trees|fencing|paving|civil|civils|surveyors?|architects?|architecture|"
    r"design|designs|designers?|print\w*|publish\w*|press|news|newspapers?|media|marketing|communications?|telecom\w*|"
    r"mobile|software|technology|technologies|tech|computers?|computing|data|digital|online|web|internet|it|ict|"
    r"transport|travel|travels|taxis?|cabs?|cars?|coaches|coach|bus|buses|minibus|hire|motors?|garage|vehicles?|tyres?|"
    r"autos?|fleet|logistics|couriers?|haulage|removals?|storage|freight|rail|railway|airlines?|airport|hotels?|inn|"
    r"lodge|guest|guesthouse|b&b|restaurant|cafe|catering|caterers?|foods?|bakery|bakers|butchers?|farm|farms|dairy|"
    r"fruit|stores?|shop|shops|supermarket|superstore|markets?|trading|traders?|trade|wholesale|retail|furniture|"
    r"carpets?|paints?|clean\w*|hygiene|laundry|security|alarms?|locks?|safety|training|trainers?|education|learning|"
    r"tuition|tutors?|coaching|counselling|psycholog\w*|therap\w*|legal|law|solicitors?|barristers?|chambers|llb|"
    r"accountants?|accountancy|auditors?|bank|finance|financial|insurance|assurance|pensions?|superannuation|"
    r"investments?|capital|property|properties|estates?|lettings?|developments?|developers?|management|"
    r"recruitment|recruit|personnel|employment|staffing|agencies|agents?|enterprises?|enterprise|industries|industrial|"
    r"international|global|europe|european|uk|gb|england|english|scotland|scottish|wales|welsh|london|"
    r"northern|southern|eastern|western|north|south|east|west|regional|community|communities|neighbourhood|village|"
    r"youth|young|children|childrens|women|womens|mens|project|projects|network|forum|alliance|union|unison|federation|"
    r"league|sports?|football|rugby|cricket|swimming|leisure|fitness|gym|golf|arts?|music|dance|drama|theatre|films?|"
    r"productions?|photo\w*|studios?|events?|festival|entertainment|hospitality|bros|brothers|sons?|daughters?|"
    r"works?|workshop|workshops|repairs?|maintenance|installations?|equipment|tools?|machinery|plant|"
    r"timber|steel|metals?|"
    r"plastics?|concrete|quarry|aggregates|fabrications?|manufacturing|manufacturers?|factors|merchants?|distribution|"
    r"distributors?|direct|express|first|plus|one|total|premier|quality|professional|specialists?|advice|"
    r"support|link|links|action|aid|relief|hospice|rescue|animal|vets?|veterinary|kennels|"
    r"mutual|co-op|cooperative|co-operative|society|crown|hmrc|customs|revenue|office|post|mail|bt|edf|eon|"
    r"tax|refunds?|rates|payroll|wages|petty|cash|card|amazon|google|microsoft|tesco|asda|argos|ebay|boots|"
    r"limite|limi|lt|servic|servi|associat|counci|cou|assoc"
)
ORGANISED = re.compile(
    rf"\b(?:{_by_first_letter(_ORGANISED_WORDS)})\b|[@/\d]|\.(?:com|co|org|net|uk)\b|\bt/?a\b",
    re.I,
)

# More words that no person is called by, met in published ledgers.
ORGANISED_TOO = frozenset(
    """
    academies acadamy access accommodation account accounts activities advert advertisement adventure adventures
    advocacy aeronautical agricultural agriculture air airedale aluminium animation appliance appliances applications
    applied archaeology architectural army art arts asphalt assessment assist audio autism aviation award awards
    baby ballet band barnsley beauty beds bike bikes biolabs birmingham blinds bloom boats books bookbinders
    bradford bristol britain brokers bureau business campaign campsite careline caremark carers catholic cathedral
    cemetery chamber change changing chemicals chemist choices choir circle circus citizen citizens club collective
    colour commercial complete compliance concern concerts connect connections conservation consortium constabulary
    container control convent corporate cottage counselling country covers craft crafts craegmoor creations creative
    croft cultural culture custody cycle cycles cycling darlington day daycare deli delivery deposit diagnostics
    dining discount display displays disposal disposables diving domestic doncaster door doors doorstep drainage
    durham early ecology elders electronics employers enabling engraving enviromental environment environmental
    essential events exhibitions experience families family fasteners fc fellowship festivals firstpoint flock
    flowers florist forensics forest forklift fostering foyer friends fuels furnishings future games gaming gateshead
    gb graphics grange green groundwork group groupe growth guides hairdressing hall hands hardware harriers
    headteacher healthwatch helping heritage highways holding holidays homecare homeless hostel hub humber hydraulics
    ideas images imaging inclusion independence independent industry infant infants info information initiative
    initiatives innovation innovations inspections inspire integrated interactive interiors interpreting intensive
    journal juniors kent kindergarten kitchens labs laboratories lambeth lancashire landlord lane language laundrette
    leeds lettings licensing lifeline lifestyle lifestyles lift lifting lifts lighting line little live liverpool
    living locality lubricants magazine manchester manor marine maritime matters mbc mdc mediation memorials mencap
    mental methodist metro metropolitan mews midlands mindfulness mineral mini minibuses mission mobility motion
    motorcycles municipal museums national natural neighbourhoods neighbours netball networks newcastle nh
    nightline nottingham nurses nursery oils optical organisation organisations outdoor outreach oxford oxfordshire
    packaging parent parents park parks partner parts passenger people peoples performance pest petrol pictures
    pianos pilates place places planning plants play playground plumb polymers pool pools portal presents primary
    print prison priory promotions provider provision prs psychology public publications pumps purchasing
    pushchairs radio reach recording records recovery refrigeration refuge refugee registry rehab relations rental
    rentals research residential residents resource resources resourcing response restoration riding river riverside
    road roads rotherham route royal rspb safe salvage salvation sanctuary scheme schemes science scientific scout
    scouts screen sculpture secretariat section sector seminars senior sheffield show sign signs singers site sites
    skills smart snacks social soccer software source space special spectrum spine sport stadium staff stars station
    stationery story street streets structures studies studio supported supporting surveys surveying survey
    sweepers swim talent taxi teaching team teams tees telephone televisions tenants tennis terminals testing
    textiles theatres thrive ticket tickets timberlimited together tots tour tours towing toys track tractors
    traffic trailers translation translations treatment trees trucks tv tyne uniforms united universal unit unlimited
    urban vale valley vans vending venue view vineyard vision visual voice volunteer volunteers volunteering
    wakefield walkers wear wedding weddings welcome welfare wellbeing wheels wholesalers wildlife windows wines wmc
    wood woodland workers working workshops world writers yacht ymca yorkshire your
    for of in at by with from against your our
    cc cgl fc gmbh hr hlc it jcb mbc mdc nh nhs pcc pct psg scc tara tv wmc pta uk usa
    """.split()
)
# Surnames first of all, whatever else they mean: alone they make nobody an organisation.
SURNAMES = frozenset(
    """
    ashford banks bond bradford carr cooper croft cross day dean dickinson england english field fields ford gates
    glass green hall kent king lambert lane little marsh may mills moss oxford parish park parks pool pools power
    price rivers rose royal sheffield steel sutton temple vale wakefield ward waters welsh west wood woods young
    """.split()
)
# Words of organisations that are surnames too: beside a forename or initials they may name somebody.
SURNAMES_TOO = frozenset(
    """
    bank bridge bridges butcher butchers cash church coach coaches cook court crown dance driver east farm first fleet
    fruit garden gardens gas guest hands house inn ireland kerr law leeds link live lodge london major manor marine
    market mission motion newman north oils parts people place plant post press print priory read road scales scotland
    shop shops site son south sport sports street team tours tree trees uniforms video view water wear wheels wines
    workman durham darlington barnsley doncaster bristol liverpool manchester lancashire nottingham rotherham
    """.split()
)
# Bodies that public ledgers name in words like those of a person.
BODIES = frozenset(
    " ".join(name.split())
    for name in """
    marie curie|sue ryder|leonard cheshire|balfour beatty|grant thornton|ernst young|john lewis|arnold clark|
    thomas cook|travis perkins|morgan sindall|willmott dixon|laing orourke|mott macdonald|jones lang lasalle|
    lambert smith hampton|carter jonas|pinsent masons|eversheds sutherland|browne jacobson|bevan brittan|
    sharpe pritchard|wilkin chapman|bond dickinson|womble bond dickinson|trowers hamlins|anthony collins|
    barnett waddingham|hymans robertson|pitney bowes|hewlett packard|konica minolta|rolls royce|zurich municipal|
    pricewaterhouse coopers|rentokil initial|allied irish|henry schein|bnp paribas|blake morgan|veale wasbrough vizards|
    lyons davidson|davis langdon|drivers jonas|drivers jonas deloitte|dtz debenham tie leung|gva grimley|
    dickinson dees|gallagher bassett|marsh mclennan|arup partners|ove arup|bruntwood works|tk maxx|t k maxx|
    h samuel|j sainsbury|w h smith|b q|m s|e on|b braun|h c one|l oreal|john crane|john deere|eric wright|
    henry boot|john graham|robert mcalpine|sir robert mcalpine|norton rose|norton rose fulbright|alfred mcalpine|
    jacobs douwe egberts|wolters kluwer|reed elsevier|thomson reuters|taylor wessing|charles russell speechlys|
    stephenson harwood|allen overy|hugh james|bates wells|russell cooke
    """.split("|")
)
FORENAMES = frozenset(
    """
    adam adrian aisha alan albert alex alexander alexandra alfred ali alice alison amanda amelia amy andrea
    andrew angela ann anna anne anthony antonia april arthur ashley barbara barry ben benjamin bernard beth
    betty beverley bill bob brenda brian bruce carl carol caroline carolyn catherine charles charlotte cheryl
    chloe chris christian christina christine christopher claire clare clive colin craig daniel danielle darren
    dave david dawn dean deborah debra denise dennis derek diana diane dominic donald donna dorothy douglas
    duncan edward eileen elaine eleanor elizabeth ellen ellie emily emma eric ethan eva evelyn fatima fiona
    frances francis frank fred freda gail gareth gary gavin gemma geoff geoffrey george georgia georgina gerald
    gillian glen glenn gloria gordon grace graham grant greg gregory hannah harold harriet harry hayley hazel
    heather heidi helen henry hilary holly howard hugh ian imran irene isabel isabella jack jackie jacqueline
    jade jake james jamie jan jane janet janice jason jay jean jeanette jeff jeffrey jennifer jenny jeremy jess
    jessica jill jim joan joanna joanne joe joel john jonathan jordan joseph josephine joshua joyce judith judy
    julia julian julie june justin karen karl kate katherine kathleen kathryn katie kay keith kelly ken kenneth
    kerry kevin kim kirsty kyle laura lauren lawrence leah lee leonard lesley leslie lewis liam linda lindsay
    lisa liz lorna lorraine louis louise lucy luke lydia lynda lynn lynne malcolm mandy marc margaret maria
    marian marie marilyn marion mark martin martyn mary matthew maureen maurice max megan melanie melissa
    michael michelle mike mohamed mohammad mohammed molly monica muhammad nadia nancy naomi natalie natasha neil
    nicholas nick nicola nicole nigel noel nora norma norman oliver olivia owen pamela patricia patrick paul
    paula pauline penelope penny peter philip phillip phoebe rachael rachel ralph raymond rebecca richard rita
    rob robert robin roger ronald rosemary ross roy russell ruth ryan sally sam samantha samuel sandra sara
    sarah scott sean shane sharon shaun sheila shirley simon sophia sophie stacey stanley stella stephanie
    stephen steve steven stewart stuart sue susan suzanne sylvia tanya teresa terence terry theresa thomas tim
    timothy tina toby tom tony tracey tracy trevor valerie vanessa vera veronica victor victoria vincent wayne
    wendy william yasmin yvonne zoe
    """.split()
)
