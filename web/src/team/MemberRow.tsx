import { UserMinus } from "lucide-react";
import { useState } from "react";
import type { Member } from "glint-client/wire";
import { changeRole, removeMember } from "../data/members";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Avatar } from "../ui/Avatar";
import { Choice } from "../ui/Choice";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { IconButton } from "../ui/IconButton";
import { notifyFailure } from "../ui/toasts";
import { mayManageMembers, ROLES, rolesUpTo } from "../data/roles";

export function MemberRow({ member }: { readonly member: Member }) {
  const { me, team } = useWorkspace();
  const [removing, setRemoving] = useState(false);
  const isMe = member.userId === me.id;
  const outranked = ROLES.indexOf(member.role) <= ROLES.indexOf(team.role);
  const manages = mayManageMembers(team.role) && outranked;
  return (
    <li className="member">
      <Avatar id={member.userId} name={member.displayName} url={member.avatarUrl} size="medium" />
      <span className="member-names">
        <span className="member-name">
          <bdi>{member.displayName}</bdi>
          {isMe ? (
            <span className="member-me">{texts.common.aside(textsLater.members.you)}</span>
          ) : null}
        </span>
        <span className="member-username">
          <bdi>@{member.username}</bdi>
        </span>
      </span>
      {manages ? (
        <Choice
          label={textsLater.members.roleOf(member.displayName)}
          labelHidden
          options={rolesUpTo(team.role).map((role) => ({
            value: role,
            name: textsLater.roles[role],
          }))}
          value={member.role}
          onChange={(role) => void changeRole(team.id, member.userId, role).catch(notifyFailure)}
        />
      ) : (
        <span className="member-role">{textsLater.roles[member.role]}</span>
      )}
      {manages && !isMe ? (
        <IconButton
          label={textsLater.members.remove(member.displayName)}
          icon={<UserMinus />}
          onPress={() => setRemoving(true)}
        />
      ) : null}
      {removing ? (
        <ConfirmDialog
          title={textsLater.members.removeTitle(member.displayName)}
          message={textsLater.members.removeText}
          action={textsLater.members.removeAction}
          onConfirm={() => removeMember(team.id, member.userId)}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </li>
  );
}
