const DAY_MS = 86_400_000

/** RFC 9110 §10.2.3: seconds or an HTTP date. Nothing when absent or unreadable; a day at most. */
export function retryAfter(header: string | null, now: Date): Date | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const at = /^\d{1,9}$/.test(text) ? now.getTime() + Number(text) * 1000 : Date.parse(text)
  return Number.isNaN(at) ? undefined : new Date(Math.min(at, now.getTime() + DAY_MS))
}
