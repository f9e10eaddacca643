import { language, texts } from "../texts";
import { textsLater } from "../texts/later";

const t = textsLater.access;
const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

interface UseAndExpiryProps {
  /** When it was last used, or null. */
  readonly usedAt: string | null;
  /** Says that it was not. */
  readonly unused: string;
  readonly expiresAt: string;
}

/** When something that gives access was last used, and when it expires. */
export function UseAndExpiry({ usedAt, unused, expiresAt }: UseAndExpiryProps) {
  return (
    <span className="member-username">
      {texts.common.sentences([
        usedAt === null ? unused : t.used(time.format(new Date(usedAt))),
        t.expires(day.format(new Date(expiresAt))),
      ])}
    </span>
  );
}
