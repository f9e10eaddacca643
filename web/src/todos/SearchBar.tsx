import { Search, X } from "lucide-react";
import type { RefObject } from "react";
import { Button, Input, SearchField } from "react-aria-components";
import { texts } from "../texts";
import { FilterChoice } from "./FilterChoice";
import type { Filter } from "./search";

interface SearchBarProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Null where there is nothing to filter by. */
  readonly onFilter: ((filter: Filter | null) => void) | null;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

/** Search the open list, and filter it. */
export default function SearchBar({ field, query, onQuery, onFilter, onClose }: SearchBarProps) {
  return (
    <div
      className="search-bar"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <SearchField
        aria-label={texts.search.label}
        className="search"
        value={query}
        onChange={onQuery}
        autoFocus
      >
        <Search aria-hidden="true" />
        <Input
          ref={field}
          dir="auto"
          placeholder={texts.search.placeholder}
          className="search-input"
        />
        <Button
          slot={null}
          className="icon-button"
          aria-label={texts.search.close}
          onPress={onClose}
        >
          <X />
        </Button>
      </SearchField>
      {onFilter ? <FilterChoice onFilter={onFilter} /> : null}
    </div>
  );
}
