"""WeChat's message encryption, written from its description: AES-256-CBC, PKCS#7 to 32 bytes, SHA-1 signatures.

The plain text is 16 random bytes, the length of the message in four bytes, the message, and the receiver's appid.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


def signature(*parts: str) -> str:
    """Return the SHA-1 of the parts in order of bytes, as every WeChat signature is made."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def key_of(encoding_key: str) -> bytes:
    """Return the 32 bytes that a 43-character EncodingAESKey stands for."""
    return base64.b64decode(encoding_key + "=")


def padded(plain: bytes) -> bytes:
    """Fill up to a whole number of 32 bytes; a full block more when nothing is missing."""
    missing = BLOCK - len(plain) % BLOCK
    return plain + bytes([missing]) * missing


def raw_encrypt(key: bytes, blocks: bytes) -> str:
    """Encrypt bytes that are whole blocks already, wrong or right."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(blocks) + encryptor.finalize()).decode()


def encrypt(encoding_key: str, appid: str, message: bytes) -> str:
    """Return a message as it stands in `Encrypt`."""
    plain = os.urandom(16) + struct.pack(">I", len(message)) + message + appid.encode()
    return raw_encrypt(key_of(encoding_key), padded(plain))


def decrypt(encoding_key: str, appid: str, encrypted: str) -> bytes:
    """Return the message; raises ValueError when anything about it is wrong."""
    key = key_of(encoding_key)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
    fill = plain[-1]
    if not 1 <= fill <= BLOCK or plain[-fill:] != bytes([fill]) * fill:
        raise ValueError("wrong padding")
    plain = plain[16:-fill]
    (length,) = struct.unpack(">I", plain[:4])
    message, receiver = plain[4 : 4 + length], plain[4 + length :]
    if len(message) != length or receiver != appid.encode():
        raise ValueError("wrong length or wrong appid")
    return message
