import { LogOut } from "lucide-react";
import { sentenceOf } from "glint-client";
import { endOtherSessions, endSession, useSessions } from "../data/sessions";
import { language, texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { notifyFailure } from "../ui/toasts";

/** The user's sessions, each with a button to end it. */
export function SessionsDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useSessions();
  const sessions = query.data;
  const t = textsLater.sessions;
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <ModalDialog title={texts.account.sessions} onClose={onClose} wide>
      {query.error ? <p role="alert">{sentenceOf(query.error)}</p> : null}
      {sessions ? (
        <ul className="member-list" aria-label={texts.account.sessions}>
          {sessions.map((session) => (
            <li key={session.id} className="member">
              <span className="member-names">
                <span className="member-name">
                  {session.device}
                  {session.current ? (
                    <span className="member-me">{texts.common.aside(t.current)}</span>
                  ) : null}
                </span>
                <span className="member-username">
                  {texts.common.sentences([
                    t.since(time.format(new Date(session.createdAt))),
                    t.used(time.format(new Date(session.usedAt))),
                  ])}
                </span>
              </span>
              {session.current ? null : (
                <IconButton
                  label={t.end(session.device)}
                  icon={<LogOut />}
                  onPress={() => void endSession(session.id).catch(notifyFailure)}
                />
              )}
            </li>
          ))}
        </ul>
      ) : (
        <Loading lines={3} />
      )}
      {sessions && sessions.length > 1 ? (
        <Button variant="danger" onPress={() => void endOtherSessions().catch(notifyFailure)}>
          {t.endOthers}
        </Button>
      ) : null}
    </ModalDialog>
  );
}
