import { useState } from "react";
import { useHue } from "./face-hues";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly size?: "small" | "medium";
}

/**
 * A user's picture, or the initials on a stable colour. Decorative: put the name beside it. The
 * initials are drawn by CSS and not part of the text.
 */
export function Avatar({ id, name, url, size = "small" }: AvatarProps) {
  const hue = useHue(id);
  const [broken, setBroken] = useState<string | null>(null);
  const shown = url !== null && url !== broken;
  return (
    <span
      className={`avatar avatar-${size} hue-${hue}`}
      data-initials={shown ? "" : initialsOf(name)}
      aria-hidden="true"
    >
      {shown ? (
        <img src={url} alt="" referrerPolicy="no-referrer" onError={() => setBroken(url)} />
      ) : null}
    </span>
  );
}

const letters = new Intl.Segmenter();
/** Two of these have no room. */
const WIDE = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;

/** The first letters of the first and the last word, or the first two of a single one; one where it is a wide one. */
export function initialsOf(name: string): string {
  const [first = "", ...others] = name.split(/[\s._-]+/u).filter(Boolean);
  const last = others.at(-1);
  if (WIDE.test(first)) return firstLetters(first, 1).join("");
  const picked = last
    ? [...firstLetters(first, 1), ...firstLetters(last, 1)]
    : firstLetters(first, 2);
  return picked.join("").toLocaleUpperCase();
}

function firstLetters(word: string, count: number): readonly string[] {
  return Array.from(letters.segment(word), ({ segment }) => segment).slice(0, count);
}
