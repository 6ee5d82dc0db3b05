import {
  CertApproved,
  CertCancelled,
  CertDenied,
  CertRetried,
  CertRevoked,
} from '@certwire/contracts'
import fc from 'fast-check'
import * as is from './fixtures.ts'
import type { World } from './world.ts'
import type { Mood } from './world-answers.ts'

interface Happening {
  readonly what: (typeof whats)[number]
  readonly which: number
  readonly mood: Mood
}

const whats = [
  ...(['go', 'go', 'go', 'go', 'do', 'hear', 'wait'] as const),
  ...(['go', 'go', 'go', 'go', 'do', 'hear', 'wait'] as const),
  ...(['lose', 'cancel', 'retry', 'approve', 'approve', 'deny', 'revoke', 'revoke'] as const),
] as const
const moods = ['well', 'well', 'well', 'later', 'badly', 'hopelessly'] as const
/** What may happen to an order and around it. */
export const history: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...whats),
    which: fc.nat(1000),
    mood: fc.constantFrom(...moods),
  }),
  { maxLength: 60, size: 'max' },
)

const requests = [
  ...[{}, {}, { needsApproval: true }, { fallbacks: ['other', 'last'] }],
  {
    ...{ needsApproval: true, fallbacks: ['other'], wishes: { replaces: 'a.b' } },
    patience: { validating: 1, finalizing: 1, placing: 0.02, approving: 2 },
  },
]
/** What an order may be asked for with. */
export const request = fc.constantFrom(...requests)

export function happen(world: World, { what, which, mood }: Happening): void {
  const command = world.said[which % world.said.length]
  const answer = world.answers[which % world.answers.length]
  if (what === 'go') world.go(mood)
  if (what === 'do' && command) world.execute(command, mood)
  if (what === 'hear' && answer) world.deliver(answer)
  if (what === 'wait') world.wait()
  if (what === 'lose') world.lose()
  if (what === 'cancel') world.deliver(CertCancelled(is.orderId, {}))
  if (what === 'retry') world.deliver(CertRetried(is.orderId, {}))
  if (what === 'approve') world.deliver(CertApproved(is.orderId, { by: 'us' }))
  if (what === 'deny') world.deliver({ ...CertDenied(is.orderId, {}), id: `denial-${which}` })
  if (what === 'revoke')
    world.deliver(CertRevoked(is.orderId, { ...revocation, key: keyOf(which) }))
}

const revocation = { reason: 'superseded' } as const
const keyOf = (which: number) => (which % 2 === 0 ? 'account' : 'certificate')
