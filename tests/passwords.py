"""Passwords for tests of what comes after hashing: their hashes say themselves that they are quick to check.

What an account of the program costs to guess is held in `tests/unit/storage/test_people.py`.
"""

from argon2 import PasswordHasher

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(password: str) -> str:
    """Return an Argon2id hash that takes no time to check, for an account of a test."""
    return _QUICK.hash(password)
