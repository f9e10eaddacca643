import useSWRImmutable from "swr/immutable";
import { apiPath } from "glint-client";
import { request } from "./request";

/** The ways to sign in here. */
interface Providers {
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** Whether signing in by name alone is offered. */
  readonly devLogin: boolean;
  /** What keeps everybody from signing in, and what to do about it. */
  readonly missing: string | null;
}

export function useProviders() {
  return useSWRImmutable(["providers"], () =>
    request<Providers>("GET", apiPath("auth", "providers")),
  );
}
