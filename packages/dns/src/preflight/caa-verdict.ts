import { type CaaProperty, type Permission, permission } from './caa-property.ts'
import { failure, ok, type Verdict, warning } from './finding.ts'

/** Who is going to be asked for the certificate. */
export interface Ca {
  /** RFC 8555 §9.7.6: by which names CAA records know it. None where it does not say, or could not be asked. */
  readonly identities: readonly string[]
  /** The URL of our account there, where there is one. */
  readonly accountUrl?: string
}

/** Other properties are about mail, logos and whom to write to (IANA, Certification Authority Restriction). */
const UNDERSTOOD = new Set([
  ...['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone'],
])
const METHOD = 'dns-01'

/** What the relevant CAA records (RFC 8659 §3), found at `place`, say of this CA. */
export function caaVerdict(
  properties: readonly CaaProperty[],
  { wildcard, place }: { readonly wildcard: boolean; readonly place: string },
  ca: Ca,
): Verdict {
  const strange = properties.find(({ critical, tag }) => critical && !UNDERSTOOD.has(tag))
  if (strange) return failure('ERR_CAA_CRITICAL', `${place} has the critical ${shown(strange)}`)
  const asked = relevant(properties, wildcard)
  if (asked.length === 0) return ok(`nothing at ${place} restricts who issues`)
  const saw = `${place} has ${asked.map(shown).join(', ')}`
  const permissions = asked.map(({ value }) => permission(value))
  if (permissions.every(({ issuer }) => issuer === '')) return failure('ERR_CAA_FORBIDS', saw)
  if (ca.identities.length === 0)
    return warning('ERR_CAA_FORBIDS', `${saw}, and the CA does not say by which name it goes`)
  const names = ca.identities.map((name) => name.toLowerCase())
  const ours = permissions.filter(({ issuer }) => names.includes(issuer))
  if (ours.length === 0)
    return failure('ERR_CAA_FORBIDS', `${saw}, and the CA is ${names.join(' or ')}`)
  return limits(ours, saw, ca)
}

/** RFC 8659 §4.3: `issuewild`, where there is one, is all that counts for a wildcard, and nothing for other names. */
function relevant(properties: readonly CaaProperty[], wildcard: boolean): CaaProperty[] {
  const of = (wanted: string) => properties.filter(({ tag }) => tag === wanted)
  const wild = of('issuewild')
  return wildcard && wild.length > 0 ? wild : of('issue')
}

/** RFC 8657: one that permits us without a limit, or within it, is enough. */
function limits(ours: readonly Permission[], saw: string, { accountUrl }: Ca): Verdict {
  const byMethod = ours.filter(allowsMethod)
  if (byMethod.length === 0) return failure('ERR_CAA_METHOD', saw)
  const free = byMethod.some((one) => accounts(one).length === 0)
  if (free) return ok(saw)
  if (accountUrl === undefined)
    return warning('ERR_CAA_ACCOUNT', `${saw}, and it is not known which account is ours`)
  // RFC 8657 §3: one that names two accounts names none.
  const named = byMethod.some((one) => accounts(one).join(' ') === accountUrl)
  return named ? ok(saw) : failure('ERR_CAA_ACCOUNT', `${saw}, and our account is ${accountUrl}`)
}

const accounts = ({ parameters }: Permission): string[] =>
  parameters.filter(([tag]) => tag === 'accounturi').map(([, value]) => value)

const allowsMethod = ({ parameters }: Permission): boolean =>
  parameters
    .filter(([tag]) => tag === 'validationmethods')
    .every(([, value]) => value.toLowerCase().split(',').includes(METHOD))

const shown = ({ tag, value }: CaaProperty): string => `${tag} "${value}"`
