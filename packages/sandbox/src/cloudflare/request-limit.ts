import { CloudflareError } from './cloudflare-error.ts'

const REQUESTS = 1200
const WINDOW_S = 300

/** Counts a request of the token, or throws 429. The answer's headers say what is left. */
export type RequestLimit = (token: string) => Readonly<Record<string, string>>

/** 1,200 requests in five minutes; whoever has used them up is blocked for the rest of that time. */
export function requestLimit(clock: () => Date): RequestLimit {
  const windows = new Map<string, { until: number; used: number }>()
  return (token) => {
    const now = clock().getTime()
    const held = windows.get(token)
    const window = held && held.until > now ? held : { until: now + WINDOW_S * 1000, used: 0 }
    windows.set(token, window)
    window.used += 1
    const seconds = Math.ceil((window.until - now) / 1000)
    const headers = {
      ratelimit: `"default";r=${Math.max(0, REQUESTS - window.used)};t=${seconds}`,
      'ratelimit-policy': `"default";q=${REQUESTS};w=${WINDOW_S}`,
    }
    if (window.used <= REQUESTS) return headers
    throw new CloudflareError(
      429,
      971,
      `More than ${REQUESTS} requests per ${WINDOW_S} seconds reached. Please wait and consider throttling your request speed`,
      { headers: { ...headers, 'retry-after': String(seconds) } },
    )
  }
}
