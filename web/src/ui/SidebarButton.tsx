import { Menu } from "lucide-react";
import { texts } from "../texts";
import { IconButton } from "./IconButton";

export function SidebarButton({ onPress }: { readonly onPress: (() => void) | null }) {
  return onPress ? (
    <IconButton label={texts.shell.openSidebar} icon={<Menu />} onPress={onPress} />
  ) : null;
}
