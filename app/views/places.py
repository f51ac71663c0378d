"""The places of a case, from left to right as the work goes."""

EVIDENCE, INDEX, SEARCH, REVIEW = range(4)
