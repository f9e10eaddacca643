import type { Member } from "glint-client/wire";
import { partsOf } from "./mentions";

interface CommentTextProps {
  readonly text: string;
  readonly people: readonly Member[];
}

/** A comment, in which those whom it names after `@` stand out. */
export function CommentText({ text, people }: CommentTextProps) {
  return partsOf(text, people).map(({ text: part, isMention }, index) =>
    isMention ? (
      <strong key={index} className="mention" dir="auto">
        {part}
      </strong>
    ) : (
      part
    ),
  );
}
