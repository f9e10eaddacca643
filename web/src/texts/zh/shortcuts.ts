import type { english } from "../shortcuts";
import type { Translation } from "../language";

export const shortcuts = (): Translation<ReturnType<typeof english>> => [
  {
    name: "任何位置",
    keys: [
      { keys: ["Ctrl K"], does: "前往清单或待办，或运行命令" },
      { keys: ["n"], does: "添加待办" },
      { keys: ["/"], does: "搜索此清单" },
      { keys: ["Ctrl Z"], does: "撤销你的上一次更改" },
      { keys: ["Ctrl Shift Z"], does: "重做" },
      { keys: ["Ctrl ,"], does: "打开设置" },
      { keys: ["?"], does: "显示此帮助" },
    ],
  },
  {
    name: "在清单中",
    keys: [
      { keys: ["↑", "↓"], does: "前往其他待办" },
      { keys: ["→", "←"], does: "展开和收起子待办" },
      { keys: ["Enter", "e"], does: "编辑" },
      { keys: ["Space", "c"], does: "完成或重新打开" },
      { keys: ["m"], does: "认领或取消认领" },
      { keys: ["s"], does: "添加子待办" },
      { keys: ["o"], does: "打开评论" },
      { keys: ["Alt ↑", "Alt ↓"], does: "上移或下移" },
      { keys: ["Tab", "Alt →"], does: "变为上一项的子待办" },
      { keys: ["Shift Tab", "Alt ←"], does: "上移一级" },
      { keys: ["Esc", "Tab"], does: "依次按下，离开清单" },
      { keys: ["Delete"], does: "删除" },
    ],
  },
  {
    name: "选择",
    keys: [
      { keys: ["x"], does: "选择或取消选择" },
      { keys: ["Shift ↑", "Shift ↓"], does: "选择多项" },
      { keys: ["Ctrl A"], does: "全选" },
      { keys: ["Esc"], does: "清除选择" },
    ],
  },
  {
    name: "编辑时",
    keys: [
      { keys: ["Enter"], does: "保存或发送" },
      { keys: ["Tab", "Shift Tab"], does: "变为子待办，或上移一级" },
      { keys: ["Shift Enter"], does: "在评论中换行" },
      { keys: ["Esc"], does: "取消，并保留草稿" },
    ],
  },
];
