import { useState } from "react";
import { Form } from "react-aria-components";
import { ApiError } from "glint-client";
import { useSets } from "../data/sets";
import { replayWebhook, type WebhookPlace } from "../data/webhooks";
import type { TodoSet, Webhook } from "glint-client/wire";
import { texts } from "../texts";
import { textsOfWebhooks as t } from "../texts/webhooks";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { TextInput } from "../ui/TextInput";
import { useTask } from "../ui/use-task";

interface ReplayDialogProps {
  readonly webhook: Webhook;
  readonly place: WebhookPlace;
  /** The list that the webhook is for; null for all lists of the team. */
  readonly set: TodoSet | null;
  readonly onClose: () => void;
}

/** From which number on a webhook is to send a list's changes again. */
export function ReplayDialog({ webhook, place, set, onClose }: ReplayDialogProps) {
  const sets = useSets(place.teamId).data?.sets ?? [];
  const [chosen, setChosen] = useState(set?.id ?? sets[0]?.id ?? "");
  const [since, setSince] = useState("0");
  const [isAsked, setAsked] = useState(false);
  const isWhole = /^\d{1,15}$/.test(since.trim());
  const [isTooOld, setTooOld] = useState(false);
  const sending = useTask(async () => {
    setTooOld(false);
    try {
      await replayWebhook(place, webhook.id, chosen, Number(since));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "resync")) throw error;
      setTooOld(true);
    }
  });
  const error = isTooOld ? t.replayTooOld : sending.error;
  return (
    <ModalDialog title={t.replayTitle} onClose={onClose} isDismissable={false}>
      <Form
        validationBehavior="aria"
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (isWhole && !sending.running) sending.run();
        }}
      >
        <p className="dialog-text">{t.replayText}</p>
        {set ? null : (
          <Choice
            label={t.replayList}
            options={sets.map(({ id, name }) => ({ value: id, name }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
        <TextInput
          label={t.replaySince}
          value={since}
          onChange={setSince}
          inputMode="numeric"
          autoFocus
          error={isAsked && !isWhole ? t.replayWhole : null}
        />
        <FormError error={error} />
        <div className="dialog-actions">
          <Button onPress={onClose}>{texts.common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={sending.running}>
            {t.replayAction}
          </Button>
        </div>
      </Form>
    </ModalDialog>
  );
}
