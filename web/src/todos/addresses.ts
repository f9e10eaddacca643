/** A piece of a title; `href` is null where it is not an address. */
export interface TitlePart {
  readonly text: string;
  readonly href: string | null;
}

/** Ends before spaces, quotation marks, angle brackets, CJK punctuation, and characters that change the direction. */
const ADDRESS = /(?<![\p{L}\p{N}])https?:\/\/[^\s"“”<>「」『』（）、。，\p{Cc}\p{Cf}]+/giu;

/** Split a title at its http and https addresses. The parts together are the title. */
export function partsOf(title: string): readonly TitlePart[] {
  const parts: TitlePart[] = [];
  let end = 0;
  for (const { 0: found, index } of title.matchAll(ADDRESS)) {
    const text = withoutPunctuation(found);
    if (!URL.canParse(text)) continue;
    parts.push({ text: title.slice(end, index), href: null }, { text, href: new URL(text).href });
    end = index + text.length;
  }
  parts.push({ text: title.slice(end), href: null });
  return parts.filter((part) => part.text !== "");
}

/** Cut off what ends the sentence around an address, and a bracket that was opened before it. */
function withoutPunctuation(address: string): string {
  let text = address;
  for (;;) {
    const isUnopened = text.endsWith(")") && count(text, ")") > count(text, "(");
    if (!isUnopened && !/[.,;:!?'’\]}*]$/u.test(text)) return text;
    text = text.slice(0, -1);
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
