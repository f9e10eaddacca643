import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about webhooks: loaded with their dialog. */
export const english = ({ isolated, quoted }: Format) => ({
  title: (name: string) => `Webhooks of ${isolated(name)}`,
  introOfTeam:
    "Every change in any list of this team is sent to an address, so that another service hears of it.",
  introOfList:
    "Every change in this list is sent to an address, so that another service hears of it.",
  none: "There are no webhooks yet.",
  webhooks: "Webhooks",
  newTitle: "New webhook",
  url: "Address",
  urlPlaceholder: "https://receiver.example/glint",
  create: "Add webhook",
  secret: "Secret",
  once: "Copy it now. It is shown only this once; the receiver checks by it that what it gets is from here.",
  actions: "Actions",
  unused: "Nothing sent yet",
  delivered: (time: string) => `Delivering. Last sent ${time}`,
  failing: (since: string, why: string) => `Failing since ${since}: ${why}`,
  next: (time: string) => `Next attempt ${time}`,
  paused: (since: string, why: string) => `Paused since ${since}: ${why}`,
  why: {
    status: (status: number | null) => `the answer was ${String(status ?? "none")}`,
    timeout: "there was no answer within 10 seconds",
    unreachable: "the address could not be reached",
    address: "this address is not allowed any more",
  },
  resume: "Try again now",
  replay: "Send again…",
  rotate: "New secret…",
  end: "End webhook…",
  replayTitle: "Send changes again",
  replayText:
    "Each change in a list has a number, its seq. Everything after this number is sent again, in order. Changes are kept for 30 days.",
  replayList: "List",
  replaySince: "After number",
  replayAction: "Send again",
  replayWhole: "This has to be a whole number: 0 for everything.",
  replayTooOld: "The list has no such number, or its changes are too old to be sent again.",
  rotateTitle: "Replace the secret?",
  rotateText:
    "What is sent from now on is signed with a new secret. Until the receiver has it, it may refuse what is sent, which is then sent again.",
  rotateAction: "Replace secret",
  endTitle: (name: string) => `End the webhook to ${quoted(name)}?`,
  endText: "Nothing more is sent there. This cannot be undone.",
  endAction: "End webhook",
});

export const textsOfWebhooks = inLanguage(english, translations?.webhooks);
