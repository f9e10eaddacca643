import { Suspense, type RefObject } from "react";
import { Menu, MenuItem, Popover, Separator, Text } from "react-aria-components";
import type { MenuAction, MenuProps } from "./ActionMenu";

interface MenuPopoverProps extends MenuProps {
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The menu of a button; its first action has the focus when it is opened. It stays rendered while closed, which
 * is how react-aria gives the focus back to the button, also after a dialog that an action opened. */
export default function MenuPopover(props: MenuPopoverProps) {
  const { triggerRef, isOpen, onClose, label, subject, groups } = props;
  const shown = (typeof groups === "function" ? groups() : groups)
    .map((group) => group.filter((action) => action !== null))
    .filter((group) => group.length > 0);
  return (
    <Popover
      className="popover"
      aria-label={label}
      placement="bottom end"
      trigger="MenuTrigger"
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={onClose}
    >
      {subject ? (
        <p className="menu-subject" dir="auto" aria-hidden="true">
          {subject}
        </p>
      ) : null}
      <Menu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
        {shown.flatMap((group, index) => [
          ...(index > 0 ? [<Separator key={`line-${index}`} className="menu-line" />] : []),
          ...group.map((action) => <ActionItem key={action.id} action={action} />),
        ])}
      </Menu>
    </Popover>
  );
}

function ActionItem({ action }: { readonly action: MenuAction }) {
  return (
    <MenuItem
      id={action.id}
      textValue={action.label}
      className={action.danger ? "menu-item menu-danger" : "menu-item"}
      isDisabled={Boolean(action.reason)}
      {...(action.run ? { onAction: action.run } : {})}
      {...(action.href ? { href: action.href } : {})}
    >
      {action.icon}
      {action.reason ? (
        <span className="menu-why">
          <Text slot="label">{action.label}</Text>
          <Text slot="description">{action.reason}</Text>
        </span>
      ) : (
        <span dir="auto">{action.label}</span>
      )}
      {action.value ? (
        <span className="menu-value" dir="auto">
          <Suspense fallback={null}>{action.value}</Suspense>
        </span>
      ) : null}
      {action.shortcut ? <kbd aria-hidden="true">{action.shortcut}</kbd> : null}
    </MenuItem>
  );
}
