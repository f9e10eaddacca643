import { describe, expect, it } from "vitest";
import { initialsOf } from "./Avatar";
import { distinctHues } from "./face-hues";

describe("the faces of a team", () => {
  it("have colours of which no two are alike, and most keep the one that they have anywhere", () => {
    const ids = Array.from({ length: 8 }, (_, number) => `person ${number * 7}`);
    expect(new Set(distinctHues(ids).values()).size).toBe(8);
    expect(distinctHues([...ids, "one more"]).size).toBe(9);
    const [first = ""] = ids;
    expect(distinctHues(ids).get(first)).toBe(distinctHues([first]).get(first));
  });

  it.each([
    ["Ada Lovelace", "AL"],
    ["Ludwig van Beethoven", "LB"],
    ["ada", "AD"],
    ["x", "X"],
    ["王小明", "王"],
    ["김 민준", "김"],
    ["👩‍🔬 Marie", "👩‍🔬M"],
    ["", ""],
  ])("show the two letters of %s that there is room for", (name, letters) => {
    expect(initialsOf(name)).toBe(letters);
  });
});
