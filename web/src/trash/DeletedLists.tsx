import { useLocation } from "wouter";
import type { DeletedSet } from "glint-client/wire";
import { restoreSet } from "../data/sets";
import { deleteSetForGood, refreshTrash, useDeletedSets } from "../data/trash";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsOfTrash as t } from "../texts/trash";
import { useWorkspace } from "../workspace/workspace";
import { TrashList, type TrashItem } from "./TrashList";

/** The deleted lists of the open team that the user may restore: the server leaves out all others. */
export function DeletedLists({ onClose }: { readonly onClose: () => void }) {
  const { team } = useWorkspace();
  const [, navigate] = useLocation();
  const { data, error } = useDeletedSets(team.id);
  return (
    <TrashList
      label={texts.sets.deleted}
      hint={t.listsHint}
      empty={t.noLists}
      warning={t.listForGood}
      items={data?.map(itemOf) ?? null}
      error={error}
      onRestore={({ id }) => restoreSet(team.id, id)}
      onDelete={({ id }) => deleteSetForGood(team.id, id)}
      onChanged={() => refreshTrash(team.id)}
      onOpen={({ id }) => {
        navigate(paths.set(team.id, id));
        onClose();
      }}
    />
  );
}

function itemOf(set: DeletedSet): TrashItem {
  return { ...set, fact: t.todoCount(set.todoCount), reason: null };
}
