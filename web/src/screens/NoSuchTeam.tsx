import { DraftsOfList } from "../drafts/DraftsOfList";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { lastSetId } from "../workspace/last-visit";

interface NoSuchTeamProps {
  readonly userId: string;
  readonly teamId: string | null;
  readonly setId: string | null;
}

/** A team that the user is not in, or no longer: then this device knows a list of it. */
export default function NoSuchTeam({ userId, teamId, setId }: NoSuchTeamProps) {
  const wasHere = teamId !== null && lastSetId(teamId) !== null;
  const { notMember, notMemberText, noLonger, noLongerText } = textsLater.teams;
  return (
    <main className="centered">
      <Notice
        isPage
        title={wasHere ? noLonger : notMember}
        text={wasHere ? noLongerText : notMemberText}
        alert
      >
        {setId ? <DraftsOfList userId={userId} setId={setId} /> : null}
        <Button variant="primary" onPress={() => window.location.assign(paths.home)}>
          {texts.errors.toStart}
        </Button>
      </Notice>
    </main>
  );
}
