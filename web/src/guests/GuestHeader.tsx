import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { isEnded } from "glint-client";
import SearchBar from "../todos/SearchBar";
import { useSession } from "../todos/session";
import { StatusChip } from "../todos/StatusChip";
import { texts } from "../texts";
import { textsOfGuests as t } from "../texts/guests";
import { IconButton } from "../ui/IconButton";
import { useShortcuts } from "../ui/use-shortcuts";
import { guestRightsOf } from "./guest-rights";

interface GuestHeaderProps {
  readonly name: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** The list's name, what guests may do there, the connection status and the search. */
export function GuestHeader({ name, query, onQuery }: GuestHeaderProps) {
  const { permissions, status } = useSession();
  const isOver = isEnded(status);
  const [searching, setSearching] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const openSearch = () => {
    setSearching(true);
    search.current?.focus();
  };
  useShortcuts({ "/": openSearch });
  const close = () => {
    onQuery("");
    setSearching(false);
  };
  const may = guestRightsOf(permissions).map((right) => t.may[right]);
  return (
    <header className="header-bar">
      <div className="header-line">
        <div className="set-heading">
          <h1 className="set-title" dir="auto">
            {name}
          </h1>
        </div>
        <div className="header-tools">
          <StatusChip />
          {searching || isOver ? null : (
            <IconButton label={texts.search.label} icon={<Search />} onPress={openSearch} />
          )}
        </div>
      </div>
      {isOver ? null : <p className="guest-note">{may.length > 0 ? t.noteWith(may) : t.note}</p>}
      {searching ? (
        <SearchBar field={search} query={query} onQuery={onQuery} onFilter={null} onClose={close} />
      ) : null}
    </header>
  );
}
