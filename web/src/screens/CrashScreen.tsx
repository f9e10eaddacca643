import { Component, type ReactNode } from "react";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

/** Whether a script could not be loaded: after a deployment, those of an older build may be gone. */
let scriptMissing = false;
window.addEventListener("vite:preloadError", () => {
  scriptMissing = true;
});

/** Show a way out when a screen fails to render; the error itself is logged to the console. */
export class CrashScreen extends Component<{ readonly children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    const { crashTitle, crashText, newerTitle, newerText } = texts.errors;
    return (
      <main className="centered">
        <Notice
          isPage
          title={scriptMissing ? newerTitle : crashTitle}
          text={scriptMissing ? newerText : crashText}
          alert
        >
          <Button
            variant="primary"
            onPress={() => (scriptMissing ? window.location.reload() : window.location.assign("/"))}
          >
            {texts.errors.reload}
          </Button>
        </Notice>
      </main>
    );
  }
}
