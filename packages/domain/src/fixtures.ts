import {
  AuthorizationValid,
  CertificateIssued,
  CertificateStored,
  ChallengeCleanedUp,
  ChallengePresented,
  CsrPrepared,
  DnsName,
  OrderId,
  OrderPlaced,
  OrderRefused,
  type Problem,
  TenantId,
} from '@certwire/contracts'
import type { Order } from './order.ts'
import { open, type Request } from './request.ts'
import type { Incoming } from './step.ts'
import { transition } from './transition.ts'

export const now = new Date('2026-11-24T12:00:00.000Z')
export const orderId = OrderId.parse('ord_1')
const name = DnsName.parse('example.com')
const record = { name: '_acme-challenge.example.com', value: 'v'.repeat(43) }

export const records = [record]
export const lost: Problem = {
  code: 'ERR_TEST',
  reason: 'It did not work.',
  actor: 'nobody',
  remedy: 'None.',
  retryable: true,
}
export const hopeless: Problem = { ...lost, retryable: false }

export const due: Incoming = { type: 'clock.due', data: {} }
export const placed = OrderPlaced(orderId, {
  generation: 1,
  orderUrl: 'https://ca.example/order/1',
  finalizeUrl: 'https://ca.example/order/1/finalize',
  challenges: [{ name, url: 'https://ca.example/challenge/1', record }],
})
export const presented = ChallengePresented(orderId, { generation: 1, records })
export const prepared = CsrPrepared(orderId, { generation: 1, csr: 'CSR' })
export const valid = AuthorizationValid(orderId, { generation: 1 })
const issued = CertificateIssued(orderId, { generation: 1, chain: 'CHAIN' })
export const cleanedUp = ChallengeCleanedUp(orderId, { records })
export const stored = CertificateStored(orderId, {
  generation: 1,
  certificate: {
    certificateId: `crt_${'a'.repeat(40)}` as never,
    serial: '01',
    subject: 'CN=example.com',
    issuerName: 'CN=Test CA',
    notBefore: '2026-11-24T12:00:00.000Z',
    notAfter: '2027-02-22T12:00:00.000Z',
  },
})

/** The CA refuses these generations, the first one unless others are named. */
export const refusals = (problem: Problem, ...generations: readonly number[]): Incoming[] =>
  (generations.length > 0 ? generations : [1]).map((generation) =>
    OrderRefused(orderId, { generation, problem }),
  )

/** Every answer of an order that goes well, in the order in which they can come. */
export const happyPath: readonly Incoming[] = [
  placed,
  presented,
  prepared,
  valid,
  issued,
  cleanedUp,
  stored,
]

export const opened = (more: Partial<Request> = {}): Order =>
  open(
    {
      orderId,
      tenantId: TenantId.parse('default'),
      digest: 'digest',
      issuer: 'sandbox',
      key: 'p256',
      verdict: { names: [name] },
      ...more,
    },
    now,
  )

/** The order after these messages, one after the other. */
export const after = (messages: readonly Incoming[], order: Order = opened()): Order =>
  messages.reduce((so, message) => transition(so, message, now), order)

/** What the order says, by type. */
export const said = ({ outbox }: Order): string[] => outbox.map(({ type }) => type)
