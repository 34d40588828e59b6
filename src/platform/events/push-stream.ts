/**
 * An async iterator of pushed values for one consumer. It buffers up to `capacity` values, and then drops the
 * oldest. It is not an async generator, because `return()` on a waiting generator takes effect only after the
 * next value.
 */
export class Stream<Value> implements AsyncIterableIterator<Value, undefined> {
  readonly #buffer: Value[] = [];
  readonly #capacity: number;
  readonly #onEnd: () => unknown;
  #pendingNext: PromiseWithResolvers<IteratorResult<Value, undefined>> | undefined;
  #hasEnded = false;
  #pendingFailure: Error | undefined;

  /** `onEnd` is called once, when the consumer returns or `fail` is called. `return()` awaits its result. */
  constructor(capacity: number, onEnd: () => unknown) {
    this.#capacity = capacity;
    this.#onEnd = onEnd;
  }

  push(value: Value) {
    if (this.#hasEnded) return;
    if (this.#pendingNext) return this.#takePendingNext()?.resolve({ value, done: false });
    if (this.#buffer.length === this.#capacity) this.#buffer.shift();
    this.#buffer.push(value);
  }

  /** Supports one pending call, as `for await` makes them. */
  next(): Promise<IteratorResult<Value, undefined>> {
    // `as`: the buffer is not empty.
    if (this.#buffer.length > 0)
      return Promise.resolve({ value: this.#buffer.shift() as Value, done: false });
    const failure = this.#pendingFailure;
    this.#pendingFailure = undefined;
    if (failure) return Promise.reject(failure);
    if (this.#hasEnded) return Promise.resolve({ value: undefined, done: true });
    this.#pendingNext = Promise.withResolvers();
    return this.#pendingNext.promise;
  }

  /** Ends the stream. The consumer's pending or next `next()` rejects with the error. */
  async fail(error: Error) {
    if (this.#hasEnded) return;
    if (this.#pendingNext) this.#takePendingNext()?.reject(error);
    else this.#pendingFailure = error;
    await this.return();
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#buffer.length = 0;
      this.#takePendingNext()?.resolve({ value: undefined, done: true });
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

  #takePendingNext() {
    const pending = this.#pendingNext;
    this.#pendingNext = undefined;
    return pending;
  }
}
