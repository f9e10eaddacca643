import { IMPORT_MAX_BYTES } from "glint-client/wire";
import { readCsv } from "./csv";
import { readMarkdown, writeMarkdown } from "./markdown";
import { readMicrosoft } from "./microsoft";
import { check, FileError, type ExchangedList, type FileErrors } from "./model";
import { readStructured, writeJson, writeYaml, type ShapeErrors } from "./structured";

export const FORMATS = {
  markdown: { ending: "md", type: "text/markdown", write: writeMarkdown },
  yaml: { ending: "yaml", type: "application/yaml", write: writeYaml },
  json: { ending: "json", type: "application/json", write: writeJson },
} as const;

export type Format = keyof typeof FORMATS;

export interface ReadErrors extends FileErrors, ShapeErrors {
  readonly tooLarge: (mebibytes: number) => string;
  readonly unknownTable: string;
  readonly empty: string;
}

/**
 * Read the lists in a file of any of the formats, in exports of Todoist and Microsoft To Do, or in plain lines. Throws
 * a FileError, with the line.
 */
export function readFile(name: string, text: string, errors: ReadErrors): readonly ExchangedList[] {
  if (new TextEncoder().encode(text).length > IMPORT_MAX_BYTES)
    throw new FileError(1, errors.tooLarge(IMPORT_MAX_BYTES / 2 ** 20));
  const lists = read(name, text.replace(/^\ufeff/, ""), errors);
  if (lists.every(({ todos }) => todos.length === 0)) throw new FileError(1, errors.empty);
  check(lists, errors);
  return lists;
}

function read(name: string, text: string, errors: ReadErrors): readonly ExchangedList[] {
  if (/\.csv$/i.test(name)) return readCsv(text, errors.unknownTable);
  if (/^\s*[[{]/.test(text) && /\.json$/i.test(name))
    return readMicrosoft(text) ?? readStructured(text, errors);
  if (/\.(json|ya?ml)$/i.test(name)) return readStructured(text, errors);
  return readMarkdown(text);
}
