import { textsLater } from "../texts/later";
import { Choice } from "./Choice";

export const DAY_S = 86_400;

interface LifetimeChoiceProps<Days extends string> {
  /** The numbers of days that are offered. */
  readonly offered: readonly Days[];
  readonly days: Days;
  readonly onChange: (days: Days) => void;
}

/** After how many days something that gives access is to expire. */
export function LifetimeChoice<Days extends string>(props: LifetimeChoiceProps<Days>) {
  const t = textsLater.access;
  return (
    <Choice
      label={t.lifetime}
      options={props.offered.map((value) => ({ value, name: t.days(Number(value)) }))}
      value={props.days}
      onChange={props.onChange}
    />
  );
}
