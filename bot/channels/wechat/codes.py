"""What the platform's error codes mean and what to do about each, in plain words for whoever runs the server."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[int, tuple[str, str]] = {
    -1: ("the platform is busy or cannot be reached", "try again; if it stays so, check this machine's network"),
    40001: ("the token or the AppSecret is not accepted", "compare AppID and AppSecret with the platform's page"),
    40003: ("the platform does not know this person", "nothing: the desk has a task to reach them another way"),
    40013: ("the AppID is wrong", "copy AppID from the platform's page of development settings"),
    40014: ("the token is not accepted", "nothing: a new one was fetched"),
    40037: ("the template id is wrong", "copy it from the platform's list of templates into accounts.yaml"),
    40125: ("the AppSecret is wrong", "reset it on the platform's page and set ZHANGBAN_WECHAT_SECRET"),
    40164: ("this machine's address is not on the IP whitelist", "add its outgoing address on the platform's page"),
    40243: ("the AppSecret is frozen", "unfreeze it on the platform's page"),
    41002: ("the AppID is missing", "set ZHANGBAN_WECHAT_APPID"),
    41004: ("the AppSecret is missing", "set ZHANGBAN_WECHAT_SECRET"),
    42001: ("the token ran out", "nothing: a new one was fetched"),
    43101: ("the person accepted no notice of this template", "nothing: a template message goes instead"),
    45009: ("the day's calls are used up", "wait for midnight, or ask the platform for more"),
    45011: ("too many calls in a minute", "nothing: they are sent later"),
    45015: ("the person has not written for 48 hours", "map templates in accounts.yaml to reach such people"),
    45047: ("the five messages after a person's last one are used up", "nothing: the rest leads the next answer"),
    46003: ("there is no menu", "set one with: python -m bot wechat menu FILE"),
    47003: ("a field of a template does not take its value", "compare the fields in accounts.yaml with the template"),
    48001: ("the account may not use this interface", "let the service account be verified on the platform"),
    50002: ("the account is restricted", "see the notice on the platform's page"),
    61024: ("the token is a platform's, not this account's", "use the account's own AppID and AppSecret"),
}  # fmt: skip


def explained(code: int) -> str:
    """Return a sentence for a code.

    >>> explained(40164)
    "40164: this machine's address is not on the IP whitelist; add its outgoing address on the platform's page."
    """
    what, remedy = MEANINGS.get(
        code, ("the platform refused", "look the code up in its list of return codes")
    )
    return f"{code}: {what}; {remedy}."
