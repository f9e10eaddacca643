// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { memo } from "react";
import { afterEach, expect, test } from "vitest";
import { ListViewContext, RowViewContext, useListView, type ListView } from "./list-view";
import { RowSessionContext, SessionContext, useSession, type ListSession } from "./session";

afterEach(cleanup);

const seen: unknown[] = [];

const Row = memo(function Row() {
  return <Cell />;
});

function Cell() {
  seen.push(useListView().query, useSession().stuck);
  return null;
}

function Screen({ query, stuck }: { readonly query: string; readonly stuck: boolean }) {
  const outside = { query, stuck } as unknown as ListView & ListSession;
  return (
    <SessionContext value={outside}>
      <ListViewContext value={outside}>
        <RowSessionContext value={IN_ROWS}>
          <RowViewContext value={IN_ROWS}>
            <Row />
          </RowViewContext>
        </RowSessionContext>
      </ListViewContext>
    </SessionContext>
  );
}

const IN_ROWS = { query: "rows", stuck: false } as unknown as ListView & ListSession;

test("what is in a row is not rendered again when only the list around it has changed", () => {
  const { rerender } = render(<Screen query="" stuck={true} />);
  rerender(<Screen query="milk" stuck={false} />);
  expect(seen).toEqual(["rows", false]);
});
