import { useId } from "react";
import { REPEAT_MAX_EVERY } from "glint-client/wire";
import { textsDates } from "../texts/dates";
import { Choice } from "../ui/Choice";
import { weekdayOf, weekdays } from "./due";
import { isEveryValid, type DueDraft } from "./due-draft";

const t = textsDates.repeat;
const UNITS = ["never", "day", "week", "month"] as const;

interface RepeatChoiceProps {
  readonly draft: DueDraft;
  readonly locale: string;
  readonly onChange: (changes: Partial<DueDraft>) => void;
}

/** How often the todo is due again; a repeat needs a date. */
export function RepeatChoice({ draft, locale, onChange }: RepeatChoiceProps) {
  const { date, unit } = draft;
  return (
    <>
      <div className="due-pair">
        <Choice
          label={t.label}
          options={UNITS.map((value) => ({ value, name: t[value] }))}
          value={unit}
          isDisabled={date === ""}
          onChange={(chosen) =>
            onChange({
              unit: chosen,
              weekdays: chosen === "week" && date !== "" ? [weekdayOf(date)] : [],
            })
          }
        />
        {unit === "never" ? null : <Every unit={unit} draft={draft} onChange={onChange} />}
      </div>
      {unit === "week" ? <Weekdays draft={draft} locale={locale} onChange={onChange} /> : null}
    </>
  );
}

interface EveryProps extends Pick<RepeatChoiceProps, "draft" | "onChange"> {
  readonly unit: Exclude<DueDraft["unit"], "never">;
}

function Every({ unit, draft, onChange }: EveryProps) {
  const id = useId();
  const isValid = isEveryValid(draft);
  return (
    <div className="field">
      <label htmlFor={id}>{t.every[unit]}</label>
      <input
        id={id}
        className="input"
        inputMode="numeric"
        value={draft.every}
        aria-invalid={!isValid}
        aria-describedby={`${id}-error`}
        onChange={(event) => onChange({ every: event.target.value })}
      />
      <span id={`${id}-error`} className="field-error" role="alert">
        {isValid ? null : t.between(REPEAT_MAX_EVERY)}
      </span>
    </div>
  );
}

function Weekdays({ draft, locale, onChange }: RepeatChoiceProps) {
  const chosen = draft.weekdays;
  return (
    <fieldset className="due-weekdays">
      <legend>{t.on}</legend>
      {weekdays(locale).map(({ day, name }) => (
        <label key={day}>
          <input
            type="checkbox"
            checked={chosen.includes(day)}
            onChange={({ target }) =>
              onChange({
                weekdays: target.checked
                  ? [...chosen, day]
                  : chosen.filter((other) => other !== day),
              })
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
