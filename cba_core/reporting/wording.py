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

ERROR_GROUPS = (
    "Do these figures hold alike for all pictures? Of 100 pairs of different people, 5 reach a "
    "certain likeness over all. Where more of a group reach the same likeness, people of that "
    "group look alike sooner than the figures above say; where fewer, later. A pair counts where "
    "the worse of its two pictures belongs. What kind of person somebody is is not stored, so "
    "nothing is told apart by that."
)

NO_SECOND_READING = "No second reading was made."

SECOND_READING = (
    "Another person read the candidates that were decided on once more, in an order drawn by lot "
    "and among people who are known not to be the one who is sought, without sight of the first "
    "decisions. Cohen's kappa is 1 where two readers always agree and 0 where they agree as often "
    "as by chance; of a few candidates it says little."
)

SELF_TEST_NOT_RUN = "self-test: not run with this version"

ON_THE_CPU = "The CPU is the reference."

ON_A_GPU = (
    "The CPU is the reference; a GPU computes in half precision, so that likenesses differ from "
    "those of the CPU in the third digit or so, and ranks of candidates that lie so close may be "
    "exchanged. How many are in this case was not measured: index it anew on the CPU to know."
)

NO_CARD = (
    "The file of the model is not on this computer any more, so that its card is not known here: "
    "cba models show NAME, where it is."
)

ANNEX_CARD = "Annex A. What was measured of the model"
SEE_CARD_FIGURES = "What was measured of it when it was made stands in annex A."
ANNEX_SELF_TEST = "Annex B. The self-test, figure by figure"
SEE_SELF_TEST = "Each figure stands in annex B."

CARD_FIGURES = (
    "Measured when it was made, on the data that each figure names, never on this case. Rank-1: of "
    "so many queries, the share for which somebody right stood first; mAP: mean average precision."
)

WEAK_SPOTS = "Known weak spots:"

NOT_DONE = (
    "Clocks were compared only where the coverage says so.",
    "Footage that no decoder here reads was not searched.",
    "Whether decisions are right cannot be told from the case itself.",
)

ROUTE_WITHOUT_FLAGS = (
    "Nothing was found that speaks against this route: as far as walking times were entered, no "
    "two sightings are too near in time."
)
CERTIFICATE_TITLE = "Certificate of a qualified person"

CERTIFICATE_NOTE = (
    "Prepared after what the Federal Rules of Evidence of the United States, 902(13) and 902(14), "
    "ask of a certificate; elsewhere other words may be asked for. The program certifies nothing. "
    "Whoever signs has to know what is stated, fills in what is open, strikes out what does not "
    "apply, and answers for it. Whether this text serves is for a lawyer to say."
)

CERTIFICATE = (
    ("My name, occupation and employer:", 2),
    ("I am qualified to give this certificate by this training and experience:", 2),
    (
        (
            "Records generated by a process. The lists, exhibits and figures in this report of "
            "case {case} were generated by {program} with the model whose SHA-256 is {model}, "
            "from the footage listed under coverage, in the way that the section on method "
            "describes. I tested that this process gives an accurate result, within the limits "
            "that the report names, as follows (such as cba self-test, cba report verify; date, "
            "outcome):"
        ),
        2,
    ),
    (
        (
            "Data copied from an electronic device. The {files} footage files listed under "
            "coverage were copied from this device or medium, by this person, on this date:"
        ),
        2,
    ),
    (
        (
            "The SHA-256 value of each copy is listed in report.json. I compared these values with "
            "those of the originals, on this date, in this way, with this outcome:"
        ),
        2,
    ),
    (
        (
            "When this report was made, the log of the case stood at {head}. What I know of the "
            "log and of the case between then and today:"
        ),
        1,
    ),
    ("I declare, in the words that the law of the place asks for:", 2),
)
"""Statements, each with how many lines are left to fill in; names in braces are of the report."""

CERTIFICATE_FIELDS = ("Name in block letters", "Place and date", "Signature")

CHECKING = (
    (
        "The log of the case is a chain: every row names the hash of the row before. Keep this "
        "report's head; with it, anybody can tell whether the log was changed since:"
    ),
    "python resources/verify_log.py CASE.duskcase HEAD",
    "The lists of this report can be made again and are compared rank by rank by:",
    "cba report verify CASE.duskcase report.json",
)
