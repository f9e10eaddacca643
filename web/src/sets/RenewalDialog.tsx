import type { TodoSet } from "glint-client/wire";
import "../styles/renewal.css";
import { useState, type SubmitEvent } from "react";
import { useMyPermissionsIn } from "../data/permissions";
import { updateSet, useSets } from "../data/sets";
import { texts } from "../texts";
import { textsDates } from "../texts/dates";
import { dateText, type Reader } from "../todos/due";
import { useReader } from "../todos/use-reader";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { FormError } from "../ui/FormError";
import { clockIn } from "../ui/local-time";
import { ModalDialog } from "../ui/ModalDialog";
import { NativeField } from "../ui/NativeField";
import { useTask } from "../ui/use-task";
import { useWorkspace } from "../workspace/workspace";
import {
  changesFor,
  isSameRenewal,
  nextText,
  renewalOf,
  renewalSentence,
  zonesWith,
  type Renewal,
} from "../todos/renewal";

const t = textsDates.renewal;

interface RenewalDialogProps {
  /** The list as it was when the dialog was opened. */
  readonly set: TodoSet;
  readonly onClose: () => void;
}

/** Whether all completed todos of a list are opened again every day, and when. What others change is seen at once. */
export default function RenewalDialog({ set: opened, onClose }: RenewalDialogProps) {
  const { team } = useWorkspace();
  const reader = useReader();
  const set = useSets(team.id).data?.sets.find(({ id }) => id === opened.id) ?? opened;
  const mayChange = useMayManage(set);
  const current = renewalOf(set, reader.zone);
  const { draft, isOvertaken, change, reset } = useRenewalDraft(current);
  const [isAsked, setAsked] = useState(false);
  const isMissing = draft.isOn && draft.time === "";
  const saving = useTask(async () => {
    if (!isSameRenewal(draft, current)) await updateSet(team.id, set.id, changesFor(draft));
    onClose();
  });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (mayChange && !isMissing && !saving.running) saving.run();
  };
  return (
    <ModalDialog title={t.title(set.name)} onClose={onClose}>
      <form className="form" onSubmit={save} noValidate>
        <Fields {...{ draft, change }} isDisabled={!mayChange} />
        {isMissing ? null : <Outcome set={set} renewal={draft} reader={reader} />}
        {mayChange === false ? <p className="dialog-text">{t.mayNot}</p> : null}
        {isOvertaken ? (
          <div className="renewal-overtaken" role="alert">
            <p>{t.changed(renewalSentence(current, reader))}</p>
            <Button onPress={reset}>{t.useTheirs}</Button>
          </div>
        ) : null}
        <FormError error={isAsked && isMissing ? t.needed : saving.error} />
        <div className="dialog-actions">
          {mayChange === false ? (
            <Button variant="primary" onPress={onClose}>
              {texts.common.done}
            </Button>
          ) : (
            <Button type="submit" variant="primary" isPending={saving.running}>
              {texts.common.save}
            </Button>
          )}
        </div>
      </form>
    </ModalDialog>
  );
}

/** As for renaming the list; null until it is known. */
function useMayManage({ id, userId }: TodoSet): boolean | null {
  const { me, team } = useWorkspace();
  const may = useMyPermissionsIn(team.id, id).data?.permissions;
  return may ? may.manage_sets || (may.view_todos && userId === me.id) : null;
}

/** What the list has until the form is changed; a draft is overtaken when the list has become another meanwhile. */
function useRenewalDraft(current: Renewal) {
  const [mine, setMine] = useState<{ base: Renewal; draft: Renewal } | null>(null);
  const draft = mine?.draft ?? current;
  const change = (fields: Partial<Renewal>) =>
    setMine({ base: mine?.base ?? current, draft: { ...draft, ...fields } });
  const isOvertaken =
    mine !== null && !isSameRenewal(mine.base, current) && !isSameRenewal(draft, current);
  return { draft, isOvertaken, change, reset: () => setMine(null) };
}

interface FieldsProps {
  readonly draft: Renewal;
  readonly change: (fields: Partial<Renewal>) => void;
  readonly isDisabled: boolean;
}

function Fields({ draft: { isOn, time, zone }, change, isDisabled }: FieldsProps) {
  return (
    <>
      <label className="renewal-switch">
        <input
          type="checkbox"
          checked={isOn}
          disabled={isDisabled}
          onChange={({ target }) => change({ isOn: target.checked })}
        />
        {t.isOn}
      </label>
      {isOn ? (
        <div className="renewal-when">
          <NativeField
            type="time"
            label={t.time}
            value={time}
            onChange={(chosen) => change({ time: chosen })}
            isDisabled={isDisabled}
          />
          <Choice
            label={t.zone}
            options={zonesWith(zone)}
            value={zone}
            onChange={(chosen) => change({ zone: chosen })}
            isDisabled={isDisabled}
          />
        </div>
      ) : null}
    </>
  );
}

interface OutcomeProps {
  readonly set: TodoSet;
  readonly renewal: Renewal;
  readonly reader: Reader;
}

/** What happens, when next, and when it last did. */
function Outcome({ set: { lastRenewedAt }, renewal, reader }: OutcomeProps) {
  const next = renewal.isOn ? nextText(renewal, reader) : null;
  return (
    <div className="renewal-outcome" role="status">
      <p>{renewalSentence(renewal, reader)}</p>
      {next === null ? null : <p>{t.next(next)}</p>}
      {lastRenewedAt ? (
        <p>{t.last(dateText(clockIn(reader.zone, Date.parse(lastRenewedAt)), reader))}</p>
      ) : null}
    </div>
  );
}
