import { Cloud, CloudOff, CloudUpload, LoaderCircle, RefreshCw } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import type { ConnectionStatus, Unsaved } from "glint-client";
import { texts } from "../texts";
import { useProgress, useSession } from "./session";

interface Look {
  readonly tone: "good" | "busy" | "warn" | "bad";
  readonly icon: ReactNode;
  readonly text: string;
  /** When the next attempt is due, in milliseconds since 1970. */
  readonly until?: number | null;
}

const SECOND_MS = 1_000;

/** The connection status, in words and colour, or a dot while all is well; changes are announced to screen readers. */
export function StatusChip() {
  const session = useSession();
  const { status, unsaved } = session;
  const pending = useProgress(session, (progress) => progress.pending);
  const look = lookOf(status, pending, unsaved);
  return (
    <span className={`chip chip-${look.tone}`} title={look.tone === "good" ? look.text : undefined}>
      <span className="chip-icon" aria-hidden="true">
        {look.icon}
      </span>
      <span
        role="status"
        data-testid="connection"
        className={look.tone === "good" ? "visually-hidden" : undefined}
      >
        {look.text}
      </span>
      {look.until ? <Countdown until={look.until} /> : null}
    </span>
  );
}

function lookOf(status: ConnectionStatus, pending: number, unsaved: Unsaved): Look {
  const t = texts.connection;
  const waiting = Math.max(pending, unsaved.count);
  switch (status.kind) {
    case "offline":
      return { tone: "warn", icon: <CloudOff />, text: t.offline(waiting) };
    case "last-state":
      return { tone: "warn", icon: <CloudOff />, text: t.lastState(waiting) };
    case "reconnecting":
      return {
        tone: "warn",
        icon: <RefreshCw />,
        text: waiting > 0 ? t.reconnectingWith(waiting) : t.reconnecting,
        until: status.nextAttemptAt,
      };
    case "signed-out":
      return { tone: "bad", icon: <CloudOff />, text: t.signedOut };
    case "removed":
    case "gone":
    case "displaced":
    case "error":
      return { tone: "bad", icon: <CloudOff />, text: t.ended };
    default:
      return unsaved.count > 0 ? lookOfUnsaved(unsaved) : lookOfLine(status.kind);
  }
}

function lookOfUnsaved({ count, failing, nextAttemptAt }: Unsaved): Look {
  const t = texts.connection;
  return failing
    ? { tone: "warn", icon: <RefreshCw />, text: t.retrying(count), until: nextAttemptAt }
    : { tone: "busy", icon: <CloudUpload />, text: t.saving(count) };
}

function lookOfLine(kind: "loading" | "live" | "catching-up" | "polling"): Look {
  const t = texts.connection;
  switch (kind) {
    case "loading":
      return { tone: "busy", icon: <LoaderCircle />, text: t.loading };
    case "live":
      return { tone: "good", icon: <span className="chip-dot" />, text: t.live };
    case "catching-up":
      return { tone: "busy", icon: <RefreshCw />, text: t.catchingUp };
    case "polling":
      return { tone: "busy", icon: <Cloud />, text: t.polling };
  }
}

/** Seconds to the next attempt; not part of the live text, or it would be announced each second. */
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
