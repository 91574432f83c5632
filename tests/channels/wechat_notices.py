"""Notices that reach a person outside the window: a template message, or a subscription they accepted before."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.channels.wechat_residents import Resident

LIMITS = {"thing": 20, "phrase": 5, "name": 10, "character_string": 32, "phone_number": 17, "const": 20}
Templates = Mapping[str, tuple[str, ...]]
"""The fields of each template of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a template message, or of a notice when it names its template; `fault` is empty when it came."""

    openid: str
    number: int
    template: str = ""
    fault: str = ""


def template(resident: Resident | None, body: Mapping[str, Any], templates: Templates) -> Result | int:
    """Send a template message, and return what became of it or the code of the refusal."""
    if resident is None:
        return 40003
    if not resident.follows:
        return 43004
    return _fault(body, templates) or _sent(resident, "template", body)


def subscription(resident: Resident | None, body: Mapping[str, Any], templates: Templates) -> Result | int:
    """Send a notice and use up its acceptance, and return what became of it or the code of the refusal."""
    if resident is None:
        return 40003
    if fault := _fault(body, templates):
        return fault
    wanted = str(body.get("template_id"))
    if not resident.accepted.get(wanted):
        return 43101
    resident.accepted[wanted] -= 1
    return _sent(resident, "subscription", body, template=wanted)


def _fault(body: Mapping[str, Any], templates: Templates) -> int:
    known = templates.get(str(body.get("template_id")))
    if known is None:
        return 40037
    data = body.get("data", {})
    for name in known:
        value = str(data.get(name, {}).get("value", ""))
        limit = LIMITS.get(name.rstrip("0123456789"), 32)
        if not value or len(value) > limit or "\n" in value:
            return 47003
    return 0 if set(data) == set(known) else 47003


def _sent(resident: Resident, how: str, body: Mapping[str, Any], template: str = "") -> Result:
    if not resident.fault:
        resident.sees(how, "\n".join(str(one.get("value", "")) for one in body.get("data", {}).values()))
    number = secrets.randbelow(2**48)
    return Result(openid=resident.openid, number=number, template=template, fault=resident.fault)
