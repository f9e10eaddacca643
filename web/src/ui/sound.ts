import { sound } from "./looks";

/** The tones, in Hz, each with its start in seconds: a fifth upwards. */
const TONES = [
  [587.33, 0],
  [880, 0.12],
] as const;
const TONE_SECONDS = 0.35;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Play a short sound if the user wants one on this device. Browsers allow it after the first click on the page. */
export async function playNotificationSound(): Promise<void> {
  if (sound.current() === "on") await playSound();
}

/** Play it in any case, for whoever tries it. */
export async function playSound(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  for (const [hertz, start] of TONES) playTone(context, hertz, context.currentTime + start);
}

function playTone(on: AudioContext, hertz: number, start: number): void {
  const tone = new OscillatorNode(on, { type: "sine", frequency: hertz });
  const volume = new GainNode(on, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + TONE_SECONDS);
  tone.connect(volume).connect(on.destination);
  tone.start(start);
  tone.stop(start + TONE_SECONDS);
}
