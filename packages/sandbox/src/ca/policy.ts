import { isIP } from 'node:net'
import { algorithms } from './account-key.ts'
import type { SandboxCaOptions } from './options.ts'
import type { SandboxCaProfile } from './profile.ts'

type Switch =
  | 'reusesAuthorizations'
  | 'takesAddresses'
  | 'honoursDates'
  | 'repeatsTokens'
  | 'checksCaa'
  | 'requiresContact'
  | 'renewalInfo'

/** The options that say what the CA does for whom, all of them decided. */
export interface Policy
  extends Readonly<Record<Switch, boolean>>,
    Required<Pick<SandboxCaOptions, 'blocked' | 'challenges' | 'caaIdentities' | 'algorithms'>> {
  readonly reusesOrders: 200 | 201 | undefined
  /** None where the CA does not offer a choice. */
  readonly profiles: ReadonlyMap<string, SandboxCaProfile>
  /** Of orders that name none. */
  readonly profile: SandboxCaProfile
  /** Names and addresses that need no proof; a test may change them. */
  readonly claims: Set<string>
}

export function policyOf(options: SandboxCaOptions): Policy {
  const { validityDays = 90, challenges = ['dns-01'], caaIdentities = [] } = options
  if (challenges.includes('dns-persist-01') && caaIdentities.length === 0) {
    throw new RangeError('dns-persist-01 needs caaIdentities: they are the names in its records')
  }
  const profiles = new Map(Object.entries(options.profiles ?? {}))
  const [named] = profiles.values()
  return {
    ...{ challenges, caaIdentities, profiles },
    profile: named ?? { description: '', validityHours: validityDays * 24 },
    reusesOrders: options.reusesOrders,
    reusesAuthorizations: options.reusesAuthorizations ?? false,
    takesAddresses: options.takesAddresses ?? false,
    honoursDates: options.honoursDates ?? false,
    repeatsTokens: options.repeatsTokens ?? false,
    checksCaa: options.checksCaa ?? false,
    requiresContact: options.requiresContact ?? false,
    renewalInfo: options.renewalInfo ?? true,
    blocked: options.blocked ?? [],
    algorithms: options.algorithms ?? algorithms,
    claims: new Set(options.claims),
  }
}

/** Whether the name, a wildcard without its `*.`, is one of these or below one. */
export function isWithin(name: string, parents: Iterable<string>): boolean {
  const isAddress = isIP(name) !== 0
  for (const parent of parents) {
    if (name === parent || (!isAddress && name.endsWith(`.${parent}`))) return true
  }
  return false
}
