import type { Config } from '@certwire/config'
import type { BudgetView } from '@certwire/contracts'
import type { Spender } from '@certwire/domain'
import type { Store } from '@certwire/store'
import { connectAdmission } from './admission.ts'
import { connectAvailability, type Leave } from './availability.ts'
import { connectChanges } from './changes.ts'
import { budgets, outages } from './documents.ts'
import { connectFailures } from './failures.ts'
import { type LimitedIssuer, limitedIssuers } from './issuer.ts'
import { connectLessons, type Said } from './lessons.ts'
import { connectPauses } from './pauses.ts'
import type { PutOff } from './put-off.ts'
import { forgetIdle } from './tidy.ts'
import { viewOf } from './view.ts'

type Names = readonly string[]
type Done = Pick<Spender, 'who' | 'names'>

/** What CAs still allow us, as all processes together have used it. Everything is durable before it resolves. */
export interface Budgets {
  /** Leave to call the CA at all, or when to come again: while it is down one at a time, and slowly at first afterwards. */
  enter(issuer: string): Promise<Leave | PutOff>
  /** What came of the calls that there was leave for. */
  answered(issuer: string, leave: Leave): Promise<void>
  unanswered(issuer: string, leave: Leave): Promise<PutOff | undefined>
  /** Tokens for one new order, or when to come again. A renewal, as RFC 9773 §5 has it, is exempt where the CA says so. */
  order(issuer: string, spender: Spender, isRenewal: boolean): Promise<PutOff | undefined>
  /** The same for a new account. */
  account(issuer: string): Promise<PutOff | undefined>
  accountMade(issuer: string): Promise<void>
  /** The CA has refused something for its rate. */
  learn(issuer: string, names: Names, said: Said): Promise<void>
  /** An order is over, with a certificate or without: what was held for it is spent or given back. */
  over(issuer: string, done: Done, isIssued: boolean): Promise<void>
  /** These authorizations failed; told twice they count once. */
  failed(issuer: string, done: Done): Promise<void>
  succeeded(issuer: string, names: Names): Promise<void>
  /** Whether the last three are of any use with what is configured. */
  readonly counts: boolean
  /** What has been used or said: of one issuer, or of all. */
  list(issuer?: string): Promise<BudgetView[]>
  /** Forgets what is as if it had never been. */
  tidy(signal: AbortSignal): Promise<void>
}

interface Options {
  readonly config: Pick<Config, 'issuers'>
  readonly store: Store
  readonly clock: () => Date
  readonly random: () => number
}

const MOST_LISTED = 500

export async function connectBudgets({ config, store, ...chance }: Options): Promise<Budgets> {
  const { clock } = chance
  const collection = await store.open(budgets)
  const changes = connectChanges(collection)
  const availability = connectAvailability(await store.open(outages), clock)
  const admission = connectAdmission(changes, clock)
  const failures = connectFailures({ collection, changes, clock })
  const lessons = connectLessons({ changes, pauses: connectPauses(collection, clock), ...chance })
  const issuers = limitedIssuers(config.issuers)
  const of = (name: string): LimitedIssuer => issuers.get(name) ?? unlimited(name)
  return {
    enter: async (name) =>
      (await lessons.heeded(of(name), [], 'requests')) ?? availability.enter(of(name)),
    answered: (name, leave) => availability.answered(of(name), leave),
    unanswered: (name, leave) => availability.unanswered(of(name), leave),
    order: async (name, spender, isRenewal) => {
      const issuer = of(name)
      if (isRenewal && issuer.profile.exemptsRenewals) return undefined
      const { names } = spender
      return (
        (await lessons.heeded(issuer, names, 'order')) ??
        (await failures.look(issuer, names)) ??
        admission.order(issuer, spender)
      )
    },
    account: async (name) =>
      (await lessons.heeded(of(name), [], 'account')) ?? admission.account(of(name)),
    accountMade: (name) => admission.accountMade(of(name)),
    learn: (name, names, said) => lessons.learn(of(name), names, said),
    over: (name, done, isIssued) => admission.over(of(name), done, isIssued),
    failed: (name, done) => failures.failed(of(name), done),
    succeeded: (name, names) => failures.succeeded(of(name), names),
    counts: [...issuers.values()].some(({ profile }) => Object.keys(profile).length > 0),
    list: async (only) => {
      const names = only === undefined ? [...issuers.keys()] : [only]
      const found = await Promise.all(
        names.map((name) => collection.find('issuer', { equal: [name], limit: MOST_LISTED })),
      )
      return found.flat().map((one) => viewOf(one, of(one.issuer).profile, clock().getTime()))
    },
    tidy: (signal) => forgetIdle(collection, clock, signal),
  }
}

/** One that was taken out of the configuration, while orders of it are still under way. */
const unlimited = (name: string): LimitedIssuer => ({ name, ca: name, account: name, profile: {} })
