"""Records of scoring."""

from hub.evaluation.models.evaluation import Assessor, Evaluation
from hub.evaluation.models.scores import Agreed, Check, Mark, PriceNote

__all__ = ["Agreed", "Assessor", "Check", "Evaluation", "Mark", "PriceNote"]
