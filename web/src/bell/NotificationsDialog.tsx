import { useState } from "react";
import { Dialog, Heading, Popover } from "react-aria-components";
import { textsNotifications } from "../texts/notifications";
import { ModalDialog } from "../ui/ModalDialog";
import { useMediaQuery } from "../ui/use-media-query";
import { NotificationList } from "./NotificationList";

const t = textsNotifications;

/** What concerns the user: beside the bell, on phones a sheet. */
export default function NotificationsDialog({ onClose }: { readonly onClose: () => void }) {
  const isWide = useMediaQuery("(min-width: 800px)");
  const [bell] = useState(() => ({ current: document.getElementById("bell") }));
  if (!isWide || bell.current === null)
    return (
      <ModalDialog title={t.title} onClose={onClose}>
        <NotificationList onClose={onClose} />
      </ModalDialog>
    );
  return (
    <Popover
      className="popover notifications-popover"
      triggerRef={bell}
      placement="top start"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Dialog className="notifications-dialog">
        <Heading slot="title" level={2}>
          {t.title}
        </Heading>
        <NotificationList onClose={onClose} />
      </Dialog>
    </Popover>
  );
}
