import type { CaErrorRow, CaPlace } from './row.ts'
import { another, operator, operatorMeanwhile } from './says.ts'

const here: readonly CaPlace[] = ['validation']

/** What the CA saw of a name when it looked, which may be another thing a minute later: RFC 8555 §6.7 and §8.2. */
export const validationRows: readonly CaErrorRow[] = [
  seen(
    'dns',
    'See with `certwire doctor names` that every name server answers, and that DNSSEC is in order; then retry.',
  ),
  seen(
    'unauthorized',
    'See that all name servers of the zone answer the CA with the TXT record; then retry.',
  ),
  seen(
    'incorrectResponse',
    'See that all name servers of the zone answer with the TXT record of this order, and no cache or other tool with another; then retry.',
  ),
  seen(
    'connection',
    'See that the name servers of the zone can be reached from everywhere, through every firewall; then retry.',
  ),
  seen('tls', 'See what answers the CA in place of the name; then retry.'),
  { ...caa(), at: here, counts: true },
  caa(),
  ...['malformed', 'unknown'].map((error) => ({
    ...{ error, at: here, action: 'fail' as const, counts: true as const },
    says: operator('See what the CA says, then retry.'),
  })),
  // Elsewhere than in a challenge they are of no name, and say no more than that this order is over.
  ...['dns', 'connection', 'tls', 'incorrectResponse'].map((error) => ({
    ...{ error, action: 'new-order' as const, says: another() },
  })),
]

function seen(error: string, remedy: string): CaErrorRow {
  return { error, at: here, action: 'new-order', says: operatorMeanwhile(remedy), counts: true }
}

/** RFC 8659. What forbids this CA today does so tomorrow. */
function caa(): CaErrorRow {
  return {
    error: 'caa',
    action: 'fail',
    says: operator(
      'Add a CAA record that permits this CA, or remove the one that forbids it: `certwire doctor names` shows it; then retry.',
    ),
  }
}
