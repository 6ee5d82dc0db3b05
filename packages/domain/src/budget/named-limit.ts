import { bare } from '../name.ts'
import { type LimitName, limits, registeredDomains } from './limit.ts'

/** What a CA says with a refusal: everything that may tell which limit it means. */
export interface Refusal {
  readonly detail: string
  /** `Link: rel="help"`. */
  readonly help?: string
  /** Identifiers of its subproblems. */
  readonly identifiers: readonly string[]
}

/** A limit, and those of its buckets that are meant. */
export interface NamedLimit {
  readonly limit: LimitName
  readonly keys: readonly string[]
}

const IDENTIFIER_SET =
  /\b(exact(ly)?|identical|duplicate)\b|\bsets? of (identifiers|names|domains|hostnames)\b|\bidentifier set/i
const FAILURES = /\bfail(ed|ures?|ing)?\b|\bpaused?\b|temporarily prevented/i
const ACCOUNTS = /\b(registrations?|new[- ]accounts?)\b/i

/**
 * The limit that a refusal of an order means. CAs say it in words only (RFC 8555 §6.6), so what is not understood is
 * taken for the account's orders, which is the whole issuer and no more.
 */
export function namedLimit(refusal: Refusal, names: readonly string[]): NamedLimit {
  const { detail, help = '', identifiers } = refusal
  const words = `${detail} ${help.replaceAll(/[-_/#]/g, ' ')}`
  const mentions = (key: string) => identifiers.includes(key) || mentionedIn(detail, key)
  if (IDENTIFIER_SET.test(words)) return whole('certificatesPerSet', names)
  const ofOrder = names.map(bare).filter(mentions)
  if (FAILURES.test(words)) return whole('failures', ofOrder.length > 0 ? ofOrder : names)
  const domains = registeredDomains(names).filter(mentions)
  if (domains.length > 0) return { limit: 'certificatesPerDomain', keys: domains }
  if (ofOrder.length > 0) return whole('failures', ofOrder)
  return whole(ACCOUNTS.test(words) ? 'accounts' : 'orders', names)
}

const whole = (limit: LimitName, names: readonly string[]): NamedLimit => ({
  limit,
  keys: limits[limit].keysOf(names),
})

/** As a name of its own: `a.example` is not in `ba.example` or `a.example.com`. */
function mentionedIn(text: string, name: string): boolean {
  const words = text.toLowerCase().split(/[^a-z0-9.*-]+/)
  return words.some((word) => bare(word.replace(/\.+$/, '')) === name)
}
