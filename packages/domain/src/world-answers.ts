import {
  AuthorizationInvalid,
  AuthorizationPending,
  AuthorizationValid,
  CertificateIssued,
  CertificateRejected,
  CertificateStored,
  ChallengeCleanedUp,
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  type ChallengeRecord,
  CsrPrepared,
  DnsName,
  OrderDeferred,
  OrderInvalid,
  OrderPlaced,
  OrderProcessing,
  OrderRefused,
  RevocationDeferred,
  RevocationRefused,
  RevocationStored,
} from '@certwire/contracts'
import * as is from './fixtures.ts'
import type { ClockDue, Incoming } from './step.ts'

/** How a command ends: well, not yet, or badly in a manner that may pass or that does not. */
export type Mood = 'well' | 'later' | 'badly' | 'hopelessly'

/** As much of a command's data as any of them is read for. */
export interface CommandData {
  readonly issuer: string
  readonly generation: number
  readonly records: readonly ChallengeRecord[]
}

const { orderId: id } = is
const name = DnsName.parse('example.com')

export type Answer = Exclude<Incoming, ClockDue>

/** A command's data, and an hour from now. */
interface Said extends CommandData {
  readonly until: string
}

type Answers = { readonly [M in Mood]?: (said: Said) => Answer }

const lost = ({ generation }: Said) => ({ generation, problem: is.lost })
const hopeless = ({ generation }: Said) => ({ generation, problem: is.hopeless })
const later = ({ generation, until }: Said) => ({ generation, until, problem: is.lost })

/** Two generations share a value, as at a CA that reuses its authorizations. */
function placed({ generation }: Said) {
  const value = String(Math.ceil(generation / 2)).padStart(43, 'v')
  const record = { name: '_acme-challenge.example.com', value }
  const url = `https://ca.example/challenge/${generation}`
  return { ...is.placed.data, generation, challenges: [{ name, url, record }] }
}

const finalized: Answers = {
  well: ({ generation }) => CertificateIssued(id, { generation, chain: 'CHAIN' }),
  later: ({ generation, until }) => OrderProcessing(id, { generation, until }),
  badly: (said) => OrderInvalid(id, lost(said)),
}

const { certificateId } = is.stored.data.certificate

const revocation = {
  ...{ certificateId, reason: 'superseded' as const, revokedAt: is.now.toISOString() },
}

const revoked: Answers = {
  well: () => RevocationStored(id, revocation),
  later: ({ until }) => RevocationDeferred(id, { until, problem: is.lost }),
  hopelessly: () => RevocationRefused(id, { problem: is.hopeless }),
}

const answers: Readonly<Record<string, Answers>> = {
  'ordering.place': {
    well: (said) => OrderPlaced(id, placed(said)),
    later: (said) => OrderDeferred(id, later(said)),
    badly: (said) => OrderRefused(id, lost(said)),
    hopelessly: (said) => OrderRefused(id, hopeless(said)),
  },
  'solver.present': {
    well: ({ generation, records }) =>
      ChallengePresented(id, { generation, records: [...records] }),
    later: (said) => ChallengePending(id, { ...later(said), records: [...said.records] }),
    badly: (said) => ChallengeFailed(id, lost(said)),
    hopelessly: (said) => ChallengeFailed(id, hopeless(said)),
  },
  'solver.clean-up': { well: ({ records }) => ChallengeCleanedUp(id, { records: [...records] }) },
  'storage.prepare': { well: ({ generation }) => CsrPrepared(id, { generation, csr: 'CSR' }) },
  'validation.validate': {
    well: ({ generation }) => AuthorizationValid(id, { generation }),
    later: ({ generation, until }) => AuthorizationPending(id, { generation, until }),
    badly: (said) => AuthorizationInvalid(id, lost(said)),
    hopelessly: (said) => AuthorizationInvalid(id, hopeless(said)),
  },
  'finalization.finalize': finalized,
  'finalization.collect': finalized,
  'finalization.revoke': revoked,
  'storage.revoke': revoked,
  'storage.store': {
    well: ({ generation }) => CertificateStored(id, { ...is.stored.data, generation }),
    hopelessly: (said) => CertificateRejected(id, hopeless(said)),
  },
}

/** What the services and the CA say to a command; nothing to what is no command. */
export function answerTo(
  type: string,
  data: CommandData,
  mood: Mood,
  now: Date,
): Answer | undefined {
  const until = new Date(now.getTime() + 3_600_000).toISOString()
  const answer = answers[type]?.[mood] ?? answers[type]?.well
  return answer?.({ ...data, until })
}
