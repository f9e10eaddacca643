import { useState } from "react";
import type { TodoSet } from "glint-client/wire";
import { readList } from "../data/exchange";
import { useMembers } from "../data/members";
import { useSets } from "../data/sets";
import { FORMATS, type Format } from "../exchange/files";
import { listForFile } from "../exchange/team";
import { textsExchange as t } from "../texts/exchange";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { download } from "../ui/download";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useTask } from "../ui/use-task";
import { useWorkspace } from "../workspace/workspace";

const CHOICES = (Object.keys(FORMATS) as Format[]).map((value) => ({
  value,
  name: t.formats[value],
}));

interface ExportDialogProps {
  readonly set: TodoSet;
  readonly onClose: () => void;
}

/** Save a list, or all of the team's, as a file. */
export default function ExportDialog({ set, onClose }: ExportDialogProps) {
  const { team } = useWorkspace();
  const { data: members } = useMembers(team.id);
  const { data: answer } = useSets(team.id);
  const [format, setFormat] = useState<Format>("markdown");
  const [scope, setScope] = useState<"list" | "team">("list");
  const [done, setDone] = useState(0);
  const sets = scope === "list" ? [set] : (answer?.sets ?? [set]);
  const exporting = useTask(async () => {
    const lists = [];
    for (const each of sets) {
      setDone(lists.length);
      const { todos, comments, descriptions } = await readList(team.id, each.id);
      lists.push(listForFile(each.name, todos, comments, descriptions, members ?? []));
    }
    const { ending, type, write } = FORMATS[format];
    download(`${scope === "list" ? set.name : team.name}.${ending}`, type, write(lists));
    onClose();
  });
  return (
    <ModalDialog title={t.exportTitle(set.name)} onClose={onClose}>
      <div className="form">
        <Choice label={t.format} options={CHOICES} value={format} onChange={setFormat} />
        <Choice
          label={t.what}
          options={[
            { value: "list", name: t.thisList },
            { value: "team", name: t.allLists },
          ]}
          value={scope}
          onChange={setScope}
        />
        <p className="hint">{t.complete}</p>
        <FormError error={exporting.error} />
        <div className="dialog-actions">
          <p className="hint" role="status">
            {exporting.running && sets.length > 1 ? t.listsDone(done, sets.length) : null}
          </p>
          <Button
            variant="primary"
            isDisabled={!members}
            isPending={exporting.running}
            onPress={exporting.run}
          >
            {t.download}
          </Button>
        </div>
      </div>
    </ModalDialog>
  );
}
