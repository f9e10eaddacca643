import type { Format } from "../format";
import type { Translation } from "../language";
import type { english } from "../notifications";

export const notifications = ({
  count,
  isolated,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  title: "通知",
  bell: (unread) => (unread > 0 ? `通知，${unread} 条未读` : "通知"),
  unread: (n) => count(n, { other: "条未读通知" }),
  badge: (unread) => (unread > 99 ? "99+" : `${unread}`),
  readAll: "全部标为已读",
  none: "没有新通知",
  noneText: "有人把待办指派给你、用 @ 提到你，或者你的待办到了截止时间，都会在这里通知你。",
  failed: (reason) => `内容可能不是最新的。${reason}`,
  isUnread: "未读",
  assigned: (who, title) => `${isolated(who)}把${quoted(title)}指派给了你`,
  mentioned: (who, title) => `${isolated(who)}在${quoted(title)}中提到了你`,
  due: (title, when) => `${quoted(title)}的截止时间：${when}`,
  overdue: (title, when) => `${quoted(title)}：${when}`,
  place: (list, team) => `${isolated(list)}，${isolated(team)}`,
  mention: {
    choose: "提到某人",
    found: (n) => count(n, { other: "个可以提到的人" }),
  },
});
