import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { restoreKept } from "./data/cache";
import { applyStoredTheme } from "./shell/theme";
import { ignoreComposingKeys } from "./ui/composing";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

applyStoredTheme();
ignoreComposingKeys();
void restoreKept().finally(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  import("./offline/register")
    .then(({ registerServiceWorker }) => registerServiceWorker())
    .catch(() => undefined); // where the browser forbids it, the app is as it was without
}
