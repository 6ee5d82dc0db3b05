import { randomUUID } from 'node:crypto'
import {
  ChallengeCleanedUp,
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  CleanUpChallenge,
  PresentChallenge,
} from '@certwire/contracts'
import { connectDns } from '@certwire/dns'
import { zoneStates } from '@certwire/documents'
import { on, type Platform, service } from '@certwire/runtime'
import { cleanUp } from './clean-up.ts'
import { connectLedger } from './ledger/ledger.ts'
import { records } from './ledger/record-documents.ts'
import { releases } from './ledger/release-documents.ts'
import { connectReleases } from './ledger/releases.ts'
import { present } from './present.ts'
import { expire, sweep } from './sweep.ts'
import { changes } from './writer/change-documents.ts'
import { connectChanges } from './writer/changes.ts'
import { connectLeases } from './writer/leases.ts'
import { zoneWriters } from './writer/zone-writers.ts'

/** Most of the time a handler waits for a zone's writer, or for servers: a whole batch of orders may wait together. */
const AT_ONCE = 256

export const solver = service({
  name: 'solver',
  connect: async ({ config: { dns, issuers }, store, clock, log }: Platform) => {
    const connected = connectDns(dns, clock)
    const deps = {
      ...{ ...connected, clock, log },
      policyOf: (issuer: string) => issuers[issuer]?.propagation ?? 'all',
      ledger: connectLedger(await store.open(records), clock),
      releases: connectReleases(await store.open(releases), clock),
      changes: connectChanges(await store.open(changes), { clock, id: newId }),
      leases: connectLeases(await store.open(zoneStates), { clock, holder: newId() }),
    }
    return { ...deps, writers: zoneWriters(deps) }
  },
  handlers: [
    on(PresentChallenge, [ChallengePresented, ChallengePending, ChallengeFailed], present, {
      atOnce: AT_ONCE,
    }),
    on(CleanUpChallenge, [ChallengeCleanedUp], cleanUp, { atOnce: AT_ONCE }),
  ],
  jobs: [
    { name: 'sweep', everyMs: 1000, run: sweep },
    { name: 'expire', everyMs: 60_000, run: expire },
  ],
  close: ({ writers }) => writers.close(),
})

const newId = (): string => randomUUID()
