import { Trash2, Undo2 } from "lucide-react";
import type { Actor } from "glint-client/wire";
import { language } from "../texts";
import { textsOfTrash as t } from "../texts/trash";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { IconButton } from "../ui/IconButton";
import { useRelativeTime } from "../ui/use-relative-time";
import { useTask } from "../ui/use-task";
import { WithReason } from "../ui/WithReason";
import { useWorkspace } from "../workspace/workspace";

/** A todo or a list in the trash. */
export interface TrashItem {
  readonly id: string;
  readonly name: string;
  /** What else there is to say about it. */
  readonly fact: string | null;
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly deletedBy: Actor;
  /** Why the user may neither restore nor delete it; null if they may. */
  readonly reason: string | null;
}

interface TrashRowProps {
  readonly item: TrashItem;
  readonly onRestore: () => Promise<void>;
  readonly onDelete: () => void;
}

const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

export function TrashRow({ item, onRestore, onDelete }: TrashRowProps) {
  const { name, fact, deletedAt, keptUntil, deletedBy, reason } = item;
  const { me } = useWorkspace();
  const time = useRelativeTime(deletedAt);
  const restoring = useTask(onRestore);
  return (
    <li className="trash-item" data-id={item.id}>
      <div className="trash-main">
        <p className="trash-name" dir="auto">
          {name}
        </p>
        <p className="trash-facts">
          {fact === null ? null : <span>{fact}</span>}
          <span>
            {deletedBy.id === me.id ? t.deletedByYou : t.deletedBy(deletedBy.displayName)}{" "}
            <time dateTime={deletedAt} title={time.exact}>
              {time.relative}
            </time>
          </span>
          <span>{t.keptUntil(date.format(new Date(keptUntil)))}</span>
        </p>
        <FormError error={restoring.error} />
      </div>
      <WithReason reason={reason}>
        <span className="trash-actions">
          <Button
            className="trash-restore"
            aria-label={t.restoreOne(name)}
            isDisabled={reason !== null}
            isPending={restoring.running}
            onPress={restoring.run}
          >
            <Undo2 aria-hidden="true" />
            {t.restore}
          </Button>
          <IconButton
            label={t.forGoodOne(name)}
            icon={<Trash2 />}
            isDisabled={reason !== null || restoring.running}
            onPress={onDelete}
          />
        </span>
      </WithReason>
    </li>
  );
}
