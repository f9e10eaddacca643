import type { english } from "../trash";
import type { Format } from "../format";
import type { Translation } from "../language";

export const trash = ({
  count,
  isolated,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  ofList: (list) => `${quoted(list)}的回收站`,
  todos: "已删除的待办",
  todosHint: "已删除的待办连同子待办和评论在这里保留 30 天。",
  noTodos: "最近 30 天没有删除过待办。",
  listsHint: "已删除的清单连同其中的待办在这里保留 30 天。",
  noLists: "没有你可以恢复的清单。",
  todoCount: (n) => count(n, { other: "个待办" }),
  deletedBy: (who) => `由${isolated(who)}删除`,
  deletedByYou: "由你删除",
  keptUntil: (date) => `保留到${date}`,
  restore: "恢复",
  restoreOne: (title) => `恢复${quoted(title)}`,
  restored: (title) => `${quoted(title)}已恢复。`,
  open: "打开",
  mayNot: "你没有权限删除此待办，因此也不能恢复它。",
  forGood: "永久删除",
  forGoodOne: (title) => `永久删除${quoted(title)}`,
  forGoodTitle: (title) => `永久删除${quoted(title)}？`,
  todoForGood: "它将为所有人删除，包括子待办和评论，文字也会从历史记录中消失。此操作无法撤销。",
  listForGood: "它将为所有人删除，包括所有待办和历史记录，文字不会保留在任何地方。此操作无法撤销。",
  gone: (title) => `${quoted(title)}已永久删除。`,
  missing: (title) => `${quoted(title)}已不在回收站中。`,
  more: "显示更早的",
  unreachable: "恢复联网后会显示回收站。",
  notUpToDate: "你处于离线状态。这是离线之前的内容。",
  failed: (reason) => `无法加载回收站。${reason}`,
});
