"""The OpenAPI description of the addresses other programs build on."""

from __future__ import annotations

from collections.abc import Mapping

VERSION = "1"
TEXT = {"type": "string"}
NUMBER = {"type": "number"}
IMAGE = {
    "type": "object",
    "required": ["kind", "base64"],
    "properties": {"kind": {"const": "image"}, "name": TEXT, "base64": TEXT},
}
BUBBLE = {
    "type": "object",
    "required": ["recipient_id", "text"],
    "properties": {
        "recipient_id": TEXT,
        "text": TEXT,
        "image": TEXT,
        "buttons": {
            "type": "array",
            "items": {"type": "object", "properties": {"title": TEXT, "payload": TEXT}},
        },
    },
}
MESSAGE = {
    "type": "object",
    "required": ["sender", "message"],
    "properties": {
        "sender": TEXT,
        "message": TEXT,
        "message_id": {**TEXT, "description": "a repeated id gets the same body and changes nothing"},
        "today": {**TEXT, "format": "date"},
        "region": {**TEXT, "description": "a code, or a name only one place has"},
        "attachments": {"type": "array", "items": IMAGE},
    },
}
QUESTION = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": TEXT,
        "expecting": {**TEXT, "description": "the value kind that was just asked"},
        "context": {**TEXT, "description": "the person's previous message"},
        "today": {**TEXT, "format": "date"},
    },
}
RANKED = {"type": "object", "properties": {"name": TEXT, "confidence": NUMBER}}
MEANING = {
    "type": "object",
    "properties": {
        "text": TEXT,
        "intent": RANKED,
        "intent_ranking": {"type": "array", "items": RANKED},
        "also": {"type": "array", "items": RANKED},
        "entities": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "entity": TEXT,
                    "value": {},
                    "start": NUMBER,
                    "end": NUMBER,
                    "confidence": NUMBER,
                    "needs_confirm": {"type": "boolean"},
                    "reason": TEXT,
                    "range": {"type": "array", "items": NUMBER},
                },
            },
        },
    },
}


def description() -> Mapping[str, object]:
    """Return the whole description, the desk's reading doors included."""
    tracker = {
        "summary": "What a conversation has established",
        "parameters": [{"name": "sender", "in": "path", "required": True, "schema": TEXT}],
        "responses": _answers({"type": "object"}),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zhangban", "version": VERSION},
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
        "paths": {
            "/model/parse": {"post": _takes("What one message means", QUESTION, MEANING)},
            "/webhooks/rest/webhook": {
                "post": _takes("Send a message", MESSAGE, {"type": "array", "items": BUBBLE})
            },
            "/webhooks/callback/webhook": {
                "post": _takes("Send a message, be answered at your address", MESSAGE, TEXT)
            },
            "/conversations/{sender}/tracker": {"get": tracker},
            "/api/cases": {"get": _cases()},
            "/api/cases/{number}": {
                "get": {
                    "summary": "One case: its facts, long numbers masked, and its assessment",
                    "parameters": [{"name": "number", "in": "path", "required": True, "schema": TEXT}],
                    "responses": _answers({"type": "object"}),
                }
            },
        },
    }


def _cases() -> Mapping[str, object]:
    narrowing = ("kind", "status", "region")
    return {
        "summary": "Open cases in the order of the queue",
        "parameters": [{"name": name, "in": "query", "schema": TEXT} for name in narrowing],
        "responses": _answers({"type": "object", "properties": {"cases": {"type": "array"}}}),
    }


def _takes(summary: str, body: Mapping[str, object], answer: Mapping[str, object]) -> Mapping[str, object]:
    content = {"application/json": {"schema": body}}
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": content},
        "responses": _answers(answer),
    }


def _answers(schema: Mapping[str, object]) -> Mapping[str, object]:
    refused = {"description": "refused: what, and what to do instead"}
    return {
        "200": {"description": "done", "content": {"application/json": {"schema": schema}}},
        "401": refused,
        "422": refused,
        "503": {"description": "busy or not ready: send the same message again"},
    }
