import type { Finding } from './config-error.ts'
import type { Path } from './schema-at.ts'

/** Collects what is wrong instead of throwing at the first, so that a person sees all of it. */
export class Findings {
  readonly #all: Finding[] = []
  readonly #places = new Set<string>()
  readonly #around = new Set<string>()
  readonly #variables = new Map<string, string>()

  /** From here on the place goes by the name of the variable that its value came from. */
  rename(place: Path, variable: string): void {
    this.#variables.set(keyOf(place), variable)
  }

  /**
   * Says it once: what is found later about the place, a part of it, what it is part of, or another place with the same
   * variable follows from the first.
   */
  add(place: Path, code: string, message: string): void {
    const variable = this.#variables.get(keyOf(place))
    if (this.has(place) || (variable && this.#all.some(({ path }) => path === variable))) return
    for (const outer of prefixesOf(place)) this.#around.add(keyOf(outer))
    this.#places.add(keyOf(place))
    this.#all.push({ path: variable ?? written(place), code, message })
  }

  /** What the work throws is what is wrong with the place. */
  attempt(place: Path, code: string, work: () => unknown): void {
    try {
      work()
    } catch (error) {
      this.add(place, code, error instanceof Error ? error.message : 'cannot be read')
    }
  }

  /** Whether something is wrong with the place, a part of it or what it is part of. */
  has(place: Path): boolean {
    return (
      this.#around.has(keyOf(place)) ||
      prefixesOf(place).some((outer) => this.#places.has(keyOf(outer)))
    )
  }

  get all(): readonly Finding[] {
    return this.#all
  }
}

const keyOf = (place: Path): string => JSON.stringify(place)

/** From the whole down to the place itself. */
const prefixesOf = (place: Path): Path[] => [
  ...place.map((_, length) => place.slice(0, length)),
  place,
]

/** `dns.zones[0].provider`. A key is text from outside. */
function written(path: Path): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${plain(step)}`))
  return steps.join('').replace(/^\./, '')
}

const plain = (step: PropertyKey): string =>
  String(step)
    .slice(0, 100)
    .replaceAll(/[^\x20-\x7e]/g, '?') || '""'
