import { isOver } from '../appointments/visit-rules.ts';
import { MAX_WATCHED } from './look-at-visits.ts';
import type { RoomReady } from './room-ready.ts';

/**
 * The open visits that a stream has told of, as it last told them: at most `MAX_WATCHED`, soonest first. What
 * is missing at the next look has changed hands, or is over.
 */
export class ToldVisits {
  readonly #open = new Map<number, RoomReady>();

  get ids() {
    return [...this.#open.keys()];
  }

  remember(state: RoomReady) {
    this.#open.delete(state.appointmentId);
    if (!isOver(state.appointment)) this.#open.set(state.appointmentId, state);
    if (this.#open.size > MAX_WATCHED) this.#forgetLatest();
  }

  /** Returns what was last told of it, if it was told as open. */
  forget(id: number) {
    const last = this.#open.get(id);
    this.#open.delete(id);
    return last;
  }

  #forgetLatest() {
    const [first, ...others] = this.#open.values();
    const latest = others.reduce(
      (one, other) => (one && one.appointment.startsAt >= other.appointment.startsAt ? one : other),
      first,
    );
    if (latest) this.#open.delete(latest.appointmentId);
  }
}
