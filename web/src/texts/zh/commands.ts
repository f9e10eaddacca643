import type { english } from "../commands";
import type { Format } from "../format";
import type { Translation } from "../language";

export const commands = ({ quoted }: Format): Translation<ReturnType<typeof english>> => ({
  title: "搜索和命令",
  placeholder: "查找待办或清单，或运行命令",
  results: "结果",
  goTo: "前往",
  todos: "待办",
  commands: "命令",
  none: (query) => `没有与${quoted(query)}匹配的内容`,
  keys: [
    { keys: "↑↓", does: "选择" },
    { keys: "↵", does: "打开" },
    { keys: "Esc", does: "关闭" },
  ],
});
