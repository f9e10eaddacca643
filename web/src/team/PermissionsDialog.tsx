import { sentenceOf } from "glint-client";
import type { Permission, TodoSet } from "glint-client/wire";
import {
  changePermissions,
  usePermissions,
  type GovernedRole,
  type Scope,
} from "../data/permissions";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Check } from "../ui/Check";
import { FormError } from "../ui/FormError";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { notifyFailure } from "../ui/toasts";
import { WithReason } from "../ui/WithReason";

const GOVERNED: readonly GovernedRole[] = ["admin", "member"];

const SHOWN: readonly Permission[] = [
  "view_todos",
  "create_todos",
  "add_subtodos",
  "claim_todos",
  "assign_todos",
  "edit_own_todos",
  "edit_any_todo",
  "delete_own_todos",
  "delete_any_todo",
  "complete_assigned_todos",
  "complete_any_todo",
  "reorder_todos",
  "manage_sets",
  "manage_set_links",
  "manage_settings",
  "manage_permissions",
];

/** What concerns no single list. */
const OF_TEAM: readonly Permission[] = ["manage_settings"];

interface PermissionsDialogProps {
  /** The set that the permissions are for; null for the whole team. */
  readonly set: TodoSet | null;
  readonly onClose: () => void;
}

/** What admins and members may do; owners and co-owners may do everything. */
export function PermissionsDialog({ set, onClose }: PermissionsDialogProps) {
  const { team } = useWorkspace();
  const scope: Scope = set ? `set:${set.id}` : "global";
  const query = usePermissions(team.id, scope);
  const title = set ? textsLater.permissions.titleOfSet(set.name) : textsLater.permissions.title;
  const shown = set ? SHOWN.filter((permission) => !OF_TEAM.includes(permission)) : SHOWN;
  const { names, namesInSet } = textsLater.permissions;
  const nameOf = (permission: Permission) =>
    (set ? namesInSet[permission] : undefined) ?? names[permission];
  const answer = query.data;
  const overrides = answer?.overrides ?? [];
  const defaults = overrides.map((override) => ({ ...override, allowed: null }));
  const reset = () => changePermissions(team.id, scope, defaults);
  return (
    <ModalDialog title={title} onClose={onClose} wide>
      <p className="dialog-text">{textsLater.permissions.hint}</p>
      {query.isLoading ? <Loading lines={8} /> : null}
      {query.error ? <FormError error={sentenceOf(query.error)} /> : null}
      {answer ? (
        <table className="permissions">
          <thead>
            <tr>
              <th scope="col">{textsLater.permissions.column}</th>
              {GOVERNED.map((role) => (
                <th key={role} scope="col">
                  {textsLater.roles[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((permission) => (
              <tr key={permission}>
                <th scope="row">{nameOf(permission)}</th>
                {GOVERNED.map((role) => (
                  <td key={role}>
                    <Check
                      shape="square"
                      aria-label={textsLater.permissions.cell(
                        textsLater.roles[role],
                        nameOf(permission),
                      )}
                      isSelected={answer.effective[role][permission]}
                      onChange={(allowed) =>
                        void changePermissions(team.id, scope, [
                          { role, permission, allowed },
                        ]).catch(notifyFailure)
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="dialog-actions">
        <WithReason reason={overrides.length === 0 ? textsLater.permissions.asDefault : null}>
          <Button
            isDisabled={overrides.length === 0}
            onPress={() => void reset().catch(notifyFailure)}
          >
            {textsLater.permissions.reset}
          </Button>
        </WithReason>
        <Button variant="primary" onPress={onClose}>
          {texts.common.done}
        </Button>
      </div>
    </ModalDialog>
  );
}
