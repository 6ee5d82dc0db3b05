/** When something was kept, in microseconds, as text whose order is the order of time. */
export function keptAt(micros: number): string {
  const instant = new Date(Math.floor(micros / 1000)).toISOString()
  return instant.replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`)
}

/** The first instant of a millisecond, which is what people and clocks give. */
export const keptSince = (instant: string, minusMs = 0): string =>
  keptAt((Date.parse(instant) - minusMs) * 1000)

interface Stamps {
  /** An instant that this process has given to nothing else; open until it is settled. */
  take(): string
  settle(instant: string): void
  /** Before this, all that was taken is settled. */
  horizon(): string
}

const NEVER = '~'

export function stamps(clock: () => Date): Stamps {
  const open = new Set<string>()
  let last = 0
  return {
    take: () => {
      last = Math.max(last + 1, clock().getTime() * 1000)
      const instant = keptAt(last)
      open.add(instant)
      return instant
    },
    settle: (instant) => void open.delete(instant),
    horizon: () => open.values().next().value ?? NEVER,
  }
}
