// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { StrictMode, useSyncExternalStore } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { aTodo, FakeServer, type ServerSocket } from "glint-client/testing";
import { useOutbox } from "../workspace/outbox";
import { EMPTY_SLOT } from "../workspace/slot";
import { fakeWebSocket } from "../testing/fake-web-socket";
import { useWebSocket } from "./use-web-socket";

const ADA = { id: "ada", displayName: "Ada", avatarUrl: null };

interface Selection {
  readonly setId: string | null;
  readonly signedIn: boolean;
}

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer("set-1", "set-2");
  for (const set of server.sets.values()) {
    set.commit({ type: "todo:created", todo: aTodo({ id: `milk-${set.id}` }) });
  }
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal("WebSocket", fakeWebSocket(server, "ada"));
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const { pathname: path, searchParams: query } = new URL(url, "https://glint.test");
    const key = new Headers(init.headers).get("Idempotency-Key");
    const body = init.body as string | null;
    return server.handle({ method: init.method ?? "GET", path, query, key, body, user: "ada" });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function useOpenSet({ setId, signedIn }: Selection) {
  const outbox = useOutbox(signedIn ? "ada" : null);
  const place =
    outbox && setId !== null ? { teamId: "team", setId, user: { ...ADA }, outbox } : null;
  const session = useWebSocket(place);
  const snapshot = useSyncExternalStore(
    session?.subscribe ?? EMPTY_SLOT.subscribe,
    session?.getSnapshot ?? EMPTY_SLOT.current,
  );
  return { session, snapshot };
}

function render(selection: Selection, wrapper?: typeof StrictMode) {
  const options = wrapper === undefined ? {} : { wrapper };
  return renderHook(useOpenSet, { initialProps: selection, ...options });
}

function openSets(): readonly string[] {
  return [...server.sockets].map(({ setId }) => setId);
}

describe("useWebSocket", () => {
  test("opens when a set is selected and the user is signed in", async () => {
    const { result, rerender } = render({ setId: null, signedIn: true });
    expect(result.current).toEqual({ session: null, snapshot: null });
    rerender({ setId: "set-1", signedIn: false });
    expect(result.current.session).toBeNull();
    expect(server.upgrades).toBe(0);
    rerender({ setId: "set-1", signedIn: true });
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    expect(result.current.snapshot?.todos?.map(({ id }) => id)).toEqual(["milk-set-1"]);
  });

  test("closes cleanly on unmount", async () => {
    const { result, unmount } = render({ setId: "set-1", signedIn: true });
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    const [socket] = server.sockets;
    unmount();
    expect((socket as ServerSocket).closedWith).toBe(1000);
    expect(openSets()).toEqual([]);
  });

  test("closes the old set and opens the new one when another is selected", async () => {
    const { result, rerender } = render({ setId: "set-1", signedIn: true });
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    rerender({ setId: "set-2", signedIn: true });
    await waitFor(() =>
      expect(result.current.snapshot?.todos?.map(({ id }) => id)).toEqual(["milk-set-2"]),
    );
    expect(openSets()).toEqual(["set-2"]);
  });

  test("keeps its socket when it renders again", async () => {
    const { result, rerender } = render({ setId: "set-1", signedIn: true });
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    rerender({ setId: "set-1", signedIn: true });
    expect(server.upgrades).toBe(1);
  });

  test("leaves one open socket in strict mode, which mounts everything twice", async () => {
    const { result } = render({ setId: "set-1", signedIn: true }, StrictMode);
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    expect(openSets()).toEqual(["set-1"]);
  });

  test("renders what others do and what the user does", async () => {
    const { result } = render({ setId: "set-1", signedIn: true });
    await waitFor(() => expect(result.current.snapshot?.status.kind).toBe("live"));
    await act(() => server.others({ type: "todo:deleted", id: "milk-set-1" }));
    await waitFor(() => expect(result.current.snapshot?.todos).toEqual([]));
    act(() => void result.current.session?.createTodo({ title: "Bread" }));
    expect(result.current.snapshot).toMatchObject({ todos: [{ title: "Bread" }], pending: 1 });
    await waitFor(() => expect(result.current.snapshot?.pending).toBe(0));
    expect(server.set("set-1").list).toMatchObject([{ title: "Bread" }]);
  });
});
