import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { applyStoredTheme } from "./shell/theme";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

applyStoredTheme();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
