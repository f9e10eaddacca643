import { beforeEach, expect, test } from "vitest";
import { NetworkError } from "../api-error.ts";
import type { HistoryEntry } from "../wire.ts";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import type { SequencedEvent } from "./decode.ts";
import { HistoryLog } from "./history-log.ts";
import { listState } from "./list-state.ts";
import type { Applied } from "./replica.ts";

const PAGE = 3;

let clock: FakeClock;
let head: number;
let isDown: boolean;
let asked: (number | null)[];
let listeners: Set<(applied: Applied) => void>;
let log: HistoryLog;

function anEntry(seq: number): HistoryEntry {
  const rest = {
    actor: null,
    via: null,
    cause: null,
    todoId: "milk",
    movedTo: null,
    movedFrom: null,
  };
  const values = { title: "Milk", count: 1, before: null, after: null };
  return { seq, at: "2026-01-01T00:00:00.000Z", type: "todo:created", ...rest, ...values };
}

beforeEach(async () => {
  clock = new FakeClock();
  head = 7;
  isDown = false;
  asked = [];
  listeners = new Set();
  const watch = (): (() => void) => () => undefined;
  log = new HistoryLog({
    feed: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    page(before) {
      asked.push(before);
      if (isDown) return Promise.reject(new NetworkError(false));
      const first = Math.max(1, (before ?? head + 1) - PAGE);
      const length = (before ?? head + 1) - first;
      const entries = Array.from({ length }, (_, i) => anEntry(first + length - 1 - i));
      return Promise.resolve({ entries, next: first > 1 ? first : null });
    },
    concerns: () => true,
    platform: {
      clock,
      random: () => 0,
      surroundings: { isOnline: () => true, isVisible: () => true, watch },
    },
  });
  await settle();
});

async function happen(count: number): Promise<void> {
  head += count;
  const state = listState("set", head);
  const event: SequencedEvent = { type: "unknown", wireType: "x", setId: "set", seq: head };
  for (const listener of listeners) listener({ before: state, after: state, events: [event] });
  await clock.advance(1_000);
}

function seqs(): readonly number[] {
  return log.getSnapshot().entries?.map(({ seq }) => seq) ?? [];
}

test("R146 pages follow one another to the end", async () => {
  expect(seqs()).toEqual([7, 6, 5]);
  await log.more();
  await log.more();
  expect(seqs()).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(log.getSnapshot().hasMore).toBe(false);
});

test("what happens is there soon, and older pages stay", async () => {
  await log.more();
  await happen(2);
  expect(seqs()).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
  await log.more();
  expect(seqs()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("there is never a gap: where more than a page happened, older pages are loaded again", async () => {
  await log.more();
  await happen(5);
  expect(seqs()).toEqual([12, 11, 10]);
  await log.more();
  expect(seqs()).toEqual([12, 11, 10, 9, 8, 7]);
});

test("many events at once cost one load", async () => {
  asked = [];
  for (let i = 0; i < 20; i += 1) void happen(1);
  await clock.advance(2_000);
  expect(asked.length).toBeLessThan(4);
  expect(seqs()[0]).toBe(27);
});

test("while the server cannot be reached the last entries stay, and it is tried again", async () => {
  isDown = true;
  await happen(1);
  expect(seqs()).toEqual([7, 6, 5]);
  expect(log.getSnapshot().error).toBeInstanceOf(NetworkError);
  isDown = false;
  await clock.advance(60_000);
  expect(seqs()[0]).toBe(8);
  expect(log.getSnapshot().error).toBeNull();
});
