import type { english } from "../share-links";
import type { Format } from "../format";
import type { Translation } from "../language";

export const shareLinks = ({
  listed,
  quoted,
}: Format): Translation<ReturnType<typeof english>> => ({
  title: (list) => `${quoted(list)}的分享链接`,
  intro: "任何拿到链接的人都能实时看到此清单，无需登录。他们看不到团队里有谁。",
  none: "此清单没有分享链接。",
  links: "分享链接",
  mayView: "访客只能查看",
  may: (rights) => `访客可以${listed(["查看", ...rights])}`,
  right: {
    create: "添加待办",
    edit: "编辑",
    complete: "完成",
    comment: "评论",
  },
  change: (name) => `更改通过${quoted(name)}的访客权限`,
  changeTitle: (name) => `通过${quoted(name)}的访客权限`,
  mayDo: "除了查看，访客还可以…",
  onlyYours: "你只能允许访客做你自己在此清单中可以做的事。",
  mayNotRotate: "此链接允许的事，你自己并非都可以做",
  unused: "尚未使用",
  rotate: (name) => `为${quoted(name)}更换地址`,
  rotateTitle: (name) => `为${quoted(name)}更换地址？`,
  rotateText: "当前地址会立即失效，正在查看清单的人也会断开。你会得到新地址，可以再分享出去。",
  rotateAction: "更换地址",
  end: (name) => `终止${quoted(name)}`,
  endTitle: (name) => `终止${quoted(name)}？`,
  endText: "通过此链接进来的人会立即失去访问权限，正在查看清单的人也一样。此操作无法撤销。",
  endAction: "终止链接",
  new: "新建分享链接",
  name: "给谁用，或作什么用？",
  namePlaceholder: "走廊的看板",
  create: "创建链接",
  full: (n) => `此清单有 ${n} 个分享链接。终止一个才能新建。`,
  link: (name) => `分享链接${quoted(name)}`,
  once: "请立即复制。之后不会再显示。",
  images: {
    heading: "用于 README 的图片",
    intro: "任何有图片地址的人都能看到实时的图片，但看不到清单的其他内容。",
    name: { badge: "徽章", checklist: "核对清单" },
    shows: {
      badge: "完成了多少待办",
      checklist: "清单的名称和最前面的待办",
    },
    make: { badge: "制作徽章", checklist: "制作核对清单" },
    markdown: (image) => `${image}的 Markdown`,
    alt: "待办",
    replace: (image) => `为${image}更换地址`,
    end: (image) => `终止${image}`,
    question: {
      replace: (image) => ({
        title: `为${image}更换地址？`,
        message: "使用当前地址的页面将不再显示此图片。",
        action: "更换地址",
      }),
      end: (image) => ({
        title: `终止${image}？`,
        message: "使用其地址的页面将不再显示此图片。",
        action: "终止图片",
      }),
    },
  },
});
