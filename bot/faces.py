"""The part of the composition root for people's pages: the one template environment, the desk and the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment, FileSystemLoader
from starlette.routing import BaseRoute, Route

import desk.api
import desk.parts
import desk.routes
import studio.parts
import studio.routes
from bot import clock
from bot.access import Access
from bot.channels.terminal import numbered
from bot.foundation import Foundation
from bot.going_on import go_on
from bot.guard import Guard
from bot.message import Choice
from bot.parts import Parts
from bot.release import problems, tree_release
from bot.settings import ROOT
from flows.library import Flows
from policies.regions import NATION


def offices(
    ground: Foundation, access: Access, templates: Environment, guard: Guard, parts: Parts
) -> Sequence[BaseRoute]:
    """Return the desk's and the studio's pages, and the desk's addresses for programs."""
    office = desk.parts.DeskParts(
        store=ground.store,
        templates=templates,
        guard=guard,
        phrases=lambda: ground.released.now.libraries.flows.phrases,
        policies=lambda: ground.released.now.libraries.policies,
        today=parts.today,
        photos=ground.photos,
        waking=clock.waking,
        purposes=lambda: _purposes(ground.released.now.libraries.flows),
        goes_on=lambda db, sender: go_on(parts, db, sender),
    )
    api = (
        Route(route.path, access.tokened(route.endpoint), methods=["GET"])
        for route in desk.api.api_routes(office)
    )
    shelf = studio.parts.StudioParts(
        store=ground.store,
        templates=templates,
        guard=guard,
        policies=office.policies,
        problems=lambda: problems(tree_release()),
        today=parts.today,
    )
    return (*desk.routes.routes(office), *api, *studio.routes.routes(shelf))


def _purposes(flows: Flows) -> Mapping[str, str]:
    return {name: purpose.name for name, purpose in flows.purposes.items()}


def make_templates(ground: Foundation) -> Environment:
    """Return the one template environment of residents' pages, desk and studio; everything is escaped."""
    folders = [ROOT / room / "templates" for room in ("bot", "desk", "studio")]
    templates = Environment(loader=FileSystemLoader(folders), autoescape=True, auto_reload=False)
    regions = ground.released.now.libraries.policies.regions
    templates.globals["office"] = "" if ground.region == NATION else regions.spoken(ground.region)
    templates.filters["numbered"] = _numbered
    return templates


def _numbered(choice: Choice) -> str:
    return numbered(choice.label, choice.send)
