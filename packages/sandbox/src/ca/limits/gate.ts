import { AcmeProblem } from '../problem.ts'
import type { Asking } from '../reply.ts'
import { buckets } from './buckets.ts'
import type { SandboxCaBucket } from './limits.ts'

/** One limit. Without a bucket all may pass. */
export interface Gate {
  /** Throws `rateLimited` where no token is left. */
  look(key: string, asking: Asking): void
  spend(key: string): void
  /** Both. */
  pass(key: string, asking: Asking): void
}

/** What a client that is refused is told to read. */
export const help = 'https://ca.example/rate-limits'

/** `what` names what was too much, for the key at hand. */
export function gate(
  bucket: SandboxCaBucket | undefined,
  clock: () => Date,
  what: (key: string) => string,
  status = 429,
): Gate {
  if (!bucket) return { look: () => undefined, spend: () => undefined, pass: () => undefined }
  const tokens = buckets(bucket, clock)
  /** Who was told to wait, and until when. */
  const told = new Map<string, number>()
  const look = (key: string, asking: Asking) => {
    const now = clock().getTime()
    if ((told.get(key) ?? 0) > now) asking.tooEarly()
    else told.delete(key)
    const until = tokens.emptyUntil(key)
    if (!until) return
    told.set(key, until.getTime())
    throw refusal(status, `${bucket.count} ${what(key)} in ${spanOf(bucket)}`, until, now)
  }
  return {
    look,
    spend: tokens.spend,
    pass: (key, asking) => {
      look(key, asking)
      tokens.spend(key)
    },
  }
}

function refusal(status: number, counted: string, until: Date, now: number) {
  const time = until.toISOString().slice(0, 19).replace('T', ' ')
  const detail = `there were ${counted}, as many as there may be; retry after ${time} UTC`
  return new AcmeProblem(status, 'rateLimited', detail, {
    retryAfterSeconds: Math.ceil((until.getTime() - now) / 1000),
    links: [[help, 'help']],
    isOfLimit: true,
  })
}

function spanOf({ perMs }: SandboxCaBucket): string {
  const seconds = perMs / 1000
  return seconds < 3600 ? `${Math.ceil(seconds)} seconds` : `${Math.round(seconds / 3600)} hours`
}
