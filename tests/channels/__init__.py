"""WeChat and Telegram: emulators written from the documented protocols, and what we promise against them.

The emulators share no code with the program and use neither wechatpy nor python-telegram-bot.
"""
