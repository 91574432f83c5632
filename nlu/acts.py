"""The closed list of what a message can do: acts, risks and the aspects of a policy question.

Benefits are not here: they are the library's, so that an editor can add one.
"""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What a person wants (a wish) or does in the conversation (a dialogue act)."""

    ASK_POLICY = "ask_policy"
    CHECK_ELIGIBILITY = "check_eligibility"
    APPLY = "apply"
    CERTIFY = "certify"
    QUERY_PROGRESS = "query_progress"
    COMPLAIN = "complain"
    REPORT_OTHER = "report_other"
    APPOINTMENT_OR_LOCATION = "appointment_or_location"
    HUMAN = "human"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"

    INFORM = "inform"
    AFFIRM = "affirm"
    DENY = "deny"
    CORRECT = "correct"
    CHOOSE = "choose"
    SKIP = "skip"
    BACK = "back"
    REPEAT = "repeat"
    REPHRASE = "rephrase"
    WHY = "why"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    UNCLEAR = "unclear"


WISHES = frozenset(
    {
        Act.ASK_POLICY,
        Act.CHECK_ELIGIBILITY,
        Act.APPLY,
        Act.CERTIFY,
        Act.QUERY_PROGRESS,
        Act.COMPLAIN,
        Act.REPORT_OTHER,
        Act.APPOINTMENT_OR_LOCATION,
        Act.HUMAN,
        Act.SMALLTALK,
        Act.OUT_OF_SCOPE,
    }
)


class Risk(StrEnum):
    """A danger that is looked for beside the act, in the order of what must be answered first."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    MINOR = "minor"
    DISTRESS = "distress"
    FRAUD = "fraud"
    PRIVACY = "privacy"
    INJECTION = "injection"
    POLITICS = "politics"
    SPAM = "spam"


ASPECTS = (
    "definition",
    "eligibility",
    "amount",
    "materials",
    "process",
    "where",
    "duration",
    "payment",
    "basis",
    "contact",
    "change_or_stop",
    "other",
)
