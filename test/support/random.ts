/** Chance that can be had again: mulberry32, in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed of a random test: another one each time, printed, and brought back by `CERTWIRE_SEED`. */
export function seedOf(title: string): number {
  // biome-ignore lint/style/noProcessEnv: how a failure is run again
  const seed = Number(process.env.CERTWIRE_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`${title}: CERTWIRE_SEED=${seed}\n`)
  return seed
}
