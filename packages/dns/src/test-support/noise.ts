import { randomInt } from 'node:crypto'

/** A whole number from 0, below the limit. */
export type Chance = (limit: number) => number

/** How many trials to make, and chance that is had again by its seed, which is printed. */
export function noise(title: string, all: number): { trials: number; chance: Chance } {
  // biome-ignore lint/style/noProcessEnv: a failed run is repeated by its seed, and checks make a share of the trials.
  const { CERTWIRE_SEED, CERTWIRE_TRIALS = 1 } = process.env
  const seed = Number(CERTWIRE_SEED ?? randomInt(2 ** 31))
  const trials = Math.ceil(all * Number(CERTWIRE_TRIALS))
  process.stdout.write(`${title}: ${trials} packets, CERTWIRE_SEED=${seed}\n`)
  return { trials, chance: mulberry32(seed) }
}

function mulberry32(seed: number): Chance {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

type Damage = (bytes: Buffer, chance: Chance) => Buffer

const written = (bytes: Buffer, at: number, value: number) => {
  if (at + 2 <= bytes.length) bytes.writeUInt16BE(value, at)
  return bytes
}

const damages: Damage[] = [
  (bytes, chance) => bytes.fill(chance(256), chance(bytes.length)),
  (bytes, chance) => bytes.subarray(0, chance(bytes.length + 1)),
  (bytes, chance) => Buffer.concat([bytes, Buffer.alloc(chance(64), chance(256))]),
  // Nothing but noise.
  (bytes, chance) => Buffer.from(bytes.map(() => chance(256))),
  (bytes, chance) => {
    bytes.writeUInt8(chance(256), chance(bytes.length))
    return bytes
  },
  // A compression pointer to somewhere, be it itself.
  (bytes, chance) => written(bytes, chance(bytes.length), 0xc000 | chance(bytes.length)),
  // Counts of records that are not there, and lengths that run past the end.
  (bytes, chance) => written(bytes, 4 + chance(8), chance(0x10000)),
  (bytes, chance) => written(bytes, chance(bytes.length), 0xffff - chance(3)),
  // A piece gone, and a piece twice.
  (bytes, chance) => {
    const [from, to] = [chance(bytes.length), chance(bytes.length)]
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
]

/** The message with a few things wrong. Most keep their id, so that they are looked at and not just dropped. */
export function damaged(message: Buffer, chance: Chance): Buffer {
  let bytes = Buffer.from(message)
  for (let times = 1 + chance(3); times > 0 && bytes.length > 1; times -= 1)
    bytes = Buffer.from(damages[chance(damages.length)]?.(bytes, chance) ?? bytes)
  if (chance(10) > 0) message.copy(bytes, 0, 0, 2)
  return bytes
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], chance: Chance): T[] {
  const order = things.map((thing) => ({ thing, at: chance(1 << 30) }))
  return order.sort((a, b) => a.at - b.at).map(({ thing }) => thing)
}
