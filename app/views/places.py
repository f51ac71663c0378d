"""The places of a case, from left to right as the work goes."""

RECORD, EVIDENCE, INDEX, SEARCH, REVIEW, REPORT, MODELS = range(7)
