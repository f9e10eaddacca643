import { describe, expect, test } from "vitest";
import { HELD_MAX, Sequencer } from "./sequencer.ts";
import type { SequencedEvent } from "./decode.ts";

function event(seq: number): SequencedEvent {
  return { type: "todo:deleted", setId: "set", seq, id: `todo-${seq}` };
}

function sequencerAt(seq: number): Sequencer {
  const sequencer = new Sequencer();
  sequencer.reset(seq);
  return sequencer;
}

function offer(sequencer: Sequencer, ...seqs: readonly number[]): readonly number[] {
  return sequencer.offer(seqs.map(event)).map(({ seq }) => seq);
}

describe("Sequencer", () => {
  test("R37 releases the next event at once", () => {
    expect(offer(sequencerAt(3), 4)).toEqual([4]);
  });

  test("R37 holds an early event until the missing one has come", () => {
    const sequencer = sequencerAt(3);
    expect(offer(sequencer, 6)).toEqual([]);
    expect(offer(sequencer, 5)).toEqual([]);
    expect(sequencer.hasGap).toBe(true);
    expect(offer(sequencer, 4)).toEqual([4, 5, 6]);
    expect(sequencer.hasGap).toBe(false);
  });

  test("R37 drops what it has released or already holds", () => {
    const sequencer = sequencerAt(3);
    expect(offer(sequencer, 5, 5, 3, 1)).toEqual([]);
    expect(offer(sequencer, 4, 4, 5)).toEqual([4, 5]);
  });

  test("holds everything until its position is known", () => {
    const sequencer = new Sequencer();
    expect(offer(sequencer, 8, 7, 9)).toEqual([]);
    expect(sequencer.hasGap).toBe(false);
    expect(sequencer.reset(7).map(({ seq }) => seq)).toEqual([8, 9]);
    expect(sequencer.head).toBe(9);
  });

  test("R40 drops held events up to the seq of a list", () => {
    const sequencer = sequencerAt(3);
    offer(sequencer, 5, 9);
    expect(sequencer.reset(6)).toEqual([]);
    expect(offer(sequencer, 7, 8)).toEqual([7, 8, 9]);
  });

  test("drops everything when its position is unknown", () => {
    const sequencer = sequencerAt(3);
    offer(sequencer, 6);
    sequencer.suspend();
    expect(offer(sequencer, 4)).toEqual([]);
    expect(sequencer.reset(3).map(({ seq }) => seq)).toEqual([4]);
  });

  test("holds no more than a bounded number of early events, and still takes the next", () => {
    const sequencer = sequencerAt(0);
    const early = Array.from({ length: HELD_MAX + 5 }, (_, i) => i + 2);
    offer(sequencer, ...early);
    expect(offer(sequencer, 1)).toHaveLength(HELD_MAX + 1);
  });

  test("releases a long catch-up at once", () => {
    const missed = Array.from({ length: 3 * HELD_MAX }, (_, i) => i + 1);
    expect(offer(sequencerAt(0), ...missed)).toEqual(missed);
  });
});
