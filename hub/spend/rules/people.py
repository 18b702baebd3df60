"""Tell payees who are people from organisations: their names are shown to finance only and never published."""

from __future__ import annotations

import re
from functools import lru_cache

from hub.spend.terms import Payees

_TITLE = re.compile(
    r"^(?:the\s+(?:late|estate of|executors? of)\b|(?:mr|mrs|miss|ms|mx|master|dr|rev|revd|reverend|sir|dame|lady|lord|"
    r"prof|professor|cllr|councillor|capt|captain|sister|fr|judge)\b\.?\s*(?:&|and|/|\s)\s*\S|"
    r"executors?\b|exors?\b|personal representatives?\b|estate of\b)",
    re.I,
)
_TITLE_LAST = re.compile(
    r"[,(]\s*(?:mr|mrs|miss|ms|mx|dr|rev|sir|dame|prof)\.?\s*(?:[A-Z]\.?\s*){0,3}\)?$|"
    r"\b(?:mr|mrs|miss)\.?$",
    re.I,
)
_REDACTED = re.compile(
    r"\bredact(?:ed|ion)?\b|\bpersonal (?:data|information|details?)\b|\bname withheld\b|\bwithheld\b|"
    r"\bdata protection\b|\bgdpr\b|"
    r"\bprivate individuals?\b|\bnamed? individuals?\b|^individuals?\b|\bconfidential\b|\bexempt\b.*\bperson",
    re.I,
)
# Payments to people that ledgers gather under one name; nobody is told by it, and nobody outside needs it.
_GATHERED = re.compile(
    r"\bfoster(?:ing)?\s*(?:care|carer|carers|allowances?|payments?|parents?)\b|\b(?:carers?|client|"
    r"claimant|pupil|student|"
    r"tenant|employee|member|volunteer|adopter|adoption|kinship|guardianship)s?'?\s+(?:allowances?|payments?|refunds?|"
    r"expenses|reimbursements?)\b|\bdirect payments?\b|\bhousing benefits?\b|\bcouncil tax (?:refunds?|rebates?)\b|"
    r"\b(?:rent|nndr|tenant) refunds?\b|\bspecial guardian|\bresidence order|\bsection 17\b|\bstaff expenses\b|"
    r"\bvarious\b.*\bexpenses\b",
    re.I,
)
_ORGANISED = re.compile(
    r"\b(?:ltd|limited|plc|llp|lp|cic|cio|inc|llc|gmbh|bv|sa|sarl|co|company|companies|corp|corporation|"
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
    r"productions?|photo\w*|studios?|events?|festival|entertainment|hospitality|bros|brothers|sons?|daughters?|and|"
    r"works?|workshop|workshops|repairs?|maintenance|installations?|equipment|tools?|machinery|plant|"
    r"timber|steel|metals?|"
    r"plastics?|concrete|quarry|aggregates|fabrications?|manufacturing|manufacturers?|factors|merchants?|distribution|"
    r"distributors?|direct|express|first|plus|one|total|premier|quality|professional|specialists?|advice|"
    r"support|link|links|action|aid|relief|hospice|rescue|animal|vets?|veterinary|kennels|"
    r"mutual|co-op|cooperative|co-operative|society|crown|hmrc|customs|revenue|office|post|mail|bt|edf|eon|"
    r"tax|refunds?|rates|payroll|wages|petty|cash|card|amazon|google|microsoft|tesco|asda|argos|ebay|boots|"
    r"limite|limi|lt|servic|servi|associat|counci|cou|assoc)\b|[&@/\d]|\.(?:com|co|org|net|uk)\b|\bt/?a\b",
    re.I,
)
# Agencies that place foster children are firms; only the payments to carers themselves are people's.
_COMPANY = re.compile(r"\b(?:ltd|limited|plc|llp|cic|cio|agency)\b", re.I)
_INITIALS = re.compile(r"^(?:[A-Z]\.?\s*){1,3}[A-Z][A-Za-z'’-]{2,}(?:[ -][A-Z][A-Za-z'’-]+)?$")
_INITIALS_LAST = re.compile(r"^[A-Z][A-Za-z'’-]{2,},?\s+(?:[A-Z]\.?\s?){1,3}$")
_COMMA = re.compile(r"^[A-Z][A-Za-z'’-]+,\s*[A-Z][A-Za-z'’-]+(?:\s+[A-Z][A-Za-z'’-]*)?$")
_FORENAMES = frozenset(
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


@lru_cache(maxsize=131_072)
def payee_kind(name: str) -> Payees:
    """Tell what sort of payee a name is; when in doubt a person, because what was shown cannot be unseen."""
    text = " ".join(name.split())
    if not text or not any(char.isalpha() for char in text):
        return Payees.UNNAMED
    return Payees.PERSON if is_person(text) else Payees.ORGANISATION


@lru_cache(maxsize=131_072)
def is_person(name: str) -> bool:
    """Say whether a payee's name is a person's, or stands for people whose names are kept back."""
    text = " ".join(name.split())
    if _REDACTED.search(text) or (_GATHERED.search(text) and not _COMPANY.search(text)):
        return True
    if _TITLE.match(text) and not _is_firm_with_title(text):
        return True
    if _TITLE_LAST.search(text) and not _ORGANISED.search(text):
        return True
    if _ORGANISED.search(text):
        return False
    return _is_named_like_a_person(text)


def _is_firm_with_title(text: str) -> bool:
    """Say whether it is a firm called after a title, such as "Mr Clutch Ltd" or "Dr Smith & Partners"."""
    return bool(re.search(r"\b(?:ltd|limited|plc|llp|partners?|practice|surgery|school|hospital|trust)\b", text, re.I))


def _is_named_like_a_person(text: str) -> bool:
    words = re.sub(r"[^A-Za-z'’ .,-]", " ", text).split()
    if not 2 <= len(words) <= 4:
        return False
    bare = [word.strip(".,").lower() for word in words]
    if any(word in _FORENAMES for word in bare[:-1]) or (text.count(",") == 1 and bare[-1] in _FORENAMES):
        return True
    if _COMMA.match(text) and bare[1] in _FORENAMES:
        return True
    # "J SMITH" or "SMITH J": initials and one surname, and no word that firms use.
    return bool(_INITIALS.match(text) or _INITIALS_LAST.match(text)) and any(
        len(part) == 1 for word in bare for part in word.split(".")
    )
