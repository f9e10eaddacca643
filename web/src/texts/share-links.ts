import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about share links: loaded with their dialog. */
export const english = ({ listed, quoted }: Format) => ({
  title: (list: string) => `Share links of ${quoted(list)}`,
  intro:
    "Whoever has a link sees this list live, without signing in. They do not learn who is in the team.",
  none: "This list has no share links.",
  links: "Share links",
  mayView: "Guests may only view",
  may: (rights: readonly string[]) => `Guests may ${listed(["view", ...rights])}`,
  right: {
    create: "add todos",
    edit: "edit",
    complete: "complete",
    comment: "comment",
  },
  change: (name: string) => `Change what guests may do by ${quoted(name)}`,
  changeTitle: (name: string) => `What guests may do by ${quoted(name)}`,
  mayDo: "Besides viewing, guests may …",
  onlyYours: "You can allow guests only what you may do in this list yourself.",
  mayNotRotate: "You may not do all that this link allows",
  unused: "Not used yet",
  rotate: (name: string) => `New address for ${quoted(name)}`,
  rotateTitle: (name: string) => `Give ${quoted(name)} a new address?`,
  rotateText:
    "The current address stops working at once, also for whoever has the list open. You get the new one to pass on.",
  rotateAction: "New address",
  end: (name: string) => `End ${quoted(name)}`,
  endTitle: (name: string) => `End ${quoted(name)}?`,
  endText:
    "Whoever came by this link loses access at once, also if they have the list open. This cannot be undone.",
  endAction: "End link",
  new: "New share link",
  name: "Who or what is it for?",
  namePlaceholder: "Board in the hallway",
  create: "Create link",
  full: (n: number) => `This list has ${n} share links. End one to make another.`,
  link: (name: string) => `Share link ${quoted(name)}`,
  once: "Copy it now. It will not be shown again.",
  images: {
    heading: "Images for a README",
    intro: "Whoever has the address of an image sees it, live, and nothing else of the list.",
    name: { badge: "Badge", checklist: "Checklist" },
    shows: {
      badge: "How many todos are done",
      checklist: "The name of the list and its first todos",
    },
    make: { badge: "Make a badge", checklist: "Make a checklist" },
    markdown: (image: string) => `Markdown for the ${image.toLowerCase()}`,
    alt: "todos",
    replace: (image: string) => `New address for the ${image.toLowerCase()}`,
    end: (image: string) => `End the ${image.toLowerCase()}`,
    question: {
      replace: (image: string) => ({
        title: `Give the ${image.toLowerCase()} a new address?`,
        message: "Pages with the current address no longer show the image.",
        action: "New address",
      }),
      end: (image: string) => ({
        title: `End the ${image.toLowerCase()}?`,
        message: "Pages with its address no longer show it.",
        action: "End image",
      }),
    },
  },
});

export const textsOfShareLinks = inLanguage(english, translations?.shareLinks);
