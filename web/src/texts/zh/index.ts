/**
 * Simplified Chinese, loaded as a whole when it is the language in use. Nothing in this folder imports anything but
 * types and constants: see `translations` in ../language.ts.
 *
 * Words: list 清单 · todo 待办 · sub-todo 子待办 · team 团队 · member 成员 · owner 所有者 · co-owner 共同所有者 · admin 管理员 ·
 * guest 访客 · permission 权限 · claim 认领 · release 取消认领 · assign 指派 · complete 完成 · reopen 重新打开 · due 截止 ·
 * overdue 逾期 · repeat 重复 · daily renewal 每日重置 · comment 评论 · draft 草稿 · history 历史记录 · undo 撤销 · redo 重做 ·
 * trash 回收站 · restore 恢复 · invitation link 邀请链接 · share link 分享链接 · access token 访问令牌 · sign in 登录 ·
 * sign out 退出登录 · account 账号 · settings 设置 · offline 离线 · notification 通知 · mention 提到.
 *
 * The reader is 你. Numbers and Latin words have a space on both sides, what people have typed has none (the style sheet
 * adds it where the browser can). Punctuation is full-width, quotation marks are “ ”.
 */
export { accessTokens } from "./access-tokens";
export { commands } from "./commands";
export { dates } from "./dates";
export { descriptions } from "./descriptions";
export { errors } from "./errors";
export { exchange } from "./exchange";
export { first } from "./first";
export { guests } from "./guests";
export { history } from "./history";
export { later } from "./later";
export { mine } from "./mine";
export { notifications } from "./notifications";
export { settings } from "./settings";
export { shareLinks } from "./share-links";
export { shortcuts } from "./shortcuts";
export { trash } from "./trash";
export { webhooks } from "./webhooks";
