import { announce } from "@react-aria/live-announcer";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { textsLater } from "../texts/later";
import { Button } from "./Button";
import { notifyFailure } from "./toasts";

const COPIED_SHOWN_MS = 2_000;

/** Copy a text, and confirm it. Shows nothing if the browser has no clipboard (over http). */
export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(textsLater.copy.done, "polite");
    setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
  };
  if (!("clipboard" in navigator)) return null;
  return (
    <Button onPress={() => void copy().catch(notifyFailure)}>
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {copied ? textsLater.copy.done : textsLater.copy.action}
    </Button>
  );
}
