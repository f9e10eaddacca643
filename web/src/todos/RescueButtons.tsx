import { TITLE_MAX_CHARS } from "glint-client/wire";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { useListView } from "./list-view";
import { revealSoon } from "./reveal";
import { useSession } from "./session";

interface RescueButtonsProps {
  readonly text: string;
  /** The text is no longer needed. */
  readonly onDone: () => void;
}

/** The actions for a text whose field is gone. */
export function RescueButtons({ text, onDone }: RescueButtonsProps) {
  const { createTodo } = useSession();
  const { rights, showAll } = useListView();
  const add = () => {
    showAll();
    revealSoon(createTodo(text, null));
    onDone();
  };
  return (
    <>
      {rights.create && text.length <= TITLE_MAX_CHARS ? (
        <Button variant="primary" onPress={add}>
          {textsLater.drafts.addAsNew}
        </Button>
      ) : null}
      <CopyButton text={text} />
      <Button onPress={onDone}>{textsLater.drafts.discard}</Button>
    </>
  );
}
