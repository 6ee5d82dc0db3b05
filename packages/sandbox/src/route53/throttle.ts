import type { Change } from './read-batch.ts'
import { Route53Error } from './route53-error.ts'
import { tokenBucket } from './token-bucket.ts'

/** The two limits of an account: requests of any kind, and sets that are changed. Both throw `Throttling`. */
export interface Throttle {
  request(): void
  changes(changes: readonly Change[]): void
}

/** AWS's figures of July 2026. */
export function awsThrottle(clock: () => Date): Throttle {
  const requests = tokenBucket(50, 10, clock)
  const changes = tokenBucket(1500, 100, clock)
  return {
    request: () => throttleUnless(requests.take(1)),
    changes: (batch) => {
      const tokens = batch.reduce((sum, { action }) => sum + (action === 'UPSERT' ? 2 : 1), 0)
      throttleUnless(changes.take(tokens))
    },
  }
}

export const noThrottle: Throttle = { request: () => undefined, changes: () => undefined }

function throttleUnless(isThere: boolean): void {
  if (!isThere) throw new Route53Error(400, 'Throttling', 'Rate exceeded')
}
