import { Users } from "lucide-react";
import { Link, useLocation } from "wouter";
import { acceptInvite } from "../data/invites";
import { useMe } from "../data/me";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsLater } from "../texts-later";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { useTask } from "../ui/use-task";
import SignIn from "./SignIn";

/** The page of an invitation link: sign in if needed, then join by a press, so that a prefetch does not join. */
export default function Join({ token }: { readonly token: string }) {
  const me = useMe();
  const [, navigate] = useLocation();
  const join = useTask(async () => {
    const team = await acceptInvite(token);
    navigate(paths.team(team.id), { replace: true });
  });

  if (me.data === undefined) return <Loading lines={3} />;
  if (!me.data) return <SignIn reason={textsLater.join.signInFirst} />;
  return (
    <main className="centered">
      {join.error ? (
        <Notice isPage title={textsLater.join.failed} text={join.error} icon={<Users />} alert>
          <Link className="button button-plain" href={paths.home}>
            {texts.errors.toStart}
          </Link>
        </Notice>
      ) : (
        <Notice
          isPage
          title={textsLater.join.title}
          text={textsLater.join.as(me.data.displayName)}
          icon={<Users />}
        >
          <Button variant="primary" autoFocus isPending={join.running} onPress={join.run}>
            {textsLater.join.action}
          </Button>
        </Notice>
      )}
    </main>
  );
}
