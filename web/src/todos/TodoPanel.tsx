import type { Todo } from "glint-client/wire";
import "../styles/panel.css";
import { Hand, X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { IconButton } from "../ui/IconButton";
import { useMediaQuery } from "../ui/use-media-query";
import { AssigneePicker } from "./AssigneePicker";
import { DueField } from "./DueField";
import { ClaimControl } from "./ClaimControl";
import { Description } from "./Description";
import { useListView } from "./list-view";
import { PanelTabs } from "./PanelTabs";
import { rowOf } from "./row-focus";
import { useSession } from "./session";
import { shownName } from "./shown-name";
import { TitleText } from "./TitleText";
import { Circle } from "./TodoRow";
import { useComments } from "./use-comments";
import type { Followed } from "./use-followed";

interface TodoPanelProps {
  readonly opened: Followed;
}

/** The open todo: beside the list where there is room, else a dialog over it, on phones a sheet. */
export default function TodoPanel({ opened }: TodoPanelProps) {
  const { open, access } = useListView();
  const isBeside = useMediaQuery("(min-width: 1100px)");
  const [opener] = useState(() => document.activeElement);
  const { todo, isGone } = opened;
  const thread = useComments(todo);
  const close = () => {
    open(null);
    returnFocus(opener, todo.id);
  };
  const content = (
    <>
      <header className="panel-header">
        <Circle todo={todo} isGone={isGone} />
        <Heading {...(isBeside ? {} : { slot: "title" })} level={2} dir="auto">
          <TitleText title={todo.title} />
        </Heading>
        <IconButton label={texts.common.close} icon={<X />} onPress={close} />
      </header>
      {isGone ? (
        <p className="panel-gone" role="alert">
          {textsLater.panel.gone}
        </p>
      ) : (
        <>
          <DueField todo={todo} />
          {access === "member" ? <AssigneePicker todo={todo} /> : null}
          <Claim todo={todo} />
        </>
      )}
      <Description
        key={todo.id}
        todo={todo}
        isGone={isGone}
        text={thread.description}
        error={thread.error}
      />
      <PanelTabs todo={todo} isGone={isGone} thread={thread} />
    </>
  );
  return isBeside ? (
    <Aside title={todo.title} onClose={close}>
      {content}
    </Aside>
  ) : (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
      className="overlay"
    >
      <Modal className="modal panel-modal">
        <Dialog className="panel">{content}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface AsideProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** It takes the focus, unless its field has done so. */
function Aside({ title, onClose, children }: AsideProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!box.current?.contains(document.activeElement)) box.current?.focus();
  }, []);
  return (
    <aside
      ref={box}
      className="panel panel-beside"
      aria-label={textsLater.panel.label(title)}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      {children}
    </aside>
  );
}

/** Who has claimed it; by touch, where a row has no button for it, with one to claim or release it. */
function Claim({ todo }: { readonly todo: Todo }) {
  const { claim } = useSession();
  const { myId, rights, isTouch } = useListView();
  const { id, claimedBy, claimedByName, completed } = todo;
  const isFree = claimedBy === null;
  const mayTouch = isTouch && rights.claim(todo) && !completed;
  if (isFree && !mayTouch) return <ClaimControl todo={todo} />;
  return (
    <div className="panel-fact">
      <span>{textsLater.panel.claimedBy}</span>
      {isFree ? null : (
        <>
          <ClaimControl todo={todo} />
          <bdi>{claimedBy === myId ? texts.todos.you : shownName(claimedBy, claimedByName)}</bdi>
        </>
      )}
      {mayTouch ? (
        <Button className="fact-button" onPress={() => claim(id, isFree)}>
          <Hand aria-hidden="true" />
          <span>{isFree ? texts.todos.claim : texts.todos.release}</span>
        </Button>
      ) : null}
    </div>
  );
}

/** Focus what had it before the panel opened; its row if that is gone, as an item of a menu is. */
function returnFocus(opener: Element | null, todoId: string): void {
  requestAnimationFrame(() => {
    const there = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    const place = there ? opener : rowOf(document.body, todoId);
    (place ?? document.getElementById("main"))?.focus();
  });
}
