import { ListTodo, SearchX } from "lucide-react";
import { isPersonalSpace } from "../personal-space";
import { mayInvite } from "../data/roles";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";
import { useListView } from "./list-view";
import { openList } from "./open-list";

const t = textsLater.empty;

/** Why there are no rows, and what to do about it. */
export default function EmptyNotice() {
  const { query, filter, rights, access } = useListView();
  const sought = query || filter?.label;
  if (sought) return <Notice title={t.noneFound(sought)} icon={<SearchX />} />;
  if (!rights.create) return <Notice title={t.none} text={t.readOnly} icon={<ListTodo />} />;
  return (
    <Notice title={t.none} text={t[access]} icon={<ListTodo />}>
      {access === "guest" ? null : <Offers />}
    </Notice>
  );
}

function Offers() {
  const { team } = useWorkspace();
  const open = useOpenDialog();
  const importInto = () => {
    const set = openList()?.set;
    if (set) open({ kind: "import", set });
  };
  return (
    <>
      <Button onPress={importInto}>{t.import}</Button>
      {!isPersonalSpace(team.id) && mayInvite(team.role) ? (
        <Button onPress={() => open({ kind: "members" })}>{t.invite}</Button>
      ) : null}
    </>
  );
}
