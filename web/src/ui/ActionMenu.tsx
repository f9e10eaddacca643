import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { ButtonContext, type ButtonProps } from "react-aria-components";

const loadPopover = () => import("./MenuPopover");
const MenuPopover = lazy(loadPopover);

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  /** What it is about, where it does not stand in its menu. */
  readonly about?: string;
  readonly icon?: ReactNode;
  /** What is set now, at the right. */
  readonly value?: ReactNode;
  /** The keyboard shortcut. */
  readonly shortcut?: string;
  readonly danger?: boolean;
  /** Why it cannot be done now. */
  readonly reason?: string | null;
  readonly run?: () => void;
  /** The page that it leads to: then it is a link. */
  readonly href?: string;
}

export type MenuGroup = readonly (MenuAction | null)[];

export interface MenuProps {
  readonly label: string;
  /** What the actions are about, as the heading of the menu where it is a sheet, on phones. */
  readonly subject?: string;
  /** Groups of actions with separators between them; empty groups are left out. Called while the menu is open. */
  readonly groups: readonly MenuGroup[] | (() => readonly MenuGroup[]);
}

interface ActionMenuProps extends MenuProps {
  /** Must be a button of react-aria. */
  readonly trigger: ReactNode;
}

/** A button with a menu of actions, which is loaded after the button is shown. `null` stands for one that is not available. */
export function ActionMenu({ trigger, ...menu }: ActionMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  useEffect(() => void loadPopover().catch(() => undefined), []); // tried again when it is opened
  const open = () => {
    setWasOpened(true);
    setOpen(true);
  };
  const props: ButtonProps = {
    "aria-haspopup": "menu",
    "aria-expanded": isOpen,
    onPress: open,
    onKeyDown: (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") open();
      else event.continuePropagation();
    },
  };
  return (
    <>
      <ButtonContext.Provider value={{ ...props, ref: button }}>{trigger}</ButtonContext.Provider>
      {wasOpened ? (
        <Suspense fallback={null}>
          <MenuPopover
            {...menu}
            triggerRef={button}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
