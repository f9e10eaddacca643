import { useId, useMemo, useRef, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useLocation } from "wouter";
import { SET_NAME_MAX_CHARS, type TodoSet } from "glint-client/wire";
import { importList, type Destination } from "../data/exchange";
import { useMembers } from "../data/members";
import { useMyPermissions } from "../data/permissions";
import { refreshSets } from "../data/sets";
import { readFile } from "../exchange/files";
import { FileError, type ExchangedList } from "../exchange/model";
import { listForTeam, type ListForTeam } from "../exchange/team";
import { paths } from "../paths";
import { textsExchange as t } from "../texts/exchange";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { notify } from "../ui/toasts";
import { useTask } from "../ui/use-task";
import { WithReason } from "../ui/WithReason";
import { useWorkspace } from "../workspace/workspace";

type Where = "new" | "end" | "replace";

interface ImportDialogProps {
  readonly set: TodoSet;
  readonly onClose: () => void;
}

/** What was read, with a key for each list: a repeat after a failure imports none of them twice. */
interface Found {
  readonly lists: readonly (ExchangedList & { readonly key: string })[];
  readonly file: string;
}

/** Import a file, or pasted lines, into the list or as new ones. Everything that is wrong is said before it is sent. */
export default function ImportDialog({ set, onClose }: ImportDialogProps) {
  const { me, team } = useWorkspace();
  const [, navigate] = useLocation();
  const { data: members } = useMembers(team.id);
  const [found, setFound] = useState<Found | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [where, setWhere] = useState<Where>("end");
  const imported = useRef(new Map<string, string>());
  const prepared = useMemo(
    () => members && found?.lists.map((list) => ({ ...list, ...listForTeam(list, members, me) })),
    [found, members, me],
  );

  const read = (file: string, text: string) => {
    setFound(null);
    setRefusal(null);
    if (text.trim() === "") return;
    try {
      const lists = readFile(file, text, t.errors);
      setFound({ file, lists: lists.map((list) => ({ ...list, key: crypto.randomUUID() })) });
      setWhere(lists.length > 1 ? "new" : "end");
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      setRefusal(t.inLine(error.line, error.message));
    }
  };
  const importing = useTask(async () => {
    if (!found || !prepared) return;
    for (const { key, name, todos } of prepared) {
      if (imported.current.has(key)) continue;
      const destination = destinationOf(where, set, name, found.file);
      imported.current.set(key, await importList(team.id, destination, todos, key));
    }
    const opened = imported.current.get(prepared[0]?.key ?? "") ?? set.id;
    await refreshSets(team.id);
    onClose();
    navigate(paths.set(team.id, opened));
    notify({ kind: "info", text: t.done(todosIn(prepared)) });
  });
  return (
    <ModalDialog title={t.importTitle} onClose={onClose} isDismissable={!found}>
      <div className="form">
        <Source onRead={read} />
        <FormError error={refusal ?? importing.error} />
        {prepared ? <Preview lists={prepared} set={set} where={where} onWhere={setWhere} /> : null}
        <div className="dialog-actions">
          <WithReason reason={found ? null : t.nothingYet}>
            <Button
              variant="primary"
              isDisabled={!prepared}
              isPending={importing.running}
              onPress={importing.run}
            >
              {t.action}
            </Button>
          </WithReason>
        </div>
      </div>
    </ModalDialog>
  );
}

interface SourceProps {
  readonly onRead: (file: string, text: string) => void;
}

function Source({ onRead }: SourceProps) {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t.choose}</label>
        <input
          id={id}
          type="file"
          className="input file-input"
          aria-describedby={`${id}-kinds`}
          accept=".md,.txt,.yaml,.yml,.json,.csv,text/*,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void file.text().then((text) => onRead(file.name, text));
          }}
        />
        <p id={`${id}-kinds`} className="hint">
          {t.kinds}
        </p>
      </div>
      <TextField className="field" onChange={(text) => onRead("", text)}>
        <Label>{t.paste}</Label>
        <TextArea className="input paste-input" rows={5} dir="auto" />
      </TextField>
    </>
  );
}

interface PreviewProps {
  readonly lists: readonly ListForTeam[];
  readonly set: TodoSet;
  readonly where: Where;
  readonly onWhere: (where: Where) => void;
}

/** How much there is, whom the team does not know, and where it is to go. */
function Preview({ lists, set, where, onWhere }: PreviewProps) {
  const { team } = useWorkspace();
  const { data: mine } = useMyPermissions(team.id);
  const unknown = new Set(lists.flatMap((list) => list.unknown));
  const may = mine?.permissions;
  const isOne = lists.length === 1;
  const options: { readonly value: Where; readonly name: string }[] = [
    ...(isOne ? [{ value: "end" as const, name: t.atEnd(set.name) }] : []),
    ...(may?.manage_sets ? [{ value: "new" as const, name: isOne ? t.asNew : t.asNewLists }] : []),
    ...(isOne && may?.delete_any_todo && may.delete_own_todos
      ? [{ value: "replace" as const, name: t.inPlace(set.name) }]
      : []),
  ];
  return (
    <>
      <p role="status">{t.found(todosIn(lists), lists.length)}</p>
      {unknown.size > 0 ? <p className="hint">{t.unknown([...unknown])}</p> : null}
      <Choice label={t.where} options={options} value={where} onChange={onWhere} />
      {where === "replace" ? <p className="hint">{t.inPlaceText}</p> : null}
    </>
  );
}

function destinationOf(
  where: Where,
  set: TodoSet,
  listed: string | null,
  file: string,
): Destination {
  if (where !== "new") return { setId: set.id, replace: where === "replace" };
  const name = listed?.trim() || file.replace(/\.[^.]*$/, "").trim() || t.nameless;
  return { name: Array.from(name).slice(0, SET_NAME_MAX_CHARS).join("") };
}

const todosIn = (lists: readonly ListForTeam[]): number =>
  lists.reduce((sum, { todos }) => sum + todos.length, 0);
