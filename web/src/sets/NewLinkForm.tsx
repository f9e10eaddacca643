import { useState, type ReactNode } from "react";
import { createShareLink, type GuestRight, type LinkedList } from "../data/share-links";
import { NameForm } from "../drafts/NameForm";
import { LINK_NAME_MAX_CHARS, type NewShareLink } from "glint-client/wire";
import { textsOfShareLinks as t } from "../texts/share-links";
import { DAY_S, LifetimeChoice } from "../ui/LifetimeChoice";
import { useWorkspace } from "../workspace/workspace";
import { GuestRights } from "./GuestRights";

const LIFETIMES = ["1", "7", "30", "90", "365"] as const;

interface NewLinkFormProps {
  readonly list: LinkedList;
  readonly onMade: (link: NewShareLink) => void;
}

/** What a new share link is called, and for how long it works. */
export function NewLinkForm({ list, onMade }: NewLinkFormProps) {
  const { me } = useWorkspace();
  const [days, setDays] = useState<(typeof LIFETIMES)[number]>("30");
  const [allows, setAllows] = useState<readonly GuestRight[]>([]);
  const make = async (name: string) => {
    onMade(await createShareLink(list, { name, allows, expiresIn: Number(days) * DAY_S }));
    setAllows([]);
  };
  return (
    <section className="invites">
      <h3>{t.new}</h3>
      <NameForm
        label={t.name}
        placeholder={t.namePlaceholder}
        autoComplete="off"
        draft={{ userId: me.id, setId: `links-${list.setId}`, place: "new-name" }}
        maxLength={LINK_NAME_MAX_CHARS}
        action={t.create}
        onSave={make}
        actions={(submit: ReactNode) => (
          <>
            <GuestRights list={list} chosen={allows} onChange={setAllows} />
            <div className="invite-terms">
              <LifetimeChoice offered={LIFETIMES} days={days} onChange={setDays} />
            </div>
            <div className="dialog-actions">{submit}</div>
          </>
        )}
      />
    </section>
  );
}
