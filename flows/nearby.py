"""Of places that share a name the one near here is meant: “Gulou district” said in Xuzhou is Xuzhou's."""

from __future__ import annotations

from dataclasses import replace

from flows.world import World
from nlu.reading import Reading, Value


def near_here(reading: Reading, world: World) -> Reading:
    """Return a reading in which a shared name of a place means the one of this province, city or county."""
    if not any(value.kind == "region" and value.others for value in reading.values):
        return reading
    values = tuple(_nearest(value, world) for value in reading.values)
    regions = [v for v in values if v.kind == "region" and not v.needs_confirm]
    region = str(regions[0].value) if reading.region is None and regions else reading.region
    return replace(reading, values=values, region=region)


def _nearest(value: Value, world: World) -> Value:
    if value.kind != "region" or not value.others:
        return value
    regions = world.policies.regions
    here = set(regions.chain(world.region))
    shared = {
        code: len(here.intersection(regions.chain(code))) for code in map(str, (value.value, *value.others))
    }
    most = max(shared.values())
    nearest = [code for code, count in shared.items() if count == most]
    if len(nearest) > 1:
        return value
    return replace(value, value=nearest[0], others=(), needs_confirm=False, reason="")
