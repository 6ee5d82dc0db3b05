const LONGEST_MS = 24 * 3_600_000

/** RFC 9110 §10.2.3, at most a day. Undefined when nothing is said that can be read. */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  const text = header?.trim() ?? ''
  const at = /^\d+$/.test(text) ? now.getTime() + Number(text) * 1000 : httpDate(text)
  if (Number.isNaN(at) || at <= now.getTime()) return undefined
  return new Date(Math.min(at, now.getTime() + LONGEST_MS))
}

// Date.parse alone takes numbers for years.
const httpDate = (text: string) =>
  /^[A-Z][a-z]{2}, [\w :]{1,40} GMT$/.test(text) ? Date.parse(text) : Number.NaN
