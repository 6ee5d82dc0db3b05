const LONGEST_MS = 24 * 3_600_000

/**
 * RFC 9110 §10.2.3: seconds or an HTTP date, as an instant from now to a day from now, so that nothing a server says can
 * overflow a timer or park anything for ever. No shortest pause is added: how often to ask is the caller's business.
 * Undefined when the server says nothing that can be read.
 */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  const text = header?.trim() ?? ''
  const at = /^\d+$/.test(text) ? now.getTime() + Number(text) * 1000 : httpDate(text)
  if (Number.isNaN(at)) return undefined
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + LONGEST_MS))
}

// Date.parse alone takes "-5" and "1.5" for dates.
const httpDate = (text: string) =>
  /^[A-Z][a-z]{2,8}, [\w :-]{1,40} GMT$/.test(text) ? Date.parse(text) : Number.NaN
