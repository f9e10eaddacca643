import { expect, test, vi } from "vitest";
import { readList } from "./exchange";

test("an export waits where the server says that it reads too much at once", async () => {
  vi.useFakeTimers();
  const error = { code: "rate_limited", message: "Too much at once." };
  const refused = Response.json({ error }, { status: 429, headers: { "Retry-After": "20" } });
  const server = vi.fn().mockResolvedValueOnce(refused);
  server.mockImplementation(() => Promise.resolve(Response.json({ todos: [], seq: 1 })));
  vi.stubGlobal("fetch", server);
  const list = readList("a", "b");
  await vi.advanceTimersByTimeAsync(19_999);
  expect(server).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect((await list).todos).toEqual([]);
});
