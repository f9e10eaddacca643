import "../styles/commands.css";
import { Search } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  TextField,
} from "react-aria-components";
import { textsCommands } from "../texts/commands";
import { textsMine } from "../texts/mine";
import { afterTwoFrames } from "../ui/frames";
import { placeIn } from "./ranking";
import { useCommands, type Command, type Found } from "./use-commands";

interface CommandMenuProps {
  readonly onClose: () => void;
}

/** Go to a list or a todo, or run a command, by a few letters of its name. */
export default function CommandMenu({ onClose }: CommandMenuProps) {
  const [typed, setTyped] = useState("");
  const found = useCommands(typed);
  const sections = sectionsOf(found);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onClose();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="overlay commands-overlay"
    >
      <Modal className="modal commands">
        <Dialog aria-label={textsCommands.title} className="commands-dialog">
          <div className="commands-box" onKeyDownCapture={closeByKey}>
            <Autocomplete inputValue={typed} onInputChange={setTyped}>
              <TextField aria-label={textsCommands.title} className="commands-field" autoFocus>
                <Search aria-hidden="true" />
                <Input
                  role="combobox"
                  aria-expanded
                  dir="auto"
                  placeholder={textsCommands.placeholder}
                  className="search-input"
                  enterKeyHint="go"
                />
              </TextField>
              <ListBox className="commands-list" aria-label={textsCommands.results}>
                {sections.map(({ name, items }) => (
                  <ListBoxSection key={name} id={name}>
                    <Header className="commands-heading">{name}</Header>
                    {items.map((command) => (
                      <CommandItem key={command.id} {...{ command, typed, onClose }} />
                    ))}
                  </ListBoxSection>
                ))}
              </ListBox>
            </Autocomplete>
            <p className="commands-note" role="status">
              {noteOf(found, sections.length === 0, typed)}
            </p>
            <Keys />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Section {
  readonly name: string;
  readonly items: readonly Command[];
}

/** The best fit first; what the server finds comes later, and last, so that nothing moves away from who chooses. */
function sectionsOf({ goTo, todos, commands, elsewhere }: Found): readonly Section[] {
  const { goTo: places, todos: titles, commands: actions } = textsCommands;
  const here = [
    { name: places, ...goTo },
    { name: titles, ...todos },
    { name: actions, ...commands },
  ].sort((a, b) => a.rank - b.rank);
  return [...here, { name: textsMine.elsewhere, items: elsewhere }].filter(
    ({ items }) => items.length > 0,
  );
}

function noteOf({ isSearching }: Found, isEmpty: boolean, typed: string): string | null {
  if (isSearching) return textsMine.searching;
  return isEmpty ? textsCommands.none(typed.trim()) : null;
}

interface CommandItemProps extends CommandMenuProps {
  readonly command: Command;
  readonly typed: string;
}

function CommandItem({ command, typed, onClose }: CommandItemProps) {
  const { id, label, about, place, icon, reason, shortcut, danger, isDone, run } = command;
  const aside = about ?? place;
  return (
    <ListBoxItem
      id={id}
      textValue={label}
      className={danger ? "menu-item menu-danger" : "menu-item"}
      isDisabled={Boolean(reason)}
      onAction={() => {
        onClose();
        // Run it once the focus is back where it was: a dialog that it opens gives the focus back there.
        afterTwoFrames(run);
      }}
    >
      {icon}
      <span dir="auto" className={isDone ? "commands-name is-completed" : "commands-name"}>
        <Marked name={label} typed={typed} />
      </span>
      {(reason ?? aside) ? (
        <span dir="auto" className="commands-aside">
          {reason ?? aside}
        </span>
      ) : null}
      {shortcut ? <kbd aria-hidden="true">{shortcut}</kbd> : null}
    </ListBoxItem>
  );
}

/** A name, with what was typed underlined. */
function Marked({ name, typed }: { readonly name: string; readonly typed: string }) {
  const place = placeIn(name, typed);
  if (place === null) return name;
  const [start, end] = place;
  return (
    <>
      {name.slice(0, start)}
      <u>{name.slice(start, end)}</u>
      {name.slice(end)}
    </>
  );
}

function Keys() {
  return (
    <div className="commands-keys" aria-hidden="true">
      {textsCommands.keys.map(({ keys, does }) => (
        <span key={keys}>
          <kbd>{keys}</kbd> {does}
        </span>
      ))}
    </div>
  );
}
