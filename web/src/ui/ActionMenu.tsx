import type { ReactNode } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The keyboard shortcut. */
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly run?: () => void;
  /** The page that it leads to: then it is a link. */
  readonly href?: string;
}

interface ActionMenuProps {
  /** Must be a button of react-aria. */
  readonly trigger: ReactNode;
  readonly label: string;
  /** What the actions are about, as the heading of the menu where it is a sheet, on phones. */
  readonly subject?: string;
  /** Groups of actions with separators between them; empty groups are left out. */
  readonly groups: readonly (readonly (MenuAction | null)[])[];
}

/** A button with a menu of actions. `null` stands for one that is not available. */
export function ActionMenu({ trigger, label, subject, groups }: ActionMenuProps) {
  const shown = groups
    .map((group) => group.filter((action) => action !== null))
    .filter((group) => group.length > 0);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end">
        {subject ? (
          <p className="menu-subject" dir="auto" aria-hidden="true">
            {subject}
          </p>
        ) : null}
        <Menu className="menu" aria-label={label}>
          {shown.flatMap((group, index) => [
            ...(index > 0 ? [<Separator key={`line-${index}`} className="menu-line" />] : []),
            ...group.map((action) => <ActionItem key={action.id} action={action} />),
          ])}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function ActionItem({ action }: { readonly action: MenuAction }) {
  return (
    <MenuItem
      id={action.id}
      textValue={action.label}
      className={action.danger ? "menu-item menu-danger" : "menu-item"}
      {...(action.run ? { onAction: action.run } : {})}
      {...(action.href ? { href: action.href } : {})}
    >
      {action.icon}
      <span dir="auto">{action.label}</span>
      {action.shortcut ? <kbd aria-hidden="true">{action.shortcut}</kbd> : null}
    </MenuItem>
  );
}
