import { Menu } from "lucide-react";
import { Suspense } from "react";
import { texts } from "../texts";
import { IconButton } from "../ui/IconButton";
import { lazyOptional } from "../ui/lazy-optional";

const Bell = lazyOptional(() => import("../bell/Bell"));

/** What narrow screens have in the header of each page instead of the sidebar. */
export function PhoneButtons({ onOpenSidebar }: { readonly onOpenSidebar: () => void }) {
  return (
    <>
      <IconButton label={texts.shell.openSidebar} icon={<Menu />} onPress={onOpenSidebar} />
      <Suspense fallback={null}>
        <Bell />
      </Suspense>
    </>
  );
}
