export { texts } from "./first";
export { isolated, quoted } from "./format";
export { language } from "./language";
