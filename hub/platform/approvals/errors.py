"""Why an act that needs an approval cannot be done."""

from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused


class NeedsApproval(Refused):
    """The act needs an approval that is not there, has lapsed or is not yet given."""

    def __init__(self, act: Act, finding: Finding) -> None:
        super().__init__(act, [finding])

    @property
    def cure(self) -> str:
        """Give the address where the approval is asked for or waits."""
        return self.findings[0].cure
