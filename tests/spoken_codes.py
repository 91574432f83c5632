"""Six digits that are not the code somebody was given."""


def wrong(code: str, step: int = 1) -> str:
    """Return the code that comes so many steps after this one."""
    return f"{(int(code) + step) % 1_000_000:06}"
