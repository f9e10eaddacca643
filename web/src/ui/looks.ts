import { DeviceChoice } from "../device-choice";

/** `system` follows the device. */
export const theme = new DeviceChoice("theme", ["system", "light", "dark"]);
/** How high the rows of the list are. */
export const density = new DeviceChoice("density", ["roomy", "compact"]);
/** Whether there are lines between them. */
export const rowLines = new DeviceChoice("lines", ["off", "on"]);

/** Whether notifications are heard. */
export const sound = new DeviceChoice("sound", ["off", "on"]);

/** Apply what was chosen on this device. Call before the first render. */
export function applyLooks(): void {
  for (const choice of [theme, density, rowLines]) choice.apply();
}
