import type { IssuerAccountView, ReconciliationView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { span } from './span.ts'

/** What the CA says of our account: what may still be issued, and which domains need no proof until when. */
export const accountFields = (now: Date): Columns<IssuerAccountView> => [
  ['Issuer', ({ issuer }) => issuer],
  ['Quota left', ({ quota }) => String(quota)],
  ['Issued', ({ issued }) => String(issued)],
  ['Revoked', ({ revoked }) => String(revoked)],
  ['Claims', ({ claims }) => claims.map((claim) => claimLine(claim, now)).join('\n')],
  ['', ({ isWhole }) => (isWhole ? '' : 'there are more claims than these')],
]

function claimLine(
  { domain, status, expiresAt, assertBy }: IssuerAccountView['claims'][number],
  now: Date,
): string {
  const ends = expiresAt ? `  ${until('expires', 'expired', expiresAt, now)}` : ''
  const asserted = assertBy && !expiresAt ? `  ${until('assert', 'lapsed', assertBy, now)}` : ''
  return `${domain}  ${status}${ends}${asserted}`
}

function until(will: string, has: string, instant: string, now: Date): string {
  const at = new Date(instant)
  return at > now ? `${will} in ${span(now, at)}` : `${has} ${span(at, now)} ago`
}

/** What only one side has; what both have is but counted. */
export const reconciliationFields: Columns<ReconciliationView> = [
  ['Issuer', ({ issuer }) => issuer],
  ['Span', ({ from, to }) => `${from} to ${to}`],
  ['On both sides', ({ both }) => String(both)],
  ['Only at the CA', ({ onlyThere }) => lines(onlyThere, (one) => one.notBefore ?? '')],
  [
    'Only here',
    ({ onlyHere }) =>
      lines(onlyHere, (one) => `${one.notBefore}  ${one.certificateId}  ${one.names.join(', ')}`),
  ],
  [
    '',
    ({ isWhole }) => (isWhole ? '' : 'one side has more than was compared: take a shorter span'),
  ],
]

const lines = <Row extends { serial: string }>(rows: readonly Row[], rest: (row: Row) => string) =>
  rows.length === 0 ? 'none' : rows.map((row) => `${row.serial}  ${rest(row)}`).join('\n')
