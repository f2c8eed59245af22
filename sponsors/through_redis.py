"""Where REDIS_URL is set, batches go to Redis, one script each, and the worker brings the sums to the database once a minute, exactly once."""

from __future__ import annotations

import functools
import json
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from redis import Redis

from core.clock import due
from sponsors import flush
from sponsors.models import Reason

if TYPE_CHECKING:
    from sponsors.count import Line

PREFIX = "wellserved:counts"
SECONDS = 3  # to wait for Redis

# A batch: all of it or nothing, once. What is repeated or a flood is decided here, as sponsors/flush.py does in the database.
BATCH = """
local prefix, batch, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
if not redis.call('SET', prefix .. ':batch:' .. batch, 1, 'NX', 'EX', 172800) then return 0 end
for _, line in ipairs(cjson.decode(ARGV[4])) do
  local hit, reason, rest, digest, seconds, source = unpack(line)
  local new = digest == '' or redis.call('SET', prefix .. ':once:' .. digest, 1, 'NX', 'EX', seconds)
  if reason == '' and not new then reason = ARGV[5] end
  if reason == '' then
    local key = prefix .. ':source:' .. source
    local number = redis.call('INCR', key)
    if number == 1 then redis.call('EXPIRE', key, 300) end
    if number > limit then reason = ARGV[6] end
  end
  redis.call('HINCRBY', prefix .. ':sums', hit .. '|' .. reason .. '|' .. rest, 1)
end
return 1
"""

# The sums so far get a number of their own, under which they wait until the database has them.
TAKE = """
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('RENAME', KEYS[1], KEYS[1] .. ':' .. ARGV[1])
  redis.call('SADD', KEYS[2], ARGV[1])
end
return redis.call('SMEMBERS', KEYS[2])
"""


@functools.lru_cache(maxsize=1)
def _redis(address: str) -> Redis:
    return Redis.from_url(address, socket_timeout=SECONDS, socket_connect_timeout=SECONDS, decode_responses=True)


def write(batch: str, lines: Sequence[Line]) -> None:
    told = json.dumps([_told(line) for line in lines])
    _redis(settings.REDIS_URL).eval(BATCH, 0, PREFIX, batch, settings.COUNT_SOURCE_LIMIT, told, Reason.REPEATED.value, Reason.FLOOD.value)


def _told(line: Line) -> list[object]:
    rest = f"{line.placement_id}|{line.day.isoformat()}|{line.page}|{line.story_id}"
    return [line.hit, line.reason, rest, line.digest, max(1, line.until - line.minute) * 60, f"{line.source}:{line.minute}"]


@due("counts_drain")
def drain() -> int:
    """Brings what Redis has added up to the database. Returns how many hits."""
    if not settings.REDIS_URL:
        return 0
    redis, brought = _redis(settings.REDIS_URL), 0
    for batch in sorted(redis.eval(TAKE, 2, f"{PREFIX}:sums", f"{PREFIX}:taken", uuid.uuid4().hex)):
        key = f"{PREFIX}:sums:{batch}"
        numbers = Counter({_read(str(field)): int(number) for field, number in redis.hgetall(key).items()})
        with transaction.atomic():
            if numbers and flush.first_time(batch):
                flush.add(numbers)
                brought += numbers.total()
        redis.delete(key)  # the database has them; if this is not reached, the next drain finds the batch's number there
        redis.srem(f"{PREFIX}:taken", batch)
    return brought


def _read(field: str) -> flush.What:
    hit, reason, placement_id, day, page, story_id = field.split("|")
    return flush.What(hit, reason, int(placement_id), date.fromisoformat(day), page, int(story_id))
