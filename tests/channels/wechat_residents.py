"""What a resident's WeChat holds: whom they follow, how many words may still reach them, and what they saw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.channels.loopback import Clock

FAULT_NOTICE = "该公众号提供的服务出现故障，请稍后再试"
AFTER_A_MESSAGE, MESSAGE_WINDOW = 5, 48 * 3600.0
AFTER_A_TAP, TAP_WINDOW = 3, 60.0
# A link in a text that, tapped, sends its content with its id.
LINK = re.compile(
    r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^"&<>]+)&msgmenuid=([^"&<>]+)">([^<>]*)</a>'
)
TYPING_ALLOWED, TYPING_LASTS = 30.0, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing on the resident's screen; `how` is passive, custom, menu, template, subscription, or fault."""

    how: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Resident:
    """One person's side of the talk with the account; `fault` is why a template taken for them would not arrive.

    `links` are what may be tapped, by the words shown: the content that is sent, and its id.
    """

    openid: str
    clock: Clock
    follows: bool = True
    message_left: int = 0
    message_until: float = 0.0
    tap_left: int = 0
    tap_until: float = 0.0
    acted: float = 0.0
    typing_until: float = 0.0
    accepted: dict[str, int] = field(default_factory=dict)
    fault: str = ""
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)

    def wrote(self) -> None:
        """A message of the resident opens the window anew."""
        self.acted = self.clock.now()
        self.message_left, self.message_until = AFTER_A_MESSAGE, self.acted + MESSAGE_WINDOW

    def tapped(self) -> None:
        """A menu tap, a follow or a scan opens the short window anew."""
        self.acted = self.clock.now()
        self.tap_left, self.tap_until = AFTER_A_TAP, self.acted + TAP_WINDOW

    def take_quota(self) -> int:
        """Use up one message of the account to this person and return 0, or say why not."""
        now = self.clock.now()
        if not self.follows or now > max(self.message_until, self.tap_until):
            return 45015
        if now <= self.tap_until and self.tap_left:
            self.tap_left -= 1
            return 0
        if now <= self.message_until and self.message_left:
            self.message_left -= 1
            return 0
        return 45047

    def typing(self, command: str) -> int:
        """Show or end the typing state and return 0, or say why not."""
        now = self.clock.now()
        if command not in ("Typing", "CancelTyping"):
            return 45072
        if now - self.acted > TYPING_ALLOWED:
            return 45080
        if command == "Typing" and now < self.typing_until:
            return 45081
        self.typing_until = now + TYPING_LASTS if command == "Typing" else 0.0
        return 0

    def sees(self, how: str, text: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
        """Put something on the screen; links that write a message are shown as their words, to be tapped."""
        self.typing_until = 0.0
        self.links.update({found[3]: (found[1], found[2]) for found in LINK.finditer(text)})
        text = LINK.sub(lambda found: found[3], text)
        self.shown.append(Shown(how=how, text=text, choices=choices))

    def texts(self) -> list[str]:
        """Return the words on the screen, without notices of a fault, in order."""
        return [one.text for one in self.shown if one.how != "fault"]

    def faults(self) -> int:
        """Count the notices that the account is out of order."""
        return sum(one.how == "fault" for one in self.shown)
