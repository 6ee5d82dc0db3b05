import { getDomain } from 'tldts'
import { bare } from '../name.ts'

/** What an order is to the limits. */
export interface Spender {
  /** Which generation of which order, `ord_1/1`. */
  readonly who: string
  readonly tenant: string
  /** When the order was requested, in milliseconds since 1970: the older goes first. */
  readonly since: number
  readonly names: readonly string[]
}

export const limitNames = [
  ...(['certificatesPerSet', 'certificatesPerDomain', 'failures'] as const),
  ...(['challenges', 'orders', 'accounts', 'requests'] as const),
] as const
export type LimitName = (typeof limitNames)[number]

/** Which buckets an order has to do with, and what becomes of its tokens. */
interface Limit {
  /** `ca`: all our accounts at the CA share a bucket; `account`: each has its own. */
  readonly scope: 'ca' | 'account'
  keysOf(names: readonly string[]): readonly string[]
  /** Tokens that an order takes of each bucket. */
  weightOf(names: readonly string[]): number
  /**
   * When the CA counts: with the request, with the certificate, or at some time until the order is over. What is not
   * counted at once is held until then.
   */
  readonly counted: 'at once' | 'with the certificate' | 'by the end'
  readonly code: string
  readonly what: string
}

const one = () => 1
const all = () => ['']

export const limits: Readonly<Record<LimitName, Limit>> = {
  certificatesPerSet: {
    ...{ scope: 'ca', counted: 'with the certificate', weightOf: one },
    ...{ code: 'ERR_BUDGET_SET', what: 'certificates for exactly these names' },
    keysOf: (names) => [[...new Set(names)].sort().join(',')],
  },
  certificatesPerDomain: {
    ...{ scope: 'ca', counted: 'with the certificate', weightOf: one },
    ...{ code: 'ERR_BUDGET_DOMAIN', what: 'certificates for the registered domain' },
    keysOf: registeredDomains,
  },
  failures: {
    ...{ scope: 'account', counted: 'at once', weightOf: one },
    ...{ code: 'ERR_BUDGET_FAILURES', what: 'failed authorizations of the name' },
    keysOf: (names) => [...new Set(names.map(bare))].sort(),
  },
  challenges: {
    ...{ scope: 'account', counted: 'by the end', weightOf: (names) => names.length },
    ...{ code: 'ERR_BUDGET_CHALLENGES', what: 'challenges of the account', keysOf: all },
  },
  orders: {
    ...{ scope: 'account', counted: 'at once', weightOf: one },
    ...{ code: 'ERR_BUDGET_ORDERS', what: 'new orders of the account', keysOf: all },
  },
  accounts: {
    ...{ scope: 'ca', counted: 'by the end', weightOf: one },
    ...{ code: 'ERR_BUDGET_ACCOUNTS', what: 'new accounts', keysOf: all },
  },
  requests: {
    ...{ scope: 'ca', counted: 'at once', weightOf: one },
    ...{ code: 'ERR_BUDGET_REQUESTS', what: 'requests from here', keysOf: all },
  },
}

/** What an order takes tokens of, always in this order. */
export const spentOnOrders = [
  ...(['certificatesPerSet', 'certificatesPerDomain', 'challenges', 'orders'] as const),
] as const

/** By the public suffix list, its private part included, as CAs count. */
export function registeredDomains(names: readonly string[]): string[] {
  const domains = names
    .map(bare)
    .map((name) => getDomain(name, { allowPrivateDomains: true }) ?? name)
  return [...new Set(domains)].sort()
}
