import {
  CertIssued,
  CertificateId,
  CertRequested,
  type Identifier,
  type MessageOf,
  OrderId,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { type CertificateDocument, certificates, orders, renewals } from '@certwire/documents'
import { awake, firstRenewal, nameSet, type Order, open, type Renewal } from '@certwire/domain'
import { createLog, type Platform, parse } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import type { Looking } from './look.ts'
import { plans } from './plan-documents.ts'
import { connectPlans } from './plans.ts'
import type { Answer } from './windows.ts'

const DAY = 24 * 60 * 60_000
const issuedAt = new Date('2026-11-01T00:00:00.000Z')
export const dayText = (days: number): string =>
  new Date(issuedAt.getTime() + days * DAY).toISOString()

const tenantId = TenantId.parse('default')
const never: AbortSignal = new AbortController().signal

type Policy = Looking['policy'] & Parameters<typeof connectPlans>[0]['policy']

/** The store and what is around renewal, by a clock that stands at a day of the certificates' life. */
export async function stage(given: Partial<Policy> = {}) {
  const policy: Policy = {
    ...{ renewal: 'auto', massRenewal: 'automatic', massRenewalAbove: 2, ...given },
  }
  const store = await sqliteStore({ file: ':memory:' })
  onTestFinished(() => store.close())
  const state = { day: 0, away: false, answer: { untold: 'not offered' } as Answer }
  const clock = () => new Date(dayText(state.day))
  const kept = await store.open(renewals)
  const planDocuments = await store.open(plans)
  const { bus, ...said } = visibleBus(state)
  const asked: string[] = []
  const deps = {
    ...{ bus, clock, policy, random: () => 0, log: createLog('silent'), renewals: kept },
    orders: await store.open(orders),
    certificates: await store.open(certificates),
    plans: connectPlans({ plans: planDocuments, renewals: kept, policy, clock }),
    windows: {
      ask: async (issuer: string, certId: string) => {
        asked.push(`${issuer} ${certId}`)
        return state.answer
      },
      close: async () => {},
    },
  }
  const issue = async (certificate: CertificateDocument, more: Partial<Order> = {}) => {
    await deps.certificates.insert(certificate)
    await deps.orders.insert(orderOf(certificate, more))
    return certificate
  }
  return { ...{ deps, planDocuments, state, issue, asked, never }, ...said }
}

/** A bus with a visible list, which can be taken away. */
function visibleBus(state: { readonly away: boolean }) {
  const packets: Parameters<Platform['bus']['publish']>[0][number][] = []
  const publish: Platform['bus']['publish'] = async (more) => {
    if (state.away) throw new Error('away')
    packets.push(...more)
  }
  const rest = { subscribe: async () => ({ close: async () => {} }), ready: async () => {} }
  return {
    bus: { ...rest, publish, close: async () => {} },
    packets,
    requests: (): MessageOf<typeof CertRequested>[] =>
      packets
        .filter(({ subject }) => subject.startsWith('cert.requested'))
        .map(({ body, ...packet }) =>
          requestIn({ ...packet, body, headers: {}, storedId: '1', attempt: 1 }),
        ),
  }
}

const requestIn = (delivery: Parameters<typeof parse>[1]) =>
  parse(CertRequested, delivery) as MessageOf<typeof CertRequested>

/** RFC 9773, appendix A. */
const chain = `-----BEGIN CERTIFICATE-----
MIIBQzCB66ADAgECAgUAh2VDITAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwpFeGFt
cGxlIENBMCIYDzAwMDEwMTAxMDAwMDAwWhgPMDAwMTAxMDEwMDAwMDBaMBYxFDAS
BgNVBAMTC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeBZu
7cbpAYNXZLbbh8rNIzuOoqOOtmxA1v7cRm//AwyMwWxyHz4zfwmBhcSrf47NUAFf
qzLQ2PPQxdTXREYEnKMjMCEwHwYDVR0jBBgwFoAUaYhba4dGQEHhs3uEe6CuLN4B
yNQwCgYIKoZIzj0EAwIDRwAwRAIge09+S5TZAlw5tgtiVvuERV6cT4mfutXIlwTb
+FYN/8oCIClDsqBklhB9KAelFiYt9+6FDj3z4KGVelYM5MdsO3pK
-----END CERTIFICATE-----
`

/** What storage keeps of a certificate of 90 days, the one of RFC 9773 by its chain. */
export function certificateOf(id: string, days = 90): CertificateDocument {
  const certificateId = CertificateId.parse(`crt_${id}`)
  const facts = {
    ...{ certificateId, serial: '01', subject: 'CN=a', issuerName: 'CN=CA' },
    ...{ notBefore: dayText(0), notAfter: dayText(days) },
  }
  return {
    ...{ _id: certificateId, version: 1, tenantId, orderId: OrderId.parse(`ord_${id}`) },
    ...{ issuer: 'ca', names: names(`${id}.example`), facts, chain },
    ...{ notAfter: facts.notAfter, createdAt: dayText(0) },
  }
}

function names(name: string): Identifier[] {
  const set = nameSet([name])
  return 'names' in set ? set.names : []
}

/** The order that a certificate came from. */
export function orderOf(
  { orderId, names, facts: certificate }: CertificateDocument,
  more: Partial<Order> = {},
): Order {
  const request = { orderId, tenantId, digest: 'd', issuer: 'ca', key: 'p384' as const }
  const { placeAt: _, ...order } = open({ ...request, verdict: { names } }, issuedAt) as Order & {
    phase: 'placing'
  }
  const orderUrl = 'https://ca.example/order/1'
  return { ...order, phase: 'issued', orderUrl, certificate, ...more } as Order
}

export const renewalOf = (certificate: CertificateDocument, given: Partial<Renewal> = {}) =>
  awake({
    ...firstRenewal({ ...certificate, certificate: certificate.facts }, issuedAt, () => 0),
    ...given,
  })

export const issuedEvent = ({ orderId, names, facts: certificate }: CertificateDocument) =>
  stamp(CertIssued(orderId, { names, certificate }), {
    ...{ id: 'evt_1', source: 'test', time: issuedAt, tenantId },
  })
