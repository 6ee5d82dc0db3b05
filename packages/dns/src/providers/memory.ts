import { guarded } from '../challenge-guard.ts'
import type { DnsProvider, TxtValue } from '../provider.ts'

const same = (a: TxtValue) => (b: TxtValue) =>
  a.value === b.value && a.name.toLowerCase() === b.name.toLowerCase()

/** A provider that keeps its records in a list anybody can see. It is in no configuration: nobody could resolve it. */
export function memoryProvider(): DnsProvider & { records: TxtValue[] } {
  const records: TxtValue[] = []
  let changes = 0
  const provider = guarded({
    capacity: { records: 1000 },
    change: async (_zone, { add, remove }, signal) => {
      signal.throwIfAborted()
      const kept = records.filter((record) => !remove.some(same(record)))
      const added = add.filter((record) => !kept.some(same(record)))
      records.splice(0, records.length, ...kept, ...added)
      changes += 1
      return String(changes)
    },
    settled: async () => true,
  })
  return { ...provider, records }
}
