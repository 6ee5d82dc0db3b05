import { z } from 'zod'
import type { Collection, CollectionDefinition } from '../store.ts'

const Job = z.object({
  _id: z.string(),
  version: z.int().positive(),
  owner: z.string().optional(),
  nextAt: z.string().optional(),
  rank: z.number().optional(),
  key: z.string().optional(),
  payload: z.unknown().optional(),
})
export type Job = z.infer<typeof Job>

/** One collection with an index of each kind. */
export const jobs = {
  name: 'jobs',
  schema: Job,
  indexes: {
    due: { fields: ['nextAt'] },
    mine: { fields: ['owner', 'rank'] },
    byKey: { fields: ['key'], unique: true },
  },
} satisfies CollectionDefinition<Job>

export interface Given {
  readonly jobs: () => Collection<Job>
  /** An id of its own, since all tests share one collection. */
  readonly fresh: (name: string) => string
}
