import { inspect } from 'node:util'

/** Text that must not be seen. Whoever needs it says so with `reveal`; everything else prints `[secret]`. */
export class Secret {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  static of(text: string): Secret {
    return new Secret(text)
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
