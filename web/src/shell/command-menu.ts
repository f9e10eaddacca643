import { preloadable } from "../ui/preloadable";

export const { Component: CommandMenu, preload: preloadCommandMenu } = preloadable(
  () => import("./CommandMenu"),
);
