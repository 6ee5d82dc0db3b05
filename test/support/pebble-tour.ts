import { X509Certificate } from 'node:crypto'
import type { AcmePort, RenewalInfo } from '@certwire/acme'
import type { AccountView, OrderId, OrderView, Wishes } from '@certwire/contracts'
import { connectUnknown } from '@certwire/issuers'
import { ariCertId } from '@certwire/pki'
import { ZONE } from './ground.ts'
import type { OneProcess } from './one-process.ts'

/** One thing that has to work, and what came of it. */
export interface TourStep {
  readonly step: string
  readonly ok: boolean
  readonly saw: string
}

const PATIENCE_MS = 60_000
const DAY_MS = 24 * 3_600_000
export const profiles = {
  classic: { description: 'Three months.', validityPeriod: 7_776_000 },
  shortlived: { description: 'Six days.', validityPeriod: 518_400 },
}

/** Everything of ACME that a current Pebble has and a public CA will have, through a whole Certwire. */
export async function pebbleTour(on: OneProcess): Promise<TourStep[]> {
  const ca = await connectUnknown(issuerOf(on), () => new Date())
  try {
    const first = await issued(on, 'a', { profile: { name: 'shortlived', required: true } })
    const steps = [
      await accountStep(on),
      profileStep(first),
      ...(await renewalSteps(on, ca, first)),
    ]
    return [...steps, ...(await accountSteps(on))]
  } finally {
    await ca.close()
  }
}

async function accountStep({ api }: OneProcess): Promise<TourStep> {
  const { state, eabKid, url } = (await api.get('/accounts/pebble')) as AccountView
  const ok = state === 'valid' && eabKid === 'kid-1'
  return {
    step: 'account by EAB',
    ok,
    saw: `${state}, ${eabKid}, ${URL.parse(url ?? '')?.pathname}`,
  }
}

function profileStep({ chain }: Issued): TourStep {
  const { validFromDate, validToDate } = new X509Certificate(chain)
  const days = (validToDate.getTime() - validFromDate.getTime()) / DAY_MS
  return { step: 'profile shortlived', ok: Math.round(days) === 6, saw: `${days.toFixed(1)} days` }
}

async function renewalSteps(on: OneProcess, ca: AcmePort, { chain }: Issued): Promise<TourStep[]> {
  const replaces = ariCertId(chain) ?? ''
  const info = await ca.renewalInfo(replaces, AbortSignal.timeout(PATIENCE_MS))
  const wishes = { replaces, profile: { name: 'classic', required: true } }
  const next = await issued(on, 'a', wishes)
  const moved = await ca.renewalInfo(replaces, AbortSignal.timeout(PATIENCE_MS))
  const again = await issued(on, 'a', wishes)
  return [
    { step: 'renewal information', ok: isWithin(info, chain), saw: told(info) },
    { step: 'order that replaces', ok: next.isIssued, saw: `${next.phase}; then ${told(moved)}` },
    {
      step: 'replaced once more',
      ok: again.isIssued,
      saw: `${again.phase}, without replaces`,
    },
  ]
}

function isWithin({ window }: RenewalInfo, chain: string): boolean {
  const { validFromDate, validToDate } = new X509Certificate(chain)
  return window.start > validFromDate && window.end <= validToDate
}

const told = ({ window }: RenewalInfo) => `${window.start.toISOString().slice(0, 16)}Z`

async function accountSteps(on: OneProcess): Promise<TourStep[]> {
  const before = (await on.api.get('/accounts/pebble')) as AccountView
  const rolled = (await on.api.post('/accounts/pebble/rollover', {})).body as AccountView
  const after = await issued(on, 'b')
  const gone = (await on.api.post('/accounts/pebble/deactivate', {})).body as AccountView
  const refused = await issued(on, 'c')
  const isRolled = rolled.url === before.url && rolled.thumbprint !== before.thumbprint
  const isRefused = refused.code === 'ERR_ACCOUNT_DEACTIVATED'
  return [
    { step: 'key rollover', ok: isRolled, saw: rolled.state },
    { step: 'order with the new key', ok: after.isIssued, saw: after.phase },
    { step: 'deactivation', ok: gone.state === 'deactivated', saw: gone.state },
    { step: 'order afterwards', ok: isRefused, saw: `${refused.phase} ${refused.code}` },
  ]
}

interface Issued {
  readonly isIssued: boolean
  readonly phase: string
  readonly code: string
  readonly chain: string
}

async function issued({ api }: OneProcess, host: string, wishes: Wishes = {}): Promise<Issued> {
  const names = [`${host}.${ZONE}`, `*.${host}.${ZONE}`]
  const { body } = await api.post('/requests', { names, wishes })
  const { orderId } = body as { orderId: OrderId }
  const order: OrderView = await api.finished(orderId, AbortSignal.timeout(PATIENCE_MS))
  const id = order.certificate?.certificateId
  const chain = id === undefined ? '' : (await api.exported(id)).fullchain
  const { phase, problem } = order
  return { isIssued: phase === 'issued', phase, code: problem?.code ?? '', chain }
}

const issuerOf = ({ pebble: { directoryUrl: directory, tlsCaPem: tlsCa } }: OneProcess) => ({
  ...{ name: 'pebble', directory, tlsCa, contact: [], origins: [], propagation: 'all' as const },
})
