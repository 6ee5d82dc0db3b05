const LONGEST_MS = 24 * 3_600_000

/** RFC 9110 §10.2.3: seconds or an HTTP date. Within the next day, and nothing when it says nothing that can be read. */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const at = /^\d+$/.test(text)
    ? now.getTime() + Number(text) * 1000
    : /^[A-Z][a-z]{2}/.test(text)
      ? Date.parse(text)
      : Number.NaN
  if (Number.isNaN(at)) return undefined
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + LONGEST_MS))
}
