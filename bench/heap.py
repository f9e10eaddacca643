"""The memory of the Worker's isolate, read through workerd's inspector (the DevTools protocol)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, Self

import aiohttp  # type: ignore[import-not-found]  # the harness's own, in .glint/bench_modules

from bench.report import Row

WORKER = "core:user:"  # the start of its id among the isolates of a server
MIB = 2**20
SAMPLE_EVERY_S = 0.01
ANSWER_WITHIN_S = 60.0


class Heap:
    """The inspector of one isolate. Worker and Durable Object share it on the dev host."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._http = aiohttp.ClientSession()
        self._socket: Any = None
        self._context: int = 0
        self._calls = 0

    async def __aenter__(self) -> Self:
        """Connect to the Worker's isolate."""
        base = f"http://127.0.0.1:{self._port}"
        async with self._http.get(f"{base}/json") as response:
            targets = json.loads(await response.text())
        worker = next(target["id"] for target in targets if target["id"].startswith(WORKER))
        self._socket = await self._http.ws_connect(f"{base}/{worker}", max_msg_size=0)
        await self._call("Runtime.enable")
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Disconnect."""
        await self._http.close()

    async def sample(self) -> Row:
        """Return MiB in use, garbage included, and reserved by V8. `buffers`, outside V8's heap, hold Python."""
        got = await self._call("Runtime.getHeapUsage")
        outside = got["embedderHeapUsedSize"] + got["backingStorageSize"]
        sizes = {"used": got["usedSize"] + outside, "v8": got["usedSize"], "v8 reserved": got["totalSize"]}
        return {name: size / MIB for name, size in (sizes | {"buffers": outside}).items()}

    async def usage(self) -> Row:
        """Return a sample, what of it is `live` after a full collection, and the linear memory of Python."""
        before = await self.sample()
        python = await self._linear_memory()  # collects all garbage
        return before | {"python": python / MIB, "live": (await self.sample())["used"]}

    async def during(self, work: Awaitable[Any]) -> float:
        """Return the most MiB in use until the work is done."""
        task = asyncio.ensure_future(work)
        peak = (await self.sample())["used"]
        while not task.done():
            await asyncio.wait([task], timeout=SAMPLE_EVERY_S)
            peak = max(peak, (await self.sample())["used"])
        await task
        return float(peak)

    async def _linear_memory(self) -> int:
        """Return the bytes of the largest WebAssembly memory, Python's. The search begins with a full collection."""
        prototype = await self._call(
            "Runtime.evaluate", expression="WebAssembly.Memory.prototype", contextId=self._context, objectGroup="bench"
        )
        found = await self._call(
            "Runtime.queryObjects", prototypeObjectId=prototype["result"]["objectId"], objectGroup="bench"
        )
        sizes = await self._call(
            "Runtime.callFunctionOn",
            objectId=found["objects"]["objectId"],
            functionDeclaration="function () { return this.map((memory) => memory.buffer.byteLength); }",
            returnByValue=True,
        )
        await self._call("Runtime.releaseObjectGroup", objectGroup="bench")
        return int(max(sizes["result"]["value"]))

    async def _call(self, method: str, **params: Any) -> Any:
        self._calls += 1
        await self._socket.send_str(json.dumps({"id": self._calls, "method": method, "params": params}))
        while True:
            message = json.loads((await self._socket.receive(ANSWER_WITHIN_S)).data)
            if message.get("method") == "Runtime.executionContextCreated":
                self._context = message["params"]["context"]["id"]
            if message.get("id") == self._calls:
                return message["result"]
