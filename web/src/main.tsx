import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { translateFailures } from "glint-client";
import { App } from "./App";
import { restoreKept } from "./data/cache";
import { ignoreComposingKeys } from "./ui/composing";
import { language } from "./texts";
import { failureSentence } from "./texts/language";
import { applyLooks } from "./ui/looks";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

document.documentElement.lang = language;
translateFailures(failureSentence);
applyLooks();
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
