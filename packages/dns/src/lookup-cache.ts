import { DnsQueryError } from './query-error.ts'

const LIFETIME_MS = 60_000
const MOST_ENTRIES = 1000

/** Shares a lookup among all who want it now, and its result for a minute. A failure is not kept. */
export type LookupCache<T> = (key: string, look: () => Promise<T>) => Promise<T>

export function lookupCache<T>(clock: () => Date): LookupCache<T> {
  const entries = new Map<string, { found: Promise<T>; until: number }>()
  return (key, look) => {
    const now = clock().getTime()
    const held = entries.get(key)
    if (held && held.until > now) return held.found.catch(unlessCancelled(look))
    // May be lost at any moment, so forgetting all is the simplest bound.
    if (entries.size >= MOST_ENTRIES) entries.clear()
    const found = look()
    const entry = { found, until: now + LIFETIME_MS }
    entries.set(key, entry)
    found.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    return found
  }
}

/** The one who began the lookup may have been cancelled; whoever waited with him was not. */
const unlessCancelled =
  <T>(look: () => Promise<T>) =>
  (error: unknown) => {
    if (error instanceof DnsQueryError) throw error
    return look()
  }
