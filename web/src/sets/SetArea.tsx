import { CircleSlash, ListPlus } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { Redirect } from "wouter";
import { sentenceOf } from "glint-client";
import { refreshSets, useSets } from "../data/sets";
import { DraftsOfList } from "../drafts/DraftsOfList";
import { paths } from "../paths";
import { lastSetId, rememberVisit } from "../workspace/last-visit";
import { useWorkspace } from "../workspace/workspace";
import { isolated, texts } from "../texts";
import { TodoScreen } from "../todos/TodoScreen";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { Unreachable } from "../ui/Unreachable";
import { useTabTitle } from "../ui/use-tab-title";

interface SetAreaProps {
  /** What stands before the heading. */
  readonly lead: ReactNode;
}

/** The open set, or a placeholder: loading, an error, none yet, gone. */
export function SetArea({ lead }: SetAreaProps) {
  const { team, setId } = useWorkspace();
  const query = useSets(team.id);
  useEffect(() => {
    if (setId) rememberVisit(team.id, setId);
  }, [team.id, setId]);

  const sets = query.data?.sets;
  const set = sets?.find((other) => other.id === setId);
  if (set) {
    return <TodoScreen key={set.id} set={set} lead={lead} />;
  }
  if (sets && !setId) {
    const last = sets.find((other) => other.id === lastSetId(team.id)) ?? sets[0];
    if (last) return <Redirect to={paths.set(team.id, last.id)} replace />;
  }
  return (
    <Placeholder lead={lead}>
      <NoSet query={query} />
    </Placeholder>
  );
}

/** Why no set is open. A team whose last one was deleted is about to get a first one. */
function NoSet({ query }: { readonly query: ReturnType<typeof useSets> }) {
  const { team, setId } = useWorkspace();
  const { data, isValidating, mutate } = query;
  if (query.error) {
    return <Unreachable reason={sentenceOf(query.error)} onRetry={() => void mutate()} />;
  }
  if (!data) return <Loading />;
  if (data.sets.length === 0 && isValidating && data.role !== "member") return <Loading />;
  if (setId) return <SetGone teamId={team.id} setId={setId} />;
  return <Notice title={texts.sets.none} text={texts.sets.noneText} icon={<ListPlus />} />;
}

/** What stands where no set is open. */
function Placeholder({ lead, children }: SetAreaProps & { readonly children: ReactNode }) {
  const { team } = useWorkspace();
  useTabTitle(texts.tab.page(isolated(team.name)));
  return (
    <div className="set-area">
      {lead}
      {children}
    </div>
  );
}

interface SetGoneProps {
  readonly teamId: string;
  readonly setId: string;
}

function SetGone({ teamId, setId }: SetGoneProps) {
  const { me } = useWorkspace();
  return (
    <Notice title={texts.sets.gone} text={texts.sets.goneText} icon={<CircleSlash />} alert>
      <DraftsOfList userId={me.id} setId={setId} />
      <Redirecting teamId={teamId} />
      <Button onPress={() => void refreshSets(teamId)}>{texts.common.tryAgain}</Button>
    </Notice>
  );
}

function Redirecting({ teamId }: { readonly teamId: string }) {
  return (
    <Button
      variant="primary"
      onPress={() =>
        void refreshSets(teamId).then(() => window.location.assign(paths.team(teamId)))
      }
    >
      {texts.sets.toOthers}
    </Button>
  );
}
