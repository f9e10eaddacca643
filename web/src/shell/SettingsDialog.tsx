import "../styles/settings.css";
import { useChoice, type DeviceChoice } from "../device-choice";
import {
  chosenLanguage,
  language,
  languageChoice,
  preferredLanguage,
  type Language,
} from "../texts/language";
import { LANGUAGES, textsOfSettings as t } from "../texts/settings";
import { Choice } from "../ui/Choice";
import { density, rowLines, sound, theme } from "../ui/looks";
import { ModalDialog } from "../ui/ModalDialog";
import { playSound } from "../ui/sound";

/** What each device has its own way of: language, looks, sound. */
export default function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog title={t.title} onClose={onClose}>
      <div className="settings">
        <LanguageSetting />
        <Setting label={t.theme} choice={theme} names={t.themes} />
        <Setting label={t.density} choice={density} names={t.densities} />
        <Switch label={t.lines} choice={rowLines} />
        <Switch label={t.sound} choice={sound} onTurnedOn={() => void playSound()} />
      </div>
      <p className="field-hint">{t.hint}</p>
    </ModalDialog>
  );
}

/** Texts are made when the app starts: it starts again. Drafts and unsent changes are kept. */
function LanguageSetting() {
  const value = useChoice(languageChoice);
  const names: Readonly<Record<"system" | Language, string>> = {
    system: t.sameAsBrowser(LANGUAGES[preferredLanguage(navigator.languages)]),
    ...LANGUAGES,
  };
  return (
    <Choice
      label={t.language}
      options={optionsOf(names)}
      value={value}
      onChange={(chosen) => {
        languageChoice.choose(chosen);
        if (chosenLanguage() !== language) location.reload();
      }}
    />
  );
}

interface SettingProps<T extends string> {
  readonly label: string;
  readonly choice: DeviceChoice<T>;
  readonly names: Readonly<Record<T, string>>;
}

function Setting<T extends string>({ label, choice, names }: SettingProps<T>) {
  const value = useChoice(choice);
  const change = (chosen: T) => choice.choose(chosen);
  return <Choice label={label} options={optionsOf(names)} value={value} onChange={change} />;
}

function optionsOf<T extends string>(names: Readonly<Record<T, string>>) {
  return (Object.keys(names) as T[]).map((value) => ({ value, name: names[value] }));
}

interface SwitchProps {
  readonly label: string;
  readonly choice: DeviceChoice<"off" | "on">;
  readonly onTurnedOn?: () => void;
}

function Switch({ label, choice, onTurnedOn }: SwitchProps) {
  const isOn = useChoice(choice) === "on";
  return (
    <label className="setting-switch">
      {label}
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        onChange={({ target }) => {
          choice.choose(target.checked ? "on" : "off");
          if (target.checked) onTurnedOn?.();
        }}
      />
    </label>
  );
}
