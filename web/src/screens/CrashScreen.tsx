import { Component, type ReactNode } from "react";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

/** Shows a way out when a screen fails to render; the failure itself goes to the console. */
export class CrashScreen extends Component<{ readonly children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <Notice isPage title={texts.errors.crashTitle} text={texts.errors.crashText} alert>
        <Button variant="primary" onPress={() => window.location.assign("/")}>
          {texts.errors.reload}
        </Button>
      </Notice>
    );
  }
}
