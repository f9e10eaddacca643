import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "glint-client";
import { useMyPermissionsIn } from "../data/permissions";
import {
  endShareLink,
  mayGive,
  rotateShareLink,
  useShareLinks,
  type LinkedList,
} from "../data/share-links";
import {
  LINKS_MAX,
  type NewShareLink,
  type Permissions,
  type ShareLink,
  type TodoSet,
} from "glint-client/wire";
import { textsOfShareLinks as t } from "../texts/share-links";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { IconButton } from "../ui/IconButton";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { ShownOnce } from "../ui/ShownOnce";
import { UseAndExpiry } from "../ui/UseAndExpiry";
import { useNextRowFocus } from "../ui/use-next-row-focus";
import { WithReason } from "../ui/WithReason";
import { useWorkspace } from "../workspace/workspace";
import { GuestRightsDialog } from "./GuestRights";
import { ListImages } from "./ListImages";
import { NewLinkForm } from "./NewLinkForm";

interface ShareLinksDialogProps {
  readonly set: TodoSet;
  readonly onClose: () => void;
}

/** The links by which a list is seen without signing in: each with its new address and its end, and a form for another one. */
export default function ShareLinksDialog({ set, onClose }: ShareLinksDialogProps) {
  const { team } = useWorkspace();
  const list = { teamId: team.id, setId: set.id };
  const query = useShareLinks(list);
  const links = query.data;
  const [made, setMade] = useState<NewShareLink | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { list: rows, leave } = useNextRowFocus(links ?? null, ".icon-button");
  return (
    <ModalDialog title={t.title(set.name)} onClose={onClose} wide isDismissable={false}>
      <p className="dialog-text">{t.intro}</p>
      {query.error ? <p role="alert">{sentenceOf(query.error)}</p> : null}
      {made ? (
        <ShownOnce key={made.token} label={t.link(made.name)} hint={t.once} value={made.url} />
      ) : null}
      <div ref={rows} tabIndex={-1}>
        {links ? <LinkList list={list} links={links} onAsk={setAsked} /> : null}
        {links || query.error ? null : <Loading lines={2} />}
      </div>
      {links && links.length >= LINKS_MAX ? (
        <p className="dialog-text">{t.full(LINKS_MAX)}</p>
      ) : (
        <NewLinkForm list={list} onMade={setMade} />
      )}
      <ListImages list={list} />
      {asked ? (
        <Question
          {...{ asked, list }}
          onClose={() => setAsked(null)}
          onRotated={setMade}
          onEnd={(id) => {
            leave(id);
            if (id === made?.id) setMade(null);
          }}
        />
      ) : null}
    </ModalDialog>
  );
}

/** What the user is asked. */
interface Asked {
  readonly what: "change" | "rotate" | "end";
  readonly link: ShareLink;
}

interface LinkListProps {
  readonly list: LinkedList;
  readonly links: readonly ShareLink[];
  readonly onAsk: (asked: Asked) => void;
}

function LinkList({ list, links, onAsk }: LinkListProps) {
  const mine = useMyPermissionsIn(list.teamId, list.setId).data?.permissions;
  if (links.length === 0) return <p className="dialog-text">{t.none}</p>;
  return (
    <ul className="member-list" aria-label={t.links}>
      {links.map((link) => (
        <li key={link.id} className="member">
          <Description link={link} />
          <IconButton
            label={t.change(link.name)}
            icon={<Pencil />}
            onPress={() => onAsk({ what: "change", link })}
          />
          <WithReason reason={mayRotate(link, mine) ? null : t.mayNotRotate}>
            <IconButton
              label={t.rotate(link.name)}
              icon={<RefreshCw />}
              isDisabled={!mayRotate(link, mine)}
              onPress={() => onAsk({ what: "rotate", link })}
            />
          </WithReason>
          <IconButton
            label={t.end(link.name)}
            icon={<Trash2 />}
            onPress={() => onAsk({ what: "end", link })}
          />
        </li>
      ))}
    </ul>
  );
}

/** Whether the user, who would get the new address, may do what it allows; as long as that is not known, yes. */
function mayRotate({ allows }: ShareLink, mine: Permissions | undefined): boolean {
  return mine === undefined || allows.every((right) => mayGive(mine, right));
}

function Description({ link }: { readonly link: ShareLink }) {
  const { name, allows, usedAt, expiresAt } = link;
  return (
    <span className="member-names">
      <span className="member-name" dir="auto">
        {name}
      </span>
      <span className="member-username">
        {allows.length > 0 ? t.may(allows.map((right) => t.right[right])) : t.mayView}
      </span>
      <UseAndExpiry unused={t.unused} {...{ usedAt, expiresAt }} />
    </span>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  readonly list: LinkedList;
  readonly onClose: () => void;
  readonly onRotated: (link: NewShareLink) => void;
  /** The link is about to end. */
  readonly onEnd: (id: string) => void;
}

function Question({ asked, list, onClose, onRotated, onEnd }: QuestionProps) {
  const { what, link } = asked;
  switch (what) {
    case "change":
      return <GuestRightsDialog {...{ list, link, onClose }} />;
    case "rotate":
      return (
        <ConfirmDialog
          title={t.rotateTitle(link.name)}
          message={t.rotateText}
          action={t.rotateAction}
          onClose={onClose}
          onConfirm={async () => onRotated(await rotateShareLink(list, link.id))}
        />
      );
    case "end":
      return (
        <ConfirmDialog
          title={t.endTitle(link.name)}
          message={t.endText}
          action={t.endAction}
          onClose={onClose}
          onConfirm={async () => {
            onEnd(link.id);
            await endShareLink(list, link.id);
          }}
        />
      );
  }
}
