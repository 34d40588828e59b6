/**
 * What is pushed, for one listener who takes it piece by piece. So many pieces are kept for them; then the oldest is forgotten.
 * An async generator would not notice, while it waits, that its listener has gone.
 */
export class Stream<Piece> implements AsyncIterableIterator<Piece, undefined> {
  readonly #kept: Piece[] = [];
  readonly #capacity: number;
  readonly #onEnd: () => unknown;
  #take: PromiseWithResolvers<IteratorResult<Piece, undefined>> | undefined;
  #hasEnded = false;
  #untoldFailure: Error | undefined;

  /** `onEnd` is called once, when the listener has gone or was sent away; what it returns is waited for. */
  constructor(capacity: number, onEnd: () => unknown) {
    this.#capacity = capacity;
    this.#onEnd = onEnd;
  }

  push(piece: Piece) {
    if (this.#hasEnded) return;
    if (this.#take) return this.#taken()?.resolve({ value: piece, done: false });
    if (this.#kept.length === this.#capacity) this.#kept.shift();
    this.#kept.push(piece);
  }

  /** One after the other, as `for await` asks. */
  next(): Promise<IteratorResult<Piece, undefined>> {
    if (this.#kept.length > 0) return Promise.resolve({ value: this.#kept.shift() as Piece, done: false }); // there is one
    const failure = this.#untoldFailure;
    this.#untoldFailure = undefined;
    if (failure) return Promise.reject(failure);
    if (this.#hasEnded) return Promise.resolve({ value: undefined, done: true });
    this.#take = Promise.withResolvers();
    return this.#take.promise;
  }

  /** Sends the listener away: why is the next that they are told, and the last. */
  async fail(error: Error) {
    if (this.#hasEnded) return;
    if (this.#take) this.#taken()?.reject(error);
    else this.#untoldFailure = error;
    await this.return();
  }

  async return(): Promise<IteratorResult<Piece, undefined>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#kept.length = 0;
      this.#taken()?.resolve({ value: undefined, done: true });
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

  /** Whoever waits for the next piece waits once. */
  #taken() {
    const take = this.#take;
    this.#take = undefined;
    return take;
  }
}
