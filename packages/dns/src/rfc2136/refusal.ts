import { DnsProviderError, type DnsProviderErrorCode } from '../provider-error.ts'
import type { TsigKey } from './tsig.ts'
import type { TsigRecord } from './tsig-record.ts'
import type { UpdateAnswer } from './update-answer.ts'

/** What an answer is judged by. */
interface Asked {
  readonly zone: string
  /** Where something is added. */
  readonly names: readonly string[]
  readonly key: TsigKey | undefined
  /** When the request was signed. */
  readonly now: Date
}

/** The code, and what the server did with what has to be done about it. */
type Refusal = readonly [code: DnsProviderErrorCode, what: string]

const AUTH = 'ERR_DNS_PROVIDER_AUTH'
const REFUSED = 'ERR_DNS_PROVIDER_REFUSED'
const ZONE = 'ERR_DNS_PROVIDER_ZONE'
const MALFORMED = 'ERR_DNS_PROVIDER_MALFORMED'
const UNREACHABLE = 'ERR_DNS_PROVIDER_UNREACHABLE'
const BADTIME = 18

/** RFC 1035 §4.1.1 and RFC 2136 §2.2. */
const rcodes: Readonly<Record<number, (asked: Asked) => Refusal>> = {
  1: () => [REFUSED, 'does not understand the update (FORMERR): does it take updates by RFC 2136?'],
  2: () => [UNREACHABLE, 'failed to make the update (SERVFAIL): its log says why.'],
  3: ({ zone }) => [ZONE, `has no zone ${zone} (NXDOMAIN).`],
  4: () => [REFUSED, 'takes no updates (NOTIMP): is it the right server?'],
  5: ({ zone, key }) => [
    AUTH,
    `does not let ${key ? `the key ${key.name}` : 'this host'} update ${zone} (REFUSED): allow it there, and be sure that it is the zone's primary server.`,
  ],
  7: ({ names: [name = '', ...others] }) => [
    REFUSED,
    `has a CNAME at ${name}${others.length > 0 ? ' or another name of this change' : ''} (YXRRSET): a TXT record has no place beside it.`,
  ],
  9: ({ zone, key }) =>
    key
      ? [ZONE, `is no primary server of the zone ${zone} (NOTAUTH): correct server or zone.`]
      : [AUTH, `takes no update of ${zone} without a key, or does not serve it (NOTAUTH).`],
  10: ({ zone }) => [ZONE, `finds names outside of the zone ${zone} (NOTZONE).`],
}

/** RFC 8945 §5.3.2: what was so wrong with our signature that the answer has none. */
const unsignedErrors: Readonly<Record<number, (key: TsigKey, zone: string) => Refusal>> = {
  16: ({ name }) => [AUTH, `has another secret for the key ${name} (BADSIG): correct keySecret.`],
  // Knot says so as well where it has the key, and does not let it update.
  17: ({ name, algorithm }, zone) => [
    AUTH,
    `takes no update of ${zone} by a key ${name} with ${algorithm} (BADKEY): correct keyName or keyAlgorithm, or allow it there.`,
  ],
}

/**
 * Why an answer is a no; nothing when it is a yes. A no is believed without a signature: a server that does not know the
 * key has none to sign with, and some never sign it. A yes is not.
 */
export function refusalOf(
  where: string,
  answer: UpdateAnswer,
  asked: Asked,
): DnsProviderError | undefined {
  const refusal = judged(answer, asked)
  return refusal && new DnsProviderError(refusal[0], `${where} ${refusal[1]}`)
}

function judged({ rcode, tsig, isTrusted }: UpdateAnswer, asked: Asked): Refusal | undefined {
  const { zone, key, now } = asked
  if (key && tsig) {
    const unsigned = unsignedErrors[tsig.error]?.(key, zone)
    if (unsigned) return unsigned
    if (!isTrusted) return [MALFORMED, 'gave an answer with a wrong signature.']
    if (tsig.error !== 0) return [AUTH, `does not accept our signature (${reasonOf(tsig, now)}).`]
  }
  if (rcode !== 0) return rcodes[rcode]?.(asked) ?? [REFUSED, `answered with RCODE ${rcode}.`]
  return isTrusted ? undefined : [MALFORMED, 'accepted the update without a signature.']
}

/** RFC 8945 §5.2.3: a server that finds the time wrong says what time it has. */
function reasonOf({ error, other }: TsigRecord, now: Date): string {
  const there = new Date(other.length === 6 ? other.readUIntBE(0, 6) * 1000 : Number.NaN)
  if (error !== BADTIME || Number.isNaN(there.getTime())) return `TSIG error ${error}`
  const times = `it is ${there.toISOString()} there and ${now.toISOString()} here`
  return `BADTIME: ${times}, correct the clock that is wrong`
}
