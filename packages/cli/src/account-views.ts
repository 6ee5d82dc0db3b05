import type { AccountView, EabView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { sentences } from './sentences.ts'

export const accountColumns: Columns<AccountView> = [
  ['issuer', ({ issuer }) => issuer],
  ['state', ({ state }) => state],
  ['account', ({ url }) => url ?? ''],
  ['eab', ({ eabKid }) => eabKid ?? ''],
  ['notices', ({ notices }) => notices.map(({ code }) => code).join(', ')],
]

/** Everything that explains an account: where it is, with what it was made, and what is configured otherwise. */
export const accountFields: Columns<AccountView> = [
  ['Issuer', ({ issuer }) => issuer],
  ['Directory', ({ directory }) => directory],
  ['State', ({ state }) => state],
  ['Account', ({ url }) => url ?? ''],
  ['Key', ({ thumbprint }) => thumbprint ?? ''],
  ['Contact', ({ contact }) => contact.join(', ')],
  ['EAB', ({ eabKid }) => eabKid ?? ''],
  ['Registered', ({ registeredAt }) => registeredAt ?? ''],
  ['Deactivated', ({ deactivatedAt }) => deactivatedAt ?? ''],
  ['Before it', ({ former }) => former.join('\n')],
  ['Notice', ({ notices }) => notices.map(noticeLine).join('\n')],
]

const noticeLine = ({ code, reason, remedy }: AccountView['notices'][number]) =>
  `${code}: ${sentences(reason, remedy)}`

export const eabColumns: Columns<EabView> = [
  ['id', ({ id }) => id],
  ['issuer', ({ issuer }) => issuer],
  ['kid', ({ kid }) => kid],
  ['state', ({ state, reusable }) => (reusable ? `${state}, reusable` : state)],
  ['owner', ({ owner }) => owner ?? ''],
  ['expires', ({ expiresAt }) => expiresAt ?? ''],
  ['account', ({ accountUrl }) => accountUrl ?? ''],
  ['refused', ({ refused }) => refused?.code ?? ''],
]
