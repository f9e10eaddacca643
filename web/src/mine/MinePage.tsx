import "../styles/mine.css";
import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { browserPlatform } from "../client/browser-platform";
import { sentenceOf } from "../client/api-error";
import { refreshMine, useMine } from "../data/mine";
import type { MyList, Todo } from "../generated/wire";
import { completesDate, completion, type Edit } from "../outbox/edit";
import { isPersonalSpace } from "../personal-space";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsMine } from "../texts-mine";
import { Check } from "../ui/Check";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { Unreachable } from "../ui/Unreachable";
import { SidebarButton } from "../ui/SidebarButton";
import { useTabTitle } from "../ui/use-tab-title";
import { useSharedOutbox } from "../workspace/outbox";
import { useWorkspace } from "../workspace/workspace";

interface MinePageProps {
  /** Shows the sidebar if it is a drawer; null if it is always visible. */
  readonly onOpenSidebar: (() => void) | null;
}

/** What is open of what the user has claimed or is assigned to, in all teams, by list. */
export default function MinePage({ onOpenSidebar }: MinePageProps) {
  useTabTitle(texts.tab.page(textsMine.title));
  const query = useMine();
  const mine = query.data;
  const lists = mine?.lists ?? [];
  return (
    <div className="set-area mine">
      <header className="mine-header">
        <SidebarButton onPress={onOpenSidebar} />
        <h1>{textsMine.title}</h1>
      </header>
      <div className="mine-scroll">
        {query.isLoading ? <Loading lines={4} /> : null}
        {query.error && mine ? (
          <p className="mine-note" role="status">
            {textsMine.failed(sentenceOf(query.error))}
          </p>
        ) : null}
        {query.error && !mine ? (
          <Unreachable reason={sentenceOf(query.error)} onRetry={() => void query.mutate()} />
        ) : null}
        {mine && lists.length === 0 ? (
          <Notice title={textsMine.none} text={textsMine.noneText} icon={<CircleCheck />} />
        ) : null}
        {lists.map((list) => (
          <ListOfMine key={list.setId} list={list} />
        ))}
        {mine?.more ? <p className="mine-note">{textsMine.more}</p> : null}
      </div>
    </div>
  );
}

function ListOfMine({ list }: { readonly list: MyList }) {
  const { teamId, teamName, setId, setName, todos } = list;
  const href = paths.set(teamId, setId);
  const team = isPersonalSpace(teamId) ? texts.teams.personal : teamName;
  const complete = useComplete(list);
  return (
    <section className="mine-list" aria-label={`${setName}, ${team}`}>
      <h2>
        <Link href={href} dir="auto">
          {setName}
        </Link>{" "}
        <span>{textsMine.inTeam(team)}</span>
      </h2>
      <ul>
        {todos.map((todo) => (
          <li key={todo.id} className="mine-todo">
            <Check
              slot={null}
              shape="round"
              aria-label={texts.todos.completeOne(todo.title)}
              isSelected={complete.done.has(dateOf(todo))}
              onChange={(completed) => complete.write(todo, completed)}
            />
            <Link href={href} dir="auto" className="mine-title">
              {todo.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is completed: a repeating todo is there again, for another date. */
function dateOf({ id, dueOn }: Todo): string {
  return `${id} ${dueOn ?? ""}`;
}

/** Complete todos of a list through the outbox; they stay in sight until the server has confirmed it. */
function useComplete({ teamId, setId }: MyList) {
  const { me } = useWorkspace();
  const outbox = useSharedOutbox();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set<string>());
  useEffect(
    () =>
      outbox?.subscribe({
        settled: (outcome) => {
          if (outcome.scope.setId !== setId) return;
          if (outcome.kind === "refused") setDone(new Set<string>());
          refreshMine();
        },
      }),
    [outbox, setId],
  );
  const write = (todo: Todo, completed: boolean) => {
    const { id } = todo;
    const scope = { userId: me.id, teamId, setId };
    const enqueue = (edit: Edit) => {
      const key = browserPlatform().uuid();
      outbox?.enqueue(scope, key, edit);
      return key;
    };
    const steps = outbox?.steps(scope);
    if (completed || !steps?.undoWaiting((edit) => completesDate(edit, id), enqueue))
      enqueue({ kind: "update", id, changes: completion(todo, completed) });
    setDone((before) => {
      const after = new Set(before);
      if (completed) after.add(dateOf(todo));
      else after.delete(dateOf(todo));
      return after;
    });
  };
  return { done, write };
}
