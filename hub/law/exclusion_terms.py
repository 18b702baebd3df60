"""The words of exclusion: the grounds, whom they are found on, and what a supplier is in consequence."""

from __future__ import annotations

from hub.law.terms import Term


class ExclusionGround(Term):
    """The grounds of PA 2023 Sch 6 (``M``, mandatory) and Sch 7 (``D``, discretionary)."""

    M01 = "M01", "Corporate manslaughter or homicide"
    M02 = "M02", "Terrorism"
    M03 = "M03", "Theft, robbery, burglary, blackmail and the like"
    M04 = "M04", "Bribery"
    M05 = "M05", "Money laundering"
    M06 = "M06", "Fraud"
    M07 = "M07", "Labour market offences"
    M08 = "M08", "Slavery and human trafficking"
    M09 = "M09", "Breach of a labour market enforcement order"
    M10 = "M10", "Organised crime"
    M11 = "M11", "Tax offences"
    M12 = "M12", "Cartel offence"
    M13 = "M13", "Helping, encouraging or attempting one of these offences"
    M14 = "M14", "One of these offences under foreign law"
    M15 = "M15", "Threat to national security, on the debarment list"
    M16 = "M16", "Penalty for VAT fraud or evasion"
    M17 = "M17", "Penalty for a deliberate tax error or failure to notify"
    M18 = "M18", "Abusive tax arrangements that were countered"
    M19 = "M19", "Abusive practice in VAT"
    M20 = "M20", "Defeat of notifiable tax arrangements"
    M21 = "M21", "Cartel decision of the competition authority"
    M22 = "M22", "A tax or competition penalty or decision of a foreign authority"
    M23 = "M23", "Not cooperating with a debarment investigation"
    D01 = "D01", "Order about slavery or the labour market"
    D02 = "D02", "Conduct abroad that could lead to such an order"
    D03 = "D03", "Evidence of a slavery or trafficking offence"
    D04 = "D04", "Conviction with significant harm to the environment"
    D05 = "D05", "Insolvency or bankruptcy"
    D06 = "D06", "Business suspended or ceased"
    D07 = "D07", "Anti-competitive agreement, in the authority's view"
    D08 = "D08", "Abuse of a dominant position, in the authority's view"
    D09 = "D09", "Decision that a dominant position was abused"
    D10 = "D10", "Cartel offence, in the authority's view"
    D11 = "D11", "Professional misconduct"
    D12 = "D12", "Serious breach of a public contract"
    D13 = "D13", "Poor performance that was not put right"
    D14 = "D14", "A published contract performance notice about breach or poor performance"
    D15 = "D15", "Acting improperly in a procurement"
    D16 = "D16", "Threat to national security, in the authority's view"


class Limb(Term):
    """The part of a ground on which its dates depend."""

    BLACKMAIL = "blackmail", "Blackmail, or fraud under sections 17 to 21 of the Theft Act"
    BREACH_OF_ORDER = "breach_of_order", "Breach of a slavery or trafficking order"
    CONTRACT_BREACH = "contract_breach", "The notice was about a breach of contract"
    POOR_PERFORMANCE = "poor_performance", "The notice was about poor performance"


class Standing(Term):
    """What a supplier is (PA 2023 s.57), the gravest first."""

    EXCLUDED = "excluded", "Excluded supplier"
    EXCLUDABLE = "excludable", "Excludable supplier"
    CLEAR = "clear", "Neither excluded nor excludable"


class Person(Term):
    """On whom something was found."""

    SUPPLIER = "supplier", "The supplier itself"
    CONNECTED = "connected_person", "A person connected with the supplier, such as a director or parent company"
    ASSOCIATED = "associated_person", "A person whom the supplier relies on to meet the conditions of participation"
    SUB_CONTRACTOR = "sub_contractor", "An intended sub-contractor"


GRAVITY = (Standing.CLEAR, Standing.EXCLUDABLE, Standing.EXCLUDED)


def gravest(*found: Standing) -> Standing:
    """Give the gravest of some standings; none means clear."""
    return max(found, key=GRAVITY.index, default=Standing.CLEAR)
