/** Handlers of events, by the name of the event. A handler that throws does not keep others from theirs. */
export class Events<Map extends { [Name in keyof Map]: unknown[] }> {
  readonly #handlers = new globalThis.Map<keyof Map, Set<unknown>>();

  /** Adds a handler; the returned function removes it. */
  on<Name extends keyof Map>(name: Name, handler: (...args: Map[Name]) => void): () => void {
    const handlers = this.#handlers.get(name) ?? new Set<unknown>();
    this.#handlers.set(name, handlers.add(handler));
    return () => this.off(name, handler);
  }

  /** Removes a handler. */
  off<Name extends keyof Map>(name: Name, handler: (...args: Map[Name]) => void): void {
    this.#handlers.get(name)?.delete(handler);
  }

  /** Raises an event. Only the package does this. */
  protected emit<Name extends keyof Map>(name: Name, ...args: Map[Name]): void {
    for (const handler of [...(this.#handlers.get(name) ?? [])]) {
      try {
        (handler as (...args: Map[Name]) => void)(...args);
      } catch (error) {
        console.error(`tureen-client: a handler of "${String(name)}" failed`, error);
      }
    }
  }
}
