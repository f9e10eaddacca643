import type { Rights } from "./set-api";
import type { Todo } from "./types";

/** A list as it was last seen on this device. */
export interface KeptList extends Rights {
  readonly todos: readonly Todo[];
  readonly seq: number;
  /** Whether `todos` is all that the events up to `seq` say, so that the events after it lead on. */
  readonly exact: boolean;
}

/** Where one list is kept between visits. Nothing here fails: what cannot be kept is loaded again. */
export interface ListKeeper {
  /** Null when it was never kept. */
  read(): Promise<KeptList | null>;
  write(list: KeptList): Promise<void>;
  forget(): Promise<void>;
}
