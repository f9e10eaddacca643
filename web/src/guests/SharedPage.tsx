import "../styles/guests.css";
import { Unlink } from "lucide-react";
import type { ReactNode } from "react";
import { failureOf, sentenceOf } from "glint-client";
import { useSharedList } from "../data/shared";
import { textsOfGuests as t } from "../texts/guests";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { Unreachable } from "../ui/Unreachable";
import { GuestScreen } from "./GuestScreen";

/** The page of a share link: a list, for whoever has the link, without signing in. */
export default function SharedPage({ token }: { readonly token: string }) {
  return (
    <>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <div className="shell">
        <main id="main" className="main guest" tabIndex={-1}>
          <Shared token={token} />
        </main>
      </div>
    </>
  );
}

function Shared({ token }: { readonly token: string }): ReactNode {
  const { data: first, error, mutate, isValidating } = useSharedList(token);
  if (first) return <GuestScreen token={token} first={first} />;
  if (error === undefined) return <Loading />;
  return failureOf(error) === "transient" ? (
    <Unreachable
      reason={sentenceOf(error)}
      onRetry={() => void mutate()}
      isRetrying={isValidating}
      isPage
    />
  ) : (
    <Notice isPage title={t.over} text={t.overText} icon={<Unlink />} alert>
      <Button onPress={() => void mutate()} isPending={isValidating}>
        {texts.common.tryAgain}
      </Button>
    </Notice>
  );
}
