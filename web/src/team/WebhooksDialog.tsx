import "../styles/webhooks.css";
import { Ellipsis, KeyRound, Play, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "glint-client";
import {
  createWebhook,
  endWebhook,
  resumeWebhook,
  rotateWebhook,
  useWebhooks,
  type WebhookPlace,
} from "../data/webhooks";
import { NameForm } from "../drafts/NameForm";
import { WEBHOOK_URL_MAX_CHARS, type TodoSet, type Webhook } from "glint-client/wire";
import { language, texts } from "../texts";
import { textsOfWebhooks as t } from "../texts/webhooks";
import { ActionMenu } from "../ui/ActionMenu";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { IconButton } from "../ui/IconButton";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { ShownOnce } from "../ui/ShownOnce";
import { notifyFailure } from "../ui/toasts";
import { useNextRowFocus } from "../ui/use-next-row-focus";
import { useWorkspace } from "../workspace/workspace";
import { ReplayDialog } from "./ReplayDialog";

interface WebhooksDialogProps {
  /** The list that the webhooks are for; null for all lists of the team. */
  readonly set: TodoSet | null;
  readonly onClose: () => void;
}

/** The webhooks of a team or a list: how each fares, what can be done with it, and a form for another one. */
export default function WebhooksDialog({ set, onClose }: WebhooksDialogProps) {
  const { me, team } = useWorkspace();
  const place: WebhookPlace = { teamId: team.id, setId: set?.id ?? null };
  const query = useWebhooks(place);
  const webhooks = query.data;
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { list, leave } = useNextRowFocus(webhooks ?? null, ".icon-button");
  return (
    <ModalDialog
      title={t.title(set?.name ?? team.name)}
      onClose={onClose}
      wide
      isDismissable={false}
    >
      <p className="dialog-text">{set ? t.introOfList : t.introOfTeam}</p>
      {query.error ? <p role="alert">{sentenceOf(query.error)}</p> : null}
      {shown ? (
        <ShownOnce key={shown.secret} label={t.secret} hint={t.once} value={shown.secret} />
      ) : null}
      <div ref={list} tabIndex={-1}>
        {webhooks ? <WebhookList {...{ webhooks, place }} onAsk={setAsked} /> : null}
        {webhooks || query.error ? null : <Loading lines={2} />}
      </div>
      <section className="invites">
        <h3>{t.newTitle}</h3>
        <NameForm
          label={t.url}
          placeholder={t.urlPlaceholder}
          autoComplete="off"
          draft={{ userId: me.id, setId: `webhooks:${set?.id ?? team.id}`, place: "new-name" }}
          maxLength={WEBHOOK_URL_MAX_CHARS}
          action={t.create}
          onSave={async (url) => setShown(await createWebhook(place, url))}
          actions={(submit) => <div className="dialog-actions">{submit}</div>}
        />
      </section>
      {asked ? (
        <Question
          {...{ asked, place, set }}
          onClose={() => setAsked(null)}
          onRotated={setShown}
          onEnd={(id) => {
            leave(id);
            if (id === shown?.id) setShown(null);
          }}
        />
      ) : null}
    </ModalDialog>
  );
}

/** The secret of a webhook, as long as it is shown. */
interface Shown {
  readonly id: string;
  readonly secret: string;
}

/** What the user is asked before it is done. */
interface Asked {
  readonly what: "replay" | "rotate" | "end";
  readonly webhook: Webhook;
}

interface WebhookListProps {
  readonly webhooks: readonly Webhook[];
  readonly place: WebhookPlace;
  readonly onAsk: (asked: Asked) => void;
}

function WebhookList({ webhooks, place, onAsk }: WebhookListProps) {
  if (webhooks.length === 0) return <p className="dialog-text">{t.none}</p>;
  return (
    <ul className="member-list" aria-label={t.webhooks}>
      {webhooks.map((webhook) => (
        <li key={webhook.id} className="member">
          <span className="member-names">
            <span className="member-name webhook-url" dir="ltr">
              {webhook.url}
            </span>
            <Fate webhook={webhook} />
          </span>
          <Actions {...{ webhook, place, onAsk }} />
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  readonly webhook: Webhook;
  readonly place: WebhookPlace;
  readonly onAsk: (asked: Asked) => void;
}

function Actions({ webhook, place, onAsk }: ActionsProps) {
  const ask = (what: Asked["what"]) => () => onAsk({ what, webhook });
  return (
    <ActionMenu
      label={t.actions}
      subject={webhook.url}
      trigger={<IconButton label={texts.common.moreActions} icon={<Ellipsis />} />}
      groups={[
        [
          webhook.failingSince === null
            ? null
            : {
                id: "resume",
                label: t.resume,
                icon: <Play />,
                run: () => void resumeWebhook(place, webhook.id).catch(notifyFailure),
              },
          { id: "replay", label: t.replay, icon: <RotateCcw />, run: ask("replay") },
          { id: "rotate", label: t.rotate, icon: <KeyRound />, run: ask("rotate") },
        ],
        [{ id: "end", label: t.end, icon: <Trash2 />, danger: true, run: ask("end") }],
      ]}
    />
  );
}

const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const at = (instant: string) => time.format(new Date(instant));

/** How a webhook fares. */
function Fate({ webhook }: { readonly webhook: Webhook }) {
  const { deliveredAt, failingSince, lastFailure, lastStatus, nextAttemptAt, pausedAt } = webhook;
  if (failingSince === null || lastFailure === null)
    return (
      <span className="member-username">
        {deliveredAt === null ? t.unused : t.delivered(at(deliveredAt))}
      </span>
    );
  const why = lastFailure === "status" ? t.why.status(lastStatus) : t.why[lastFailure];
  return (
    <span className="member-username">
      <span className="webhook-failing">
        {pausedAt === null ? t.failing(at(failingSince), why) : t.paused(at(pausedAt), why)}
      </span>
      {nextAttemptAt === null ? null : <span>{t.next(at(nextAttemptAt))}</span>}
    </span>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  readonly place: WebhookPlace;
  readonly set: TodoSet | null;
  readonly onClose: () => void;
  readonly onRotated: (shown: Shown) => void;
  readonly onEnd: (id: string) => void;
}

function Question({ asked, place, set, onClose, onRotated, onEnd }: QuestionProps) {
  const { what, webhook } = asked;
  switch (what) {
    case "replay":
      return <ReplayDialog {...{ webhook, place, set, onClose }} />;
    case "rotate":
      return (
        <ConfirmDialog
          title={t.rotateTitle}
          message={t.rotateText}
          action={t.rotateAction}
          onClose={onClose}
          onConfirm={async () =>
            onRotated({ id: webhook.id, secret: await rotateWebhook(place, webhook.id) })
          }
        />
      );
    case "end":
      return (
        <ConfirmDialog
          title={t.endTitle(webhook.url)}
          message={t.endText}
          action={t.endAction}
          onClose={onClose}
          onConfirm={async () => {
            onEnd(webhook.id);
            await endWebhook(place, webhook.id);
          }}
        />
      );
  }
}
