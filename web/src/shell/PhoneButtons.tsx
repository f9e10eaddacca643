import { Menu } from "lucide-react";
import { Suspense } from "react";
import { useMyPermissions } from "../data/permissions";
import { texts } from "../texts";
import { IconButton } from "../ui/IconButton";
import { lazyOptional } from "../ui/lazy-optional";
import { useWorkspace } from "../workspace/workspace";

const Bell = lazyOptional(() => import("../bell/Bell"));

/** What narrow screens have in the header of each page instead of the sidebar. */
export function PhoneButtons({ onOpenSidebar }: { readonly onOpenSidebar: () => void }) {
  const { team } = useWorkspace();
  useMyPermissions(team.id); // so that the sidebar is whole when it opens
  return (
    <>
      <IconButton label={texts.shell.openSidebar} icon={<Menu />} onPress={onOpenSidebar} />
      <Suspense fallback={null}>
        <Bell />
      </Suspense>
    </>
  );
}
