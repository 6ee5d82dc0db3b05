/** Chance that can be had again by its seed, which is printed; `CERTWIRE_SEED` brings one back. */
export interface Chance {
  readonly seed: number
  /** A whole number from 0, below the limit. */
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  bytes(length: number): Buffer
  /** The bytes with a few of them changed, cut off or repeated. */
  damaged(bytes: Buffer): Buffer
}

export function seededChance(title: string): Chance {
  // biome-ignore lint/style/noProcessEnv: how a failure is run again
  const seed = Number(process.env.CERTWIRE_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`${title}: CERTWIRE_SEED=${seed}\n`)
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)))
  const damaged = (given: Buffer) => {
    const copy = Buffer.from(given)
    for (let hit = 0; hit <= below(4); hit++) copy[below(copy.length)] = below(256)
    const start = below(copy.length)
    const variants: [Buffer, ...Buffer[]] = [
      ...([copy, copy, copy.subarray(0, start)] as const),
      Buffer.concat([copy.subarray(0, start), bytes(below(8)), copy.subarray(start)]),
    ]
    return variants[below(variants.length)] ?? copy
  }
  return { seed, below, bytes, damaged, pick: (from) => from[below(from.length)] ?? from[0] }
}

/** A JSON value of any shape, its field names often those that matter. */
export function randomJson(chance: Chance, depth = 3): unknown {
  const scalars = [
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'x',
    '\u0000',
    'mailto:a@b.test',
    'deactivated',
    '__proto__',
  ] as const
  const kind = depth === 0 ? 0 : chance.below(3)
  if (kind === 0) return chance.pick(scalars)
  const values = Array.from({ length: chance.below(4) }, () => randomJson(chance, depth - 1))
  if (kind === 1) return values
  return Object.fromEntries(values.map((value) => [chance.pick(fields), value]))
}

const fields = [
  ...([
    'protected',
    'payload',
    'signature',
    'header',
    'alg',
    'jwk',
    'kid',
    'url',
    'nonce',
  ] as const),
  ...([
    'identifiers',
    'type',
    'value',
    'contact',
    'status',
    'csr',
    'certificate',
    'reason',
  ] as const),
  ...(['externalAccountBinding', 'account', 'oldKey', 'crit', '__proto__', 'toString'] as const),
] as const
