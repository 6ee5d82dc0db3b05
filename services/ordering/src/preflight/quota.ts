import type { Problem } from '@certwire/contracts'
import type { HvcaAccounts } from '../hvca/hvca.ts'
import type { Objection } from './preflight.ts'

/** Nothing is asked of a CA whose quota is used up. What is not known stops nobody. */
export const quotaObjection =
  (hvca: Pick<HvcaAccounts, 'of'>): Objection =>
  async (_, { name }, signal) => {
    const quota = await hvca.of(name)?.quota(signal)
    return quota !== undefined && quota <= 0 ? spent(name) : undefined
  }

const spent = (issuer: string): Problem => ({
  code: 'ERR_CA_QUOTA',
  reason: `The quota of our account at ${issuer} is used up: no certificate may be issued.`,
  actor: 'operator',
  remedy: 'Have the quota raised at the CA: the order goes on by itself then.',
  retryable: true,
})

/** The first that anybody has. */
export const anyObjection =
  (all: readonly Objection[]): Objection =>
  async (names, issuer, signal) => {
    for (const objection of all) {
      const problem = await objection(names, issuer, signal)
      if (problem) return problem
    }
    return undefined
  }
