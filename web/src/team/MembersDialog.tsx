import { sentenceOf } from "glint-client";
import { isPersonalSpace } from "../personal-space";
import { useMembers } from "../data/members";
import { useWorkspace } from "../workspace/workspace";
import { textsLater } from "../texts/later";
import { FormError } from "../ui/FormError";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { InvitePanel } from "./InvitePanel";
import { MemberRow } from "./MemberRow";
import { mayInvite } from "../data/roles";

/** The team's members with their roles, and its invitation links. */
export function MembersDialog({ onClose }: { readonly onClose: () => void }) {
  const { team } = useWorkspace();
  const query = useMembers(team.id);
  return (
    <ModalDialog title={textsLater.members.title(team.name)} onClose={onClose} wide>
      {query.isLoading ? <Loading lines={3} /> : null}
      {query.error ? <FormError error={sentenceOf(query.error)} /> : null}
      <ul className="member-list">
        {query.data?.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </ul>
      {mayInvite(team.role) && !isPersonalSpace(team.id) ? <InvitePanel /> : null}
    </ModalDialog>
  );
}
