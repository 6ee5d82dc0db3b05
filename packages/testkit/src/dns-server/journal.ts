import { type KeyedServer, transfer, type ZoneRecord } from './other-hand.ts'
import { FIRST_SERIAL } from './site.ts'

export interface ZoneChange extends ZoneRecord {
  readonly op: 'add' | 'remove'
  /** That the zone had after it: changes that were made together share one. */
  readonly serial: number
}

/**
 * Everything that was ever added to the zone or removed from it, in order, by the server's own journal (RFC 1995 §4).
 * Rejects when the server no longer has every step.
 */
export async function journal(server: KeyedServer, zone: string): Promise<ZoneChange[]> {
  const [, ...steps] = await transfer(server, zone, `IXFR=${FIRST_SERIAL}`)
  const changes: ZoneChange[] = []
  const serials: number[] = []
  // Each step is the old SOA, what was removed, the new SOA, and what was added; the last SOA ends it all.
  for (const record of steps.slice(0, -1)) {
    if (record.type === 'SOA') serials.push(serialOf(record))
    else {
      const op = serials.length % 2 === 0 ? 'add' : 'remove'
      changes.push({ op, serial: FIRST_SERIAL + Math.ceil(serials.length / 2), ...record })
    }
  }
  const isWhole = serials.every((serial, at) => serial === FIRST_SERIAL + Math.ceil(at / 2))
  if (isWhole && (serials.length > 0 || changes.length === 0)) return changes
  throw new Error(`${server.host}:${server.port} has not kept every change of ${zone}`)
}

const serialOf = ({ data }: ZoneRecord) => Number(data.split(' ')[2])
