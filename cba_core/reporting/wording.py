"""What every report says, whatever the case: method, limits, the scale, the certificate.

"Candidate" until a person decides, "finding" after; never a percentage of certainty (U3, E23).
"""

METHOD = (
    (
        "People were found in every sampled frame by a detector and followed from frame to "
        "frame; such a stretch is a tracklet. A network turned each tracklet into numbers by "
        "its appearance. For a query, all tracklets of the other kind of camera (visible or "
        "infrared) were ranked by how alike these numbers are. The ranking is exact: every "
        "tracklet was compared. A person looked at the candidates in the footage and decided; "
        "the program decided nothing."
    ),
    (
        "Likeness in appearance is not an identification. Neither face, sex, age, skin nor "
        "origin was searched for or stored."
    ),
)

LIMITS = (
    (
        "Similar clothing and build raise likeness; other clothing lowers it. Two people in the"
        " same uniform may rank above the person who is sought."
    ),
    (
        "The person may not be in the footage at all. A candidate at the top of a list shows "
        "the most alike tracklet, not a person who is known to be there."
    ),
    (
        "In infrared, colour is lost and fabrics shine by what they are made of; thermal "
        "pictures show warmth. Comparison across is weaker than within one kind."
    ),
    "Nobody is found in footage that was not searched: see the coverage, first in this report.",
    "Whoever decides may be led by the ranking. Order is the only hint that lists give.",
)

SCALE = (
    ("supports-same", "supports that the candidate shows the person of the query"),
    ("weakly-supports-same", "supports it weakly"),
    ("cannot-say", "supports neither"),
    ("supports-different", "supports that the candidate shows somebody else"),
    ("not-comparable", "cannot be compared: size, blur, cut-off, or nothing in common to look at"),
)

ERROR_FIGURES = (
    "Tracklets that one camera shows at the same moment, or that two cameras show that lie too "
    "far apart, cannot be one person. How alike such pairs are tells how often different people "
    "score at least as high as a candidate does, here, on these cameras. It does not tell how "
    "likely a candidate is the person. Intervals are wide on purpose: people seen together look "
    "more alike than others."
)

NOT_DONE = (
    "No second reader decided independently, unless a decision above names one.",
    "Clocks were compared only where the coverage says so.",
    "Footage that no decoder here reads was not searched.",
    "Whether decisions are right cannot be told from the case itself.",
)

CERTIFICATE = (
    "I, ______________________________, am qualified to give this certificate by ________________"
    "______________. The records named in this report were made by a process that I know, or were "
    "copied from an electronic device; their SHA-256 values are listed and were compared. The "
    "process gives an accurate result as far as this report states, within the limits it names."
)

CHECKING = (
    (
        "The log of the case is a chain: every row names the hash of the row before. Keep this "
        "report's head; with it, anybody can tell whether the log was changed since:"
    ),
    "python resources/verify_log.py CASE.duskcase HEAD",
    "The lists of this report can be made again and are compared rank by rank by:",
    "cba report verify CASE.duskcase report.json",
)
