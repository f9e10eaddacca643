import type { english } from "../mine";
import type { Format } from "../format";
import type { Translation } from "../language";

export const mine = ({
  commas,
  count,
  isolated,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  title: "我的待办",
  count: (n, more) => (more ? `${n}+` : `${n}`),
  link: (n) => `我的待办，${count(n, { other: "项未完成" })}`,
  none: "没有等你处理的待办",
  noneText: "你认领的和别人指派给你的待办都列在这里，来自所有团队。",
  failed: (reason) => `内容可能不是最新的。${reason}`,
  views: { label: "显示方式", list: "按清单", date: "按日期" },
  inTeam: (team) => `在${isolated(team)}`,
  more: "只显示最前面的待办。完成一些后就能看到其余的。",
  elsewhere: "在其他清单中",
  noneElsewhere: (query) => `其他清单中没有与${quoted(query)}匹配的待办`,
  searching: "正在搜索其他清单",
  failedElsewhere: (reason) => `无法搜索其他清单。${reason}`,
  moreElsewhere: "还有更多结果。多输入几个字来缩小范围。",
  assignees: {
    label: "负责人",
    nobody: "无",
    me: "你",
    who: (names) => commas(names.map(isolated)) || "无",
    to: (names) => `已指派给${commas(names.map(isolated))}`,
    change: (names) => `负责人：${commas(names.map(isolated)) || "无"}。更改`,
    choose: (title) => `把${isolated(title)}指派给`,
    mayNot: "你没有权限指派此清单中的待办",
    full: (n) => `一个待办最多可以指派给 ${n} 人。`,
  },
});
