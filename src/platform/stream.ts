/**
 * What is pushed, for one listener who takes it piece by piece. So many pieces are kept for them; then the oldest is forgotten.
 * An async generator would not notice, while it waits, that its listener has gone.
 */
export class Stream<Piece> implements AsyncIterableIterator<Piece, undefined> {
  readonly #kept: Piece[] = [];
  readonly #capacity: number;
  readonly #onEnd: () => unknown;
  #take: ((result: IteratorResult<Piece, undefined>) => void) | undefined;
  #hasEnded = false;

  /** `onEnd` is called once, when the listener has gone; what it returns is waited for. */
  constructor(capacity: number, onEnd: () => unknown) {
    this.#capacity = capacity;
    this.#onEnd = onEnd;
  }

  push(piece: Piece) {
    if (this.#hasEnded) return;
    if (this.#take) return this.#answer({ value: piece, done: false });
    if (this.#kept.length === this.#capacity) this.#kept.shift();
    this.#kept.push(piece);
  }

  /** One after the other, as `for await` asks. */
  next(): Promise<IteratorResult<Piece, undefined>> {
    if (this.#kept.length > 0) return Promise.resolve({ value: this.#kept.shift() as Piece, done: false }); // there is one
    if (this.#hasEnded) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  async return(): Promise<IteratorResult<Piece, undefined>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#kept.length = 0;
      this.#answer({ value: undefined, done: true });
      await this.#onEnd();
    }
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #answer(result: IteratorResult<Piece, undefined>) {
    const take = this.#take;
    this.#take = undefined;
    take?.(result);
  }
}
