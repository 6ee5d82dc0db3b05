const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Lifetimes in days, and how many certificates have each. */
export const lifetimes = [
  { days: 6, certificates: 12 },
  { days: 45, certificates: 240 },
  { days: 47, certificates: 240 },
  { days: 90, certificates: 254 },
  { days: 199, certificates: 254 },
] as const

export const profiles = Object.fromEntries(
  lifetimes.map(({ days }) => [
    `d${days}`,
    { description: `${days} days`, validityHours: days * 24 },
  ]),
)

export interface Wanted {
  readonly name: string
  readonly profile: string
  readonly issuer: 'ari' | 'plain'
  /** When it is requested first. */
  readonly at: number
}

/** Every eighth certificate is of the CA with renewal information; they are requested over `withinMs`. */
export function estate(start: number, withinMs: number): Wanted[] {
  const all = lifetimes.flatMap(({ days, certificates }) =>
    Array.from({ length: certificates }, (_, n) => ({ days, n })),
  )
  return all.map(({ days, n }, index) => ({
    // Registered domains of their own: the limits of a CA are by domain.
    name: `www.d${days}-${n}.test`,
    profile: `d${days}`,
    issuer: n % 8 === 0 ? 'ari' : 'plain',
    at: start + Math.floor((index * withinMs) / all.length),
  }))
}

/** When the CA is away: up to 24 hours, about every three weeks. */
export function outages(start: number, days: number, random: () => number): [number, number][] {
  const found: [number, number][] = []
  for (let at = start + 10 * DAY; at < start + days * DAY; at += (10 + 20 * random()) * DAY)
    found.push([at, at + Math.ceil(24 * random()) * HOUR])
  return found
}
