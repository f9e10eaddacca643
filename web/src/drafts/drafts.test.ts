import { beforeEach, describe, expect, it } from "vitest";
import { Drafts, type DraftPlace, type DraftSpot } from "./drafts";

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

function spot(userId: string, setId: string, place: DraftPlace): DraftSpot {
  return { userId, setId, place };
}

describe("Drafts", () => {
  let storage: Storage;
  let drafts: Drafts;
  beforeEach(() => {
    storage = memory();
    drafts = new Drafts(storage);
  });

  it("R97 gives back what was typed, also to the page that is opened next", () => {
    drafts.write(spot("ada", "s1", "title:t1"), "Oat mi", "Milk");
    expect(new Drafts(storage).read(spot("ada", "s1", "title:t1"))).toEqual({
      text: "Oat mi",
      base: "Milk",
    });
  });

  it("keeps people, lists and places apart", () => {
    drafts.write(spot("ada", "s1", "new"), "Eggs", "");
    expect(drafts.read(spot("bob", "s1", "new"))).toBeNull();
    expect(drafts.read(spot("ada", "s2", "new"))).toBeNull();
    expect(drafts.read(spot("ada", "s1", "title:new"))).toBeNull();
  });

  it.each(["Milk", "  ", ""])("keeps no draft of what nobody typed (%j)", (text) => {
    drafts.write(spot("ada", "s1", "title:t1"), "Oat", "Milk");
    drafts.write(spot("ada", "s1", "title:t1"), text, "Milk");
    expect(storage.length).toBe(0);
  });

  it("names the fields of a list that have one, and tells when that changes", () => {
    const notified: string[] = [];
    drafts.subscribe(() => notified.push(drafts.placesIn("ada", "s1")));
    drafts.write(spot("ada", "s1", "title:t1"), "x", "y");
    drafts.write(spot("ada", "s1", "new"), "x", "");
    drafts.write(spot("ada", "s2", "new"), "x", "");
    drafts.remove(spot("ada", "s1", "title:t1"), "x");
    expect(notified).toEqual(["title:t1", "new title:t1", "new title:t1", "new"]);
  });

  it("removes what was saved, not what another tab has typed since", () => {
    drafts.write(spot("ada", "s1", "new"), "typed elsewhere", "");
    drafts.remove(spot("ada", "s1", "new"), "saved here");
    expect(drafts.read(spot("ada", "s1", "new"))?.text).toBe("typed elsewhere");
  });

  it("goes on when the storage is full", () => {
    drafts.write(spot("ada", "s1", "new"), "Eg", "");
    storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    drafts.write(spot("ada", "s1", "new"), "Eggs", "");
    expect(drafts.read(spot("ada", "s1", "new"))?.text).toBe("Eg");
  });

  it("wipes the drafts of everybody and nothing else", () => {
    storage.setItem("theme", "dark");
    drafts.write(spot("ada", "s1", "new"), "x", "");
    drafts.write(spot("bob", "s1", "new"), "x", "");
    drafts.wipe();
    expect([storage.length, storage.getItem("theme")]).toEqual([1, "dark"]);
  });

  it("takes what it cannot read for no draft", () => {
    storage.setItem("glint:draft:ada:s1:new", "{");
    expect(drafts.read(spot("ada", "s1", "new"))).toBeNull();
  });
});
