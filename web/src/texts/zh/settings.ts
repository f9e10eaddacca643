import type { english } from "../settings";
import type { Translation } from "../language";

export const settings = (): Translation<ReturnType<typeof english>> => ({
  title: "设置",
  hint: "仅对此设备生效。",
  language: "语言",
  sameAsBrowser: (language) => `跟随浏览器（${language}）`,
  theme: "主题",
  themes: { light: "浅色", dark: "深色", system: "跟随系统" },
  density: "密度",
  densities: { roomy: "宽松", compact: "紧凑" },
  lines: "行间分隔线",
  sound: "通知声音",
});
