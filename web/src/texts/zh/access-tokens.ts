import type { english } from "../access-tokens";
import type { Format } from "../format";
import type { Translation } from "../language";

export const accessTokens = ({
  isolated,
  listed,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  intro: "有了访问令牌，脚本或其他程序就能以你的名义使用 Glint。",
  none: "你没有访问令牌。",
  allTeams: "所有团队",
  unknownTeam: "你已不在的团队",
  scope: {
    read: "读取",
    write: "更改待办",
    comment: "评论",
    manage: "管理清单和团队",
  },
  may: (scopes) => `可以${listed(scopes)}`,
  summary: (may, team) => `${may} · ${isolated(team)}`,
  unused: "从未使用",
  revoke: (name) => `撤销${isolated(name)}`,
  revokeTitle: (name) => `撤销${quoted(name)}？`,
  revokeText: "使用此令牌的程序将无法再使用 Glint。此操作无法撤销。",
  revokeAction: "撤销令牌",
  new: "新建访问令牌",
  name: "用途",
  namePlaceholder: "备份脚本",
  mayDo: "它可以…",
  team: "团队",
  create: "创建令牌",
  secret: (name) => `访问令牌${quoted(name)}`,
  once: "请立即复制。它只显示这一次；任何拿到它的人都能以你的名义使用 Glint。",
});
