import { parent } from '../dns-name.ts'
import type { TxtChange } from '../provider.ts'
import { counted, uint } from './wire.ts'

const OPCODE_UPDATE = 5 << 11
const [CNAME, SOA, TXT] = [5, 6, 16]
const [IN, NONE] = [1, 254]
const TTL_SECONDS = 60
/** RFC 1035 §4.1.4: a pointer has 14 bits. */
const FARTHEST = 0x3fff

/**
 * One UPDATE (RFC 2136): removals of exactly these records, then the additions, all of it or nothing. It requires that
 * no CNAME is at a name where something is added, for a server would pass over the addition without a word (§3.4.2.2).
 * Names and values are those of guarded records.
 */
export function updateMessage(id: number, zone: string, { add, remove }: TxtChange): Buffer {
  const names = [...new Set(add.map(({ name }) => name))]
  const { put, name, bytes } = writer()
  put(uint(id, 2), uint(OPCODE_UPDATE, 2))
  put(uint(1, 2), uint(names.length, 2), uint(remove.length + add.length, 2), uint(0, 2))
  name(zone)
  put(uint(SOA, 2), uint(IN, 2))
  const record = (owner: string, type: number, kind: number, ttl: number, data: Buffer) => {
    name(owner)
    put(uint(type, 2), uint(kind, 2), uint(ttl, 4), uint(data.length, 2), data)
  }
  for (const owner of names) record(owner, CNAME, NONE, 0, Buffer.alloc(0))
  for (const { name, value } of remove) record(name, TXT, NONE, 0, counted(value))
  for (const { name, value } of add) record(name, TXT, IN, TTL_SECONDS, counted(value))
  return bytes()
}

/** Puts a message together. A name is written as far as it is new, and points to where the rest of it stands. */
function writer() {
  const parts: Buffer[] = []
  const places = new Map<string, number>()
  let length = 0
  const put = (...fields: Buffer[]) => {
    parts.push(...fields)
    length += fields.reduce((sum, field) => sum + field.length, 0)
  }
  const name = (text: string) => {
    for (let rest: string | undefined = text; rest !== undefined; rest = parent(rest)) {
      const place = places.get(rest)
      if (place !== undefined) return put(uint(0xc000 | place, 2))
      if (length <= FARTHEST) places.set(rest, length)
      const [label = ''] = rest.split('.', 1)
      put(counted(label))
    }
    put(uint(0, 1))
  }
  return { put, name, bytes: () => Buffer.concat(parts) }
}
