import { CircleAlert, X } from "lucide-react";
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
  Text,
} from "react-aria-components";
import { texts } from "../texts";
import { Button } from "./Button";
import { IconButton } from "./IconButton";
import { toasts } from "./toasts";

export default function ToastStack() {
  return (
    <ToastRegion queue={toasts} className="toasts" aria-label={texts.toasts.region}>
      {({ toast }) => {
        const { kind, text, action } = toast.content;
        return (
          <Toast toast={toast} className={`toast toast-${kind}`}>
            {kind === "refusal" ? <CircleAlert className="toast-icon" aria-hidden="true" /> : null}
            <ToastContent className="toast-content">
              <Text slot="title">{text}</Text>
            </ToastContent>
            {action ? (
              <Button
                variant="quiet"
                className="toast-action"
                onPress={() => {
                  action.run();
                  toasts.close(toast.key);
                }}
              >
                {action.label}
              </Button>
            ) : null}
            <IconButton
              label={texts.toasts.dismiss}
              icon={<X />}
              onPress={() => toasts.close(toast.key)}
            />
          </Toast>
        );
      }}
    </ToastRegion>
  );
}
