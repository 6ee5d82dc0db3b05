import type { Collection } from '@certwire/store'
import type { BudgetDocument } from './documents.ts'

/** Another process may learn of one, and every order asks. */
const FRESH_MS = 1000
const MOST = 500

/** What a CA has said when to come again, as far as that is not over. */
export interface Pauses {
  of(ca: string): Promise<readonly BudgetDocument[]>
  /** This process has just learned of one. */
  forget(ca: string): void
}

export function connectPauses(collection: Collection<BudgetDocument>, clock: () => Date): Pauses {
  const fresh = new Map<string, { until: number; found: Promise<readonly BudgetDocument[]> }>()
  return {
    of: (ca) => {
      const now = clock().getTime()
      const kept = fresh.get(ca)
      if (kept && now < kept.until) return kept.found
      const from = new Date(now).toISOString()
      const found = collection.find('heed', { equal: [ca], from, limit: MOST })
      fresh.set(ca, { until: now + FRESH_MS, found })
      found.catch(() => fresh.delete(ca))
      return found
    },
    forget: (ca) => void fresh.delete(ca),
  }
}
