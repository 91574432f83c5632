"""The terminal shows bubbles with their choices and takes lines until it is told to stop."""

from bot.channels.terminal import QUIT, Terminal, terminal_sender
from bot.message import Bubble, Choice, Message

OPENING = (Bubble(text="Hello\nthere", choices=(Choice(label="Ask", send="1"),)),)


def talk(*typed):
    lines = iter(typed)
    shown: list[str] = []
    heard: list[Message] = []

    def ask():
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    def take(message):
        heard.append(message)
        return (Bubble(text=f"You said {message.text}"),)

    Terminal(take=take, sender=terminal_sender("anna"), ask=ask, say=shown.append).run(OPENING)
    return shown, heard


def test_the_opening_words_come_first_with_their_choices():
    shown, _ = talk(QUIT)

    assert shown == ["Hello", "there", "  1 Ask", ""]


def test_each_line_is_a_message_of_its_own():
    shown, heard = talk("one", "", "one", QUIT, "never")

    assert [message.text for message in heard] == ["one", "one"]
    assert heard[0].id != heard[1].id
    assert "You said one" in shown


def test_the_end_of_input_ends_the_talk():
    _, heard = talk("one")

    assert len(heard) == 1
