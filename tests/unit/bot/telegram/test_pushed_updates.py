"""The address updates are pushed to: 200 means that the turn was committed, or that a person has a task for it."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.telegram.webhook import SECRET, Webhook
from storage.engine import StoreUnavailable
from tests.unit.bot.telegram.updates import BOT, update


@pytest.fixture
def client(listener):
    webhook = Webhook(listeners={BOT: listener}, secrets={BOT: ("new", "old")})
    return TestClient(Starlette(routes=webhook.routes()))


def push(client, secret="new", **fields):
    return client.post(f"/telegram/{BOT}", json=update(text="你好", **fields), headers={SECRET: secret})


@pytest.mark.parametrize("secret", ["new", "old"])
def test_both_secrets_of_a_change_are_good(client, inbox, secret):
    assert push(client, secret).status_code == 200
    assert len(inbox.messages) == 1


@pytest.mark.parametrize("secret", ["", "older", "NEW"])
def test_nothing_else_is(client, inbox, secret):
    assert push(client, secret).status_code == 403
    assert inbox.messages == []


def test_who_cannot_be_served_now_is_asked_to_come_again(client, inbox):
    inbox.busy = True

    assert push(client).status_code == 503


def failing(inbox, error):
    async def take(message):
        raise error

    inbox.take = take


def test_a_store_that_is_away_is_asked_to_come_again_too(client, inbox):
    failing(inbox, StoreUnavailable())

    assert push(client).status_code == 503


def test_a_fault_of_ours_becomes_a_task_and_does_not_come_again_without_end(client, inbox, tasks):
    failing(inbox, RuntimeError())

    assert push(client).status_code == 200
    assert [key for key, _ in tasks.keys] == ["update"]
