"""`MEASURE=1`: how many queries and milliseconds every answer took, measured around the page cache. Otherwise nothing."""

import time
from contextlib import ExitStack

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections


class QueryCounter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


class MeasureMiddleware:
    def __init__(self, get_response) -> None:
        if not settings.MEASURE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        counter = QueryCounter()
        began, cpu = time.perf_counter(), time.thread_time()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(counter))
            response = self.get_response(request)
        total, used = (time.perf_counter() - began) * 1000, (time.thread_time() - cpu) * 1000
        response["X-Query-Count"] = str(counter.count)
        response["Server-Timing"] = f"total;dur={total:.2f}, cpu;dur={used:.2f}"
        response.setdefault("X-Cache", "miss")
        return response
