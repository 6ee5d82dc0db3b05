import type { VendorChange } from '@certwire/sandbox'

/** A value that has to be at a name for a while. */
export interface Needed {
  readonly name: string
  readonly value: string
  readonly from: Date
  readonly to: Date
}

export interface Replay {
  /** States of the zones, at each of which all that was needed then is looked for. */
  readonly moments: number
  /** Those that lacked something. */
  readonly wrong: number
  /** The most values that were needed at one name at once. */
  readonly together: number
}

/** Goes through the journal of zones that were empty at first. What is written at one instant is one change. */
export function replay(journal: readonly VendorChange[], needed: readonly Needed[]): Replay {
  const changes = Map.groupBy(journal, ({ at }) => at.getTime())
  const begins = needed.map(({ from }) => from.getTime())
  const instants = [...new Set([...changes.keys(), ...begins])].sort((a, b) => a - b)
  const there = new Set<string>()
  let [moments, wrong, together] = [0, 0, 0]
  for (const instant of instants) {
    for (const change of changes.get(instant) ?? []) {
      if (change.op === 'add') there.add(keyOf(change))
      else there.delete(keyOf(change))
    }
    const now = needed.filter(({ from, to }) => +from <= instant && instant <= +to)
    if (now.length === 0) continue
    moments += 1
    if (!now.every((one) => there.has(keyOf(one)))) wrong += 1
    const names = Map.groupBy(now, ({ name }) => name).values()
    together = Math.max(together, ...names.map((values) => values.length))
  }
  return { moments, wrong, together }
}

const keyOf = ({ name, value }: Pick<VendorChange, 'name' | 'value'>) => `${name} ${value}`
