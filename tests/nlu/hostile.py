"""Texts of ten thousand characters on which a careless search would never end."""

LONG = (
    "不想" * 5000,
    "1 " * 5000,
    "一" * 10_000,
    "我叫王" * 3300,
    "年1月" * 2500,
    "打" * 10_000,
    "(" * 10_000,
    "攒药" * 5000,
)
