import { LocalizedStringDictionary, LocalizedStringFormatter } from "@internationalized/string";

/** What sentences of a language are made with. */
export interface Format {
  /** Return a number and what is counted: "1 todo", "2,000 todos". */
  readonly count: (n: number, words: WordsByNumber) => string;
  /** Return the parts as a list within a sentence: "read, comment, and manage". */
  readonly listed: (parts: readonly string[]) => string;
  /** Return the parts as a list without "and". */
  readonly commas: (parts: readonly string[]) => string;
  readonly isolated: (text: string) => string;
  /** Return what people have typed in quotation marks, isolated. */
  readonly quoted: (text: string) => string;
}

/** A word for each of the plural categories that a language has. */
export type WordsByNumber = { readonly [category in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const DIRECTION_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Prepare user text for use within a sentence: right-to-left text is isolated, so that it does not reorder the rest. */
export function isolated(text: string): string {
  const plain = text.replace(DIRECTION_CONTROLS, "");
  return plain === text && !RIGHT_TO_LEFT.test(text) ? text : `\u2068${plain}\u2069`;
}

export const quoted = (text: string): string => `“${isolated(text)}”`;

/** Opens what the library keeps for its compiled catalogues: plural rules and numbers, cached by language. */
class Counter extends LocalizedStringFormatter {
  constructor(language: string) {
    super(language, new LocalizedStringDictionary({}));
  }

  count(n: number, words: WordsByNumber): string {
    return `${this.number(n)} ${this.plural(n, words)}`;
  }
}

export function formatOf(language: string): Format {
  const counter = new Counter(language);
  const sentence = new Intl.ListFormat(language);
  const plain = new Intl.ListFormat(language, { style: "narrow" });
  return {
    count: (n, words) => counter.count(n, words),
    listed: (parts) => sentence.format(parts),
    commas: (parts) => plain.format(parts),
    isolated,
    quoted,
  };
}
