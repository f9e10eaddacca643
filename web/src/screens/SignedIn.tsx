import { lazy, Suspense, type ComponentProps, type ReactNode } from "react";
import { Redirect } from "wouter";
import { sentenceOf } from "glint-client";
import type { Team } from "glint-client/wire";
import { useMe } from "../data/me";
import { personalSpace } from "../personal-space";
import { paths, type ListsPlace, type MinePlace } from "../paths";
import { lastTeamId } from "../workspace/last-visit";
import { Shell } from "../shell/Shell";
import { texts } from "../texts";
import { lazyOptional } from "../ui/lazy-optional";
import { Loading } from "../ui/Loading";
import { Unreachable } from "../ui/Unreachable";

const HintsOfTeams = lazyOptional(() => import("../shell/HintsOfTeams"));
const NoSuchTeam = lazy(() => import("./NoSuchTeam"));
const SignIn = lazy(() => import("./SignIn"));

interface SignedInProps {
  /** Null if the URL names no team: then the last open one is shown. */
  readonly place: ListsPlace | MinePlace | null;
}

/** Everything behind the sign-in: find out who is signed in and show their workspace. */
export function SignedIn({ place }: SignedInProps): ReactNode {
  const me = useMe();
  if (me.data === undefined && !me.error) return <Loading lines={4} />;
  if (me.data === undefined) {
    return (
      <main className="centered">
        <Unreachable
          reason={sentenceOf(me.error)}
          onRetry={() => void me.mutate()}
          isRetrying={me.isValidating}
          isPage
        />
      </main>
    );
  }
  if (me.data === null) return <SignIn />;

  const ownSpace = personalSpace(me.data, texts.teams.personal);
  const workspaces = [...me.data.teams, ownSpace];
  const ownSpaceId = ownSpace.id;
  // The user's own devices are told of each other there (R244).
  const followed = [ownSpace, ...me.data.teams];
  if (place === null) {
    // What was stored may name a team that the user is no longer in.
    if (me.isValidating) return <Loading lines={4} />;
    return <Redirect to={paths.team(lastOf(workspaces, ownSpace).id)} replace />;
  }
  if (place.kind === "mine") {
    const beside = lastOf(workspaces, ownSpace);
    return (
      <>
        <Hints teams={followed} besides={null} />
        <Shell
          key={beside.id}
          me={me.data}
          team={beside}
          workspaces={workspaces}
          setId={null}
          isMine
        />
      </>
    );
  }
  const { teamId, setId } = place;
  if (teamId === ownSpaceId)
    return <Redirect to={setId ? paths.set(teamId, setId) : paths.team(teamId)} replace />;
  const team = workspaces.find((workspace) => workspace.id === (teamId ?? ownSpaceId));
  if (!team) return <NoSuchTeam userId={me.data.id} teamId={teamId} setId={setId} />;
  return (
    <>
      <Hints teams={followed} besides={setId === null ? null : team.id} />
      <Shell key={team.id} me={me.data} team={team} workspaces={workspaces} setId={setId} />
    </>
  );
}

function Hints(props: ComponentProps<typeof HintsOfTeams>) {
  return (
    <Suspense fallback={null}>
      <HintsOfTeams {...props} />
    </Suspense>
  );
}

/** The team that was open last, or the first one. */
function lastOf(workspaces: readonly Team[], ownSpace: Team): Team {
  return workspaces.find((team) => team.id === lastTeamId()) ?? workspaces[0] ?? ownSpace;
}
