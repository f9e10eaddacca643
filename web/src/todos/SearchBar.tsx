import { Search, X } from "lucide-react";
import type { RefObject } from "react";
import { Button, Input, SearchField } from "react-aria-components";
import { texts } from "../texts";

interface SearchBarProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

/** The field that filters the open list. */
export function SearchBar({ field, query, onQuery, onClose }: SearchBarProps) {
  return (
    <SearchField
      aria-label={texts.search.label}
      className="search"
      value={query}
      onChange={onQuery}
      autoFocus
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <Search aria-hidden="true" />
      <Input
        ref={field}
        dir="auto"
        placeholder={texts.search.placeholder}
        className="search-input"
      />
      <Button slot={null} className="icon-button" aria-label={texts.search.close} onPress={onClose}>
        <X />
      </Button>
    </SearchField>
  );
}
