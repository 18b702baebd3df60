"""Options appraisal: which way of meeting a need gives the best public value, and how sure that is."""
