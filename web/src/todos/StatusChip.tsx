import { Cloud, CloudOff, LoaderCircle, Radio, RefreshCw } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { texts } from "../texts";
import type { ConnectionStatus } from "../realtime/status";
import { useSession } from "./session";

interface Look {
  readonly tone: "good" | "busy" | "warn" | "bad";
  readonly icon: ReactNode;
  readonly text: string;
}

const SECOND_MS = 1_000;

/** How the line is doing, in words and colour; changes are said to those who listen. */
export function StatusChip() {
  const { status, pending } = useSession();
  const look = lookOf(status, pending);
  return (
    <span className={`chip chip-${look.tone}`}>
      <span className="chip-icon" aria-hidden="true">
        {look.icon}
      </span>
      <span role="status" data-testid="connection">
        {look.text}
      </span>
      {status.kind === "reconnecting" ? <Countdown until={status.nextAttemptAt} /> : null}
    </span>
  );
}

function lookOf(status: ConnectionStatus, pending: number): Look {
  const t = texts.connection;
  switch (status.kind) {
    case "loading":
      return { tone: "busy", icon: <LoaderCircle />, text: t.loading };
    case "live":
      return { tone: "good", icon: <Radio />, text: t.live };
    case "catching-up":
      return { tone: "busy", icon: <RefreshCw />, text: t.catchingUp };
    case "reconnecting":
      return {
        tone: "warn",
        icon: <RefreshCw />,
        text: pending > 0 ? t.reconnectingWith(pending) : t.reconnecting,
      };
    case "offline":
      return {
        tone: "warn",
        icon: <CloudOff />,
        text: t.offline(Math.max(status.waiting, pending)),
      };
    case "polling":
      return { tone: "busy", icon: <Cloud />, text: t.polling };
    case "signed-out":
      return { tone: "bad", icon: <CloudOff />, text: t.signedOut };
    default:
      return { tone: "bad", icon: <CloudOff />, text: t.ended };
  }
}

/** Seconds to the next attempt; not part of the live text, or it would be said each second. */
function Countdown({ until }: { readonly until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const id = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(id);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND_MS));
  return seconds > 1 ? (
    <span className="chip-countdown" aria-hidden="true">
      {texts.connection.inSeconds(seconds)}
    </span>
  ) : null;
}
