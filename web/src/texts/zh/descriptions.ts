import type { english } from "../descriptions";
import type { Format } from "../format";
import type { Translation } from "../language";

export const descriptions = ({
  count,
  isolated,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  heading: "描述",
  add: "添加描述",
  edit: "编辑描述",
  save: "保存",
  cancel: "取消",
  left: (n) => `还可输入 ${count(n, { other: "个字符" })}`,
  tooMany: (n) => `超出 ${count(n, { other: "个字符" })}`,
  unreachable: "联网后会显示描述。",
  failed: (reason) => `无法加载描述。${reason}`,
  open: (title) => `${isolated(title)}有描述。打开`,
  unsaved: (title) => `你对${quoted(title)}的描述尚未保存：`,
});
