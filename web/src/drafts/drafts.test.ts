import { beforeEach, describe, expect, it } from "vitest";
import { Drafts } from "./drafts";

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

describe("Drafts", () => {
  let storage: Storage;
  let drafts: Drafts;
  beforeEach(() => {
    storage = memory();
    drafts = new Drafts(storage, () => 7);
  });

  it("gives back what was typed, also to the page that is opened next", () => {
    drafts.write("ada", "s1", "title:t1", "Oat mi", "Milk");
    expect(new Drafts(storage).read("ada", "s1", "title:t1")).toEqual({
      text: "Oat mi",
      base: "Milk",
      at: 7,
    });
  });

  it("keeps people, lists and places apart", () => {
    drafts.write("ada", "s1", "new", "Eggs", "");
    expect(drafts.read("bob", "s1", "new")).toBeNull();
    expect(drafts.read("ada", "s2", "new")).toBeNull();
    expect(drafts.read("ada", "s1", "title:new")).toBeNull();
  });

  it.each(["Milk", "  ", ""])("keeps no draft of what nobody typed (%j)", (text) => {
    drafts.write("ada", "s1", "title:t1", "Oat", "Milk");
    drafts.write("ada", "s1", "title:t1", text, "Milk");
    expect(storage.length).toBe(0);
  });

  it("names the todos of a list that have one, and tells when that changes", () => {
    const told: string[] = [];
    drafts.subscribe(() => told.push(drafts.titlesIn("ada", "s1")));
    drafts.write("ada", "s1", "title:t2", "x", "y");
    drafts.write("ada", "s1", "title:t1", "x", "y");
    drafts.write("ada", "s1", "new", "x", "");
    drafts.remove("ada", "s1", "title:t2");
    expect(told).toEqual(["t2", "t1 t2", "t1 t2", "t1"]);
  });

  it("wipes the drafts of everybody and nothing else", () => {
    storage.setItem("theme", "dark");
    drafts.write("ada", "s1", "new", "x", "");
    drafts.write("bob", "s1", "new", "x", "");
    drafts.wipe();
    expect([storage.length, storage.getItem("theme")]).toEqual([1, "dark"]);
  });

  it("takes what it cannot read for no draft", () => {
    storage.setItem("glint:draft:ada:s1:new", "{");
    expect(drafts.read("ada", "s1", "new")).toBeNull();
  });
});
