import { failureOf, NetworkError, sentenceOf } from "glint-client";
import "../styles/trash.css";
import { useState, type ReactNode } from "react";
import { textsOfTrash as t } from "../texts/trash";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Loading } from "../ui/Loading";
import { useNextRowFocus } from "../ui/use-next-row-focus";
import { TrashRow, type TrashItem } from "./TrashRow";

export type { TrashItem } from "./TrashRow";

interface TrashListProps {
  readonly label: string;
  /** How long what is in it is kept. */
  readonly hint: string;
  /** What to say when there is nothing in it. */
  readonly empty: string;
  /** What deleting for good means. */
  readonly warning: string;
  /** Newest first; null until they are loaded. */
  readonly items: readonly TrashItem[] | null;
  readonly error: unknown;
  readonly onRestore: (item: TrashItem) => Promise<void>;
  readonly onDelete: (item: TrashItem) => Promise<void>;
  /** Called after each of both, also when it was refused. */
  readonly onChanged: () => Promise<void>;
  /** Where what was restored is to be seen, if it is not where the trash was opened. */
  readonly onOpen?: (item: TrashItem) => void;
  /** What leads to older ones. */
  readonly children?: ReactNode;
}

interface Done {
  readonly item: TrashItem;
  /** What has become of it; missing is what others have taken from the trash meanwhile. */
  readonly fate: "restored" | "gone" | "missing";
}

/** Rows of deleted things. What has become of the last one is said above them, and the focus goes to the next. */
export function TrashList(props: TrashListProps) {
  const { items, error, onRestore, onDelete, onChanged, onOpen } = props;
  const [done, setDone] = useState<Done | null>(null);
  const [doomed, setDoomed] = useState<TrashItem | null>(null);
  const { list, leave } = useNextRowFocus(items, ".trash-restore");
  const finish = (done: Done) => {
    setDone(done);
    leave(done.item.id);
  };
  const act = async (item: TrashItem, fate: "restored" | "gone") => {
    try {
      await (fate === "restored" ? onRestore : onDelete)(item);
      finish({ item, fate });
    } catch (error) {
      if (failureOf(error) !== "gone") throw error;
      finish({ item, fate: "missing" });
    } finally {
      await onChanged();
    }
  };
  return (
    <div className="trash" ref={list} tabIndex={-1}>
      <p className="hint">{props.hint}</p>
      <div className="trash-done" role="status">
        {done ? <p>{t[done.fate](done.item.name)}</p> : null}
        {done?.fate === "restored" && onOpen ? (
          <Button onPress={() => onOpen(done.item)}>{t.open}</Button>
        ) : null}
      </div>
      <Trouble error={error} isLoaded={items !== null} />
      {items === null && !error ? <Loading lines={3} /> : null}
      {items?.length === 0 ? <p className="trash-empty">{props.empty}</p> : null}
      <ul className="trash-items" aria-label={props.label}>
        {items?.map((item) => (
          <TrashRow
            key={item.id}
            item={item}
            onRestore={() => act(item, "restored")}
            onDelete={() => setDoomed(item)}
          />
        ))}
      </ul>
      {props.children}
      {doomed ? (
        <ConfirmDialog
          title={t.forGoodTitle(doomed.name)}
          message={props.warning}
          action={t.forGood}
          onConfirm={() => act(doomed, "gone")}
          onClose={() => setDoomed(null)}
        />
      ) : null}
    </div>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly isLoaded: boolean;
}

function Trouble({ error, isLoaded }: TroubleProps) {
  if (!error) return null;
  const offline = isLoaded ? t.notUpToDate : t.unreachable;
  return (
    <p className="hint" role="status">
      {error instanceof NetworkError ? offline : t.failed(sentenceOf(error))}
    </p>
  );
}
