import type { VendorReply } from '../vendor/serve.ts'
import { HvcaRefusal, json } from './refusal.ts'
import type { SandboxHvcaCertificate, SandboxHvcaClaim, State } from './state.ts'

const seconds = (at: Date | undefined) => (at ? Math.floor(at.getTime() / 1000) : undefined)

/** Claims of a status, which has to be said. */
export function claims({ searchParams }: URL, { account, largestPage }: State): VendorReply {
  const status = searchParams.get('status')
  if (status !== 'PENDING' && status !== 'VERIFIED')
    throw new HvcaRefusal(422, 'Validation failed', { status: 'PENDING or VERIFIED' })
  const found = account.claims.map(claim).filter((one) => one.status === status)
  return page(found, searchParams, largestPage)
}

/** What was issued from then to then, both in UNIX seconds. */
export function issued({ searchParams }: URL, { account, largestPage }: State): VendorReply {
  const from = whole(searchParams, 'from', 0)
  const to = whole(searchParams, 'to', Number.MAX_SAFE_INTEGER)
  const found = account.issued
    .map(certificate)
    .filter(({ not_before: at }) => at !== undefined && at >= from && at <= to)
  return page(found, searchParams, largestPage)
}

const claim = (
  { domain, status, expiresAt, assertBy, method }: SandboxHvcaClaim,
  index: number,
) => ({
  id: index.toString(16).toUpperCase().padStart(32, '0'),
  ...{ status, domain: `${domain}.`, log: [] },
  ...{ expires_at: seconds(expiresAt), assert_by: seconds(assertBy) },
  ...(method !== undefined && { last_verification_method: method }),
})

const certificate = ({ serial, notBefore, notAfter }: SandboxHvcaCertificate) => ({
  serial_number: serial,
  ...{ not_before: seconds(notBefore), not_after: seconds(notAfter) },
})

/** Never more than the largest page, whatever is asked for; the headers tell how many there are and where to go on. */
function page(all: readonly object[], query: URLSearchParams, largest: number): VendorReply {
  const number = whole(query, 'page', 1)
  const size = Math.min(whole(query, 'per_page', largest), largest)
  const last = Math.max(1, Math.ceil(all.length / size))
  const links = [
    ...(number < last ? [link(query, number + 1, 'next')] : []),
    link(query, last, 'last'),
  ]
  return {
    ...{ status: 200, outcome: 'ok' },
    headers: { ...json, 'total-count': String(all.length), links: links.join(', ') },
    body: JSON.stringify(all.slice((number - 1) * size, number * size)),
  }
}

function link(query: URLSearchParams, number: number, relation: string): string {
  const next = new URLSearchParams(query)
  next.set('page', String(number))
  return `<?${next}>; rel="${relation}"`
}

function whole(query: URLSearchParams, key: string, otherwise: number): number {
  const text = query.get(key)
  if (text === null) return otherwise
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new HvcaRefusal(422, 'Validation failed', { [key]: 'must be a whole number' })
}
