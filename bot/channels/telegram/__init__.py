"""Telegram: updates come by webhook or are polled, become messages, and words leave one sendMessage per bubble.

Of the library only `Bot` and `Update.de_json` are used, imported once a bot is configured: order, repeats and state
are ours.
"""
