import { createContext, useContext } from "react";
import type { Team, User } from "glint-client/wire";

export interface Workspace {
  readonly me: User;
  readonly team: Team;
  /** All teams, then the personal space. */
  readonly workspaces: readonly Team[];
  /** The open set; null while none is chosen. */
  readonly setId: string | null;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The signed-in person and the open team; only below `Shell`. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace needs a Shell above it");
  return workspace;
}
