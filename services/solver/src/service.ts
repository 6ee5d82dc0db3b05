import {
  ChallengeCleanedUp,
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  CleanUpChallenge,
  PresentChallenge,
} from '@certwire/contracts'
import { connectZones, propagation } from '@certwire/dns'
import { on, type Platform, service } from '@certwire/runtime'
import { cleanUp } from './clean-up.ts'
import { present } from './present.ts'

const QUESTION_TIMEOUT_MS = 2000

export const solver = service({
  name: 'solver',
  connect: async ({ config: { dns }, clock }: Platform) => {
    const zones = connectZones(dns.zones, { clock })
    const { resolvers } = dns
    const { authoritative } = zones
    const timeoutMs = QUESTION_TIMEOUT_MS
    return {
      zones,
      clock,
      propagation: propagation({ resolvers, authoritative, timeoutMs, clock }),
    }
  },
  handlers: [
    on(PresentChallenge, [ChallengePresented, ChallengePending, ChallengeFailed], present),
    on(CleanUpChallenge, [ChallengeCleanedUp], cleanUp),
  ],
})
