import { useState } from "react";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly size?: "small" | "medium";
}

const HUES = 8;

/**
 * A user's picture, or the initials on a stable colour. Decorative: put the name beside it. The
 * initials are drawn by CSS and not part of the text.
 */
export function Avatar({ id, name, url, size = "small" }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = url !== null && url !== broken;
  return (
    <span
      className={`avatar avatar-${size} hue-${hueOf(id)}`}
      data-initials={shown ? "" : initialsOf(name)}
      aria-hidden="true"
    >
      {shown ? (
        <img src={url} alt="" referrerPolicy="no-referrer" onError={() => setBroken(url)} />
      ) : null}
    </span>
  );
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => Array.from(word ?? "")[0]?.toLocaleUpperCase() ?? "").join("");
}

function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return hash % HUES;
}
