import { setTimeout as sleep } from 'node:timers/promises'
import type { VendorRecord, WatchedVendor } from './watched-vendors.ts'

/** Somebody else who has records in the same zones, adds some and takes some away, and knows which are his. */
export interface ForeignHand {
  /** Stops him, and counts what became of his records. */
  audit(isOurs: (record: VendorRecord) => boolean): Promise<ForeignAudit>
}

export interface ForeignAudit {
  /** All that he ever had. */
  readonly foreign: number
  /** Changes by anybody else to what is not ours, and records of his that are not there. */
  readonly harmed: number
}

const EVERY_MS = 300
/** What he has in a zone beside the first ones. */
const MOST_MORE = 3

export function foreignHand(vendor: WatchedVendor, random: () => number): ForeignHand {
  const zones = vendor.zones.map(({ zone }) => zone)
  const first = zones.flatMap(firstRecords)
  first.forEach(vendor.seed)
  const more = new Map<string, VendorRecord[]>(zones.map((zone) => [zone, []]))
  const own = new Set<number>()
  let drawn = 0
  const doing = (work: () => void) => {
    const from = vendor.journal.length
    work()
    for (let line = from; line < vendor.journal.length; line += 1) own.add(line)
  }
  const act = () => {
    const zone = zones[Math.floor(random() * zones.length)] ?? ''
    const held = more.get(zone) ?? []
    const [oldest] = held
    if (oldest && random() < held.length / MOST_MORE) {
      held.shift()
      return doing(() => vendor.remove(oldest))
    }
    drawn += 1
    const record = anotherRecord(zone, drawn, random)
    held.push(record)
    doing(() => vendor.add(record))
  }
  const stop = new AbortController()
  const acting = until(stop.signal, act)
  return {
    audit: async (isOurs) => {
      stop.abort()
      await acting
      const others = vendor.journal.filter(
        (line, at) => !own.has(at) && !isOurs(line as VendorRecord),
      )
      const there = new Set(vendor.records().map(keyOf))
      const standing = [...first, ...more.values().toArray().flat()]
      const missing = standing.filter((record) => !there.has(keyOf(record)))
      return { foreign: first.length + drawn, harmed: others.length + missing.length }
    },
  }
}

async function until(signal: AbortSignal, act: () => void): Promise<void> {
  for (;;) {
    const isOver = await sleep(EVERY_MS, false, { signal }).catch(() => true)
    if (isOver) return
    act()
  }
}

const keyOf = ({ name, type, value }: Pick<VendorRecord, 'name' | 'value'> & { type: string }) =>
  `${name} ${type} ${value}`

/** At a name where we write, beside it, and of another type. */
const firstRecords = (zone: string): VendorRecord[] => [
  { name: `_acme-challenge.a.${zone}`, type: 'TXT', value: `of somebody else in ${zone}` },
  { name: zone, type: 'TXT', value: 'v=spf1 -all' },
  { name: `www.${zone}`, type: 'A', value: '192.0.2.1' },
]

function anotherRecord(zone: string, number: number, random: () => number): VendorRecord {
  const host = ['a', 'b', 'c'][Math.floor(random() * 3)]
  const value = `foreign ${number}`
  const kinds: VendorRecord[] = [
    { name: `_acme-challenge.${host}.${zone}`, type: 'TXT', value },
    { name: `_acme-challenge.x${number}.${zone}`, type: 'TXT', value },
    { name: `${host}.${zone}`, type: 'TXT', value },
    { name: `h${number}.${zone}`, type: 'AAAA', value: `2001:db8::${number.toString(16)}` },
  ]
  return kinds[Math.floor(random() * kinds.length)] as VendorRecord
}
