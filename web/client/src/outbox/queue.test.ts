import { expect, test } from "vitest";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import { Queue } from "./queue.ts";
import { MemoryStore } from "./store.ts";

/** A store whose reads are answered on demand. */
class SlowStore extends MemoryStore {
  readonly added: string[] = [];
  #readable: Promise<void> = Promise.resolve();

  block(): () => void {
    let release: () => void = () => undefined;
    this.#readable = new Promise((resolve) => (release = resolve));
    return () => release();
  }

  override add(entry: NewEntry): Promise<void> {
    this.added.push(entry.key);
    return super.add(entry);
  }

  override async all(userId: string): Promise<readonly OutboxEntry[]> {
    await this.#readable;
    return super.all(userId);
  }
}

function anEntry(key: string): NewEntry {
  return {
    key,
    scope: { userId: "ada", teamId: "team", setId: "set" },
    edit: { kind: "delete", id: key },
    ancestors: [],
    method: "DELETE",
    path: `/${key}`,
    body: null,
    createdAt: 0,
    attempts: 0,
  };
}

test("an entry is handed to the store before the caller continues, whatever else is under way", async () => {
  const store = new SlowStore();
  const queue = new Queue(
    "ada",
    () => Promise.resolve(store),
    () => undefined,
  );
  await queue.refresh();
  const release = store.block();
  const reading = queue.refresh();
  const adding = queue.add(anEntry("a"));
  expect(store.added).toEqual(["a"]);
  release();
  await reading;
  expect(queue.entries.map(({ key }) => key)).toEqual(["a"]); // once, though the reading has found it already
  await adding;
  expect(queue.committed.map(({ key }) => key)).toEqual(["a"]);
});
