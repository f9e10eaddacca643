import { useMemo } from "react";
import type { TodoSet } from "glint-client/wire";
import { texts } from "../texts";
import { useWorkspace } from "../workspace/workspace";
import { useSession } from "./session";
import { shareOf } from "./share";
import { useOpenCount } from "./use-open-count";

/** The name of the open list, its team, and how far it is. */
export function SetHeading({ set }: { readonly set: TodoSet }) {
  const { team } = useWorkspace();
  const { todos } = useSession();
  const all = todos?.length ?? 0;
  const done = useMemo(() => todos?.filter(({ completed }) => completed).length ?? 0, [todos]);
  useOpenCount(set.id, todos && all - done);
  return (
    <div className="set-heading">
      <h1 className="set-title" dir="auto">
        {set.name}
      </h1>
      <p className="set-facts">
        <bdi className="set-team">{team.name}</bdi>
        {all > 0 ? (
          <>
            <span aria-hidden="true">·</span>
            <span className="set-counts">{texts.todos.counts(all - done, done)}</span>
            <span className="part" style={shareOf(done, all)} aria-hidden="true" />
          </>
        ) : null}
      </p>
    </div>
  );
}
