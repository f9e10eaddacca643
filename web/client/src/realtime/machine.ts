import { Timer } from "../clock.ts";
import type { Platform } from "../platform.ts";

/** What a transition may depend on besides its state and its event; `random` is from 0 up to 1. */
export interface Moment {
  readonly now: number;
  readonly random: number;
}

/** The next state, and the effects to perform, in order. */
export type Step<State, Effect> = readonly [next: State, ...effects: Effect[]];

/** What every state has: its name, and when the event `due` is to be sent to it, in milliseconds since 1970. */
export interface AnyState {
  readonly kind: string;
  readonly dueAt: number | null;
}

export interface AnyEvent {
  readonly type: string;
}

interface Due {
  readonly type: "due";
}

/** A row for each state with a cell for each event: a pair that is missing does not compile. */
export type Table<State extends AnyState, Event extends AnyEvent, Effect> = {
  readonly [Kind in State["kind"]]: {
    readonly [Type in (Event | Due)["type"]]: (
      state: Extract<State, { readonly kind: Kind }>,
      event: Extract<Event | Due, { readonly type: Type }>,
      moment: Moment,
    ) => Step<State, Effect>;
  };
};

/** Look the transition up and take it. Pure. */
export function transition<State extends AnyState, Event extends AnyEvent, Effect>(
  table: Table<State, Event, Effect>,
  state: State,
  event: Event | Due,
  moment: Moment,
): Step<State, Effect> {
  type Cell = (state: State, event: Event | Due, moment: Moment) => Step<State, Effect>;
  const row = table[state.kind as State["kind"]] as unknown as Record<string, Cell>;
  return (row[event.type] as Cell)(state, event, moment);
}

/** Run a table: hold the state, perform the effects, and keep the one alarm that a state may have. */
export class Machine<State extends AnyState, Event extends AnyEvent, Effect extends string> {
  readonly #table: Table<State, Event, Effect>;
  readonly #platform: Pick<Platform, "clock" | "random">;
  readonly #effects: Readonly<Record<Effect, () => void>>;
  readonly #changed: () => void;
  readonly #alarm: Timer;
  #state: State;

  /** `changed` is called after every event, when its effects have been performed. */
  constructor(
    table: Table<State, Event, Effect>,
    initial: State,
    platform: Pick<Platform, "clock" | "random">,
    effects: Readonly<Record<Effect, () => void>>,
    changed: () => void,
  ) {
    this.#table = table;
    this.#state = initial;
    this.#platform = platform;
    this.#effects = effects;
    this.#changed = changed;
    this.#alarm = new Timer(platform.clock);
  }

  get state(): State {
    return this.#state;
  }

  send(event: Event | Due): void {
    const { clock, random } = this.#platform;
    const moment = { now: clock.now(), random: random() };
    const before = this.#state;
    const [next, ...effects] = transition(this.#table, before, event, moment);
    this.#state = next;
    if (next.dueAt === null) this.#alarm.cancel();
    else if (next.dueAt !== before.dueAt)
      this.#alarm.set(next.dueAt - moment.now, () => this.send({ type: "due" }));
    for (const effect of effects) this.#effects[effect]();
    this.#changed();
  }
}
