import { expect, test } from "vitest";
import { ListEnded, until } from "./glint.ts";
import { FakeBrowser } from "./testing/fake-browser.ts";
import { FakeServer } from "./testing/fake-server.ts";

test("a program waits for a list to be as wanted, and is told when it has ended", async () => {
  const server = new FakeServer("groceries");
  const list = await new FakeBrowser(server).tab().open();
  list.createTodo({ title: "Milk" });
  const saved = await until(list, ({ pending }) => pending === 0);
  expect(saved.todos?.map(({ title }) => title)).toEqual(["Milk"]);

  const more = until(list, ({ todos }) => todos?.length === 2);
  const told = expect(more).rejects.toThrow(ListEnded);
  server.socket.close(4403);
  await told;
});
