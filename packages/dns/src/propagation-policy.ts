import { z } from 'zod'

/** How many of a zone's servers must hold the records: all, or a quorum, which is more than half of them. */
export const PropagationPolicy = z.enum(['all', 'quorum'])
export type PropagationPolicy = z.infer<typeof PropagationPolicy>

/** Whether so many servers are enough. None of none is not. */
export function isEnough(policy: PropagationPolicy, holding: number, servers: number): boolean {
  return holding > 0 && (policy === 'all' ? holding === servers : holding > servers / 2)
}
