/** Delta seconds, an HTTP-date so many seconds on, any text as it is, or null for no header at all. */
export type SandboxCaRetryAfter = number | { readonly dateIn: number } | string | null

/** The header (RFC 9110 §10.2.3), if there is to be one. */
export function retryAfterHeader(form: SandboxCaRetryAfter, now: Date): string | undefined {
  if (form === null) return undefined
  if (typeof form !== 'object') return String(form)
  return new Date(now.getTime() + form.dateIn * 1000).toUTCString()
}

/** When a client may come again that goes by the header; undefined where it says nothing. */
export function retryAt(header: string, now: Date): Date | undefined {
  if (/^\d+$/.test(header)) return new Date(now.getTime() + Number(header) * 1000)
  const at = new Date(header)
  return Number.isNaN(at.getTime()) ? undefined : at
}
