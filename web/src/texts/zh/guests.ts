import type { english } from "../guests";
import type { Format } from "../format";
import type { Translation } from "../language";

export const guests = ({ listed }: Format): Translation<ReturnType<typeof english>> => ({
  note: "通过链接分享给你，仅供查看。",
  noteWith: (verbs) => `通过链接分享给你。你可以${listed(verbs)}待办。`,
  may: { create: "添加", edit: "编辑", complete: "完成", comment: "评论" },
  over: "此链接已失效",
  overText: "它已被终止、已过期、更换了地址，或者清单已被删除。请向给你链接的人索取新链接。",
  displaced: "此页面已断开连接",
  displacedText: "通过此链接打开清单的人太多。最后打开的人保持实时更新。",
  reconnect: "重新连接",
});
