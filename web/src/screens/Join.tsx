import { Users } from "lucide-react";
import { Link, Redirect, useLocation } from "wouter";
import { failureOf, sentenceOf } from "glint-client";
import type { User } from "glint-client/wire";
import { acceptInvite, useInvitation, type Invitation } from "../data/invites";
import { useMe } from "../data/me";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { useTask } from "../ui/use-task";
import SignIn from "./SignIn";

/** The page of an invitation link: sign in if needed, then join by a press, so that a prefetch does not join. */
export default function Join({ token }: { readonly token: string }) {
  const me = useMe().data;
  if (me === undefined) return <Loading lines={3} />;
  return me ? (
    <main className="centered">
      <InvitationOf me={me} token={token} />
    </main>
  ) : (
    <SignIn reason={textsLater.join.signInFirst} />
  );
}

function InvitationOf({ me, token }: { readonly me: User; readonly token: string }) {
  const { data: invitation, error } = useInvitation(token);
  const [, navigate] = useLocation();
  const join = useTask(async () => {
    const team = await acceptInvite(token);
    navigate(paths.team(team.id), { replace: true });
  });
  if (join.error !== null) return <Failure title={textsLater.join.failed} text={join.error} />;
  if (invitation === undefined) {
    if (error === undefined) return <Loading lines={3} />;
    const failure = failureOf(error);
    const { failed, failedText } = textsLater.join;
    const title = failure === "transient" ? texts.errors.unreachable : failed;
    return <Failure title={title} text={failure === "gone" ? failedText : sentenceOf(error)} />;
  }
  if (invitation?.isMember) return <Redirect to={paths.team(invitation.team.id)} replace />;
  return (
    <Notice
      isPage
      title={textsLater.join.title(invitation?.team.name)}
      text={invitationText(me, invitation)}
      icon={<Users />}
    >
      <Button variant="primary" autoFocus isPending={join.running} onPress={join.run}>
        {textsLater.join.action}
      </Button>
    </Notice>
  );
}

/** Who invites as what, as far as that is known, and who would join. */
function invitationText(me: User, invitation: Invitation | null): string {
  const { invites, as } = textsLater.join;
  const you = as(me.displayName);
  const { invitedBy, team } = invitation ?? {};
  return invitedBy && team ? invites(invitedBy.displayName, team.role, you) : you;
}

function Failure({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Notice isPage title={title} text={text} icon={<Users />} alert>
      <Link className="button button-plain" href={paths.home}>
        {texts.errors.toStart}
      </Link>
    </Notice>
  );
}
