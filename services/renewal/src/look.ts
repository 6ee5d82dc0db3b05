import { type OrderId, stamp } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import {
  asking,
  awake,
  expired,
  isForgotten,
  isOver,
  type Order,
  type Renewal,
  renewed,
  stopped,
} from '@certwire/domain'
import { ariCertId } from '@certwire/pki'
import { type Platform, post } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import { type Acting, act } from './act.ts'
import { ask } from './ask.ts'
import { lineageEnded } from './problems.ts'
import { successorRequest } from './successor.ts'
import { warned } from './warn.ts'
import type { Windows } from './windows.ts'

export interface Looking extends Acting, Pick<Platform, 'bus' | 'log' | 'random'> {
  readonly renewals: Collection<Renewal>
  readonly certificates: Pick<Collection<CertificateDocument>, 'get'>
  readonly windows: Windows
}

/**
 * One certificate whose time has come: what is due is done, and kept by one compare-and-set. A successor is asked for
 * after that; if the request is lost, the next look finds no order and it is said again.
 */
export async function look(due: Renewal, deps: Looking, signal: AbortSignal): Promise<void> {
  const kept = await claimed(due, deps)
  if (!kept) return
  const order = await deps.orders.get(kept.orderId)
  const next = { ...(await after(kept, order, deps, signal)), version: kept.version + 1 }
  if (!(await deps.renewals.replace(next))) return
  const { state, successor } = next
  if (state !== 'requested' || successor === undefined || !order) return
  if (!(await deps.orders.get(successor))) await say(next, order, successor, deps)
}

/** Of all processes one asks the CA: it would count every question. Nothing for those that do not. */
async function claimed(
  due: Renewal,
  { renewals, clock }: Pick<Looking, 'renewals' | 'clock'>,
): Promise<Renewal | undefined> {
  if (due.pollAt === undefined || due.pollAt > clock().toISOString()) return due
  const version = due.version + 1
  return (await renewals.replace({ ...asking(due, clock()), version }))
    ? { ...due, version }
    : undefined
}

async function after(
  kept: Renewal,
  order: Order | undefined,
  deps: Looking,
  signal: AbortSignal,
): Promise<Renewal> {
  if (isForgotten(kept, deps.clock())) return expired(kept)
  if (order?.phase === 'cancelled' || order?.phase === 'revoked')
    return stopped(kept, lineageEnded(order._id, order.phase))
  const known = kept.issuer === undefined ? await identified(kept, order, deps) : kept
  const asked = await ask(known, deps, signal)
  // That it is rushed is kept first, for the others to see how many there are.
  const acted = asked.rushedAt === kept.rushedAt ? await act(asked, order, deps) : asked
  return isOver(acted) ? acted : warned(acted, deps)
}

/** At its first look it is found out whom to ask, and for what; and its predecessor is done with. */
async function identified(
  renewal: Renewal,
  order: Order | undefined,
  { certificates, renewals }: Looking,
): Promise<Renewal> {
  const certificate = await certificates.get(renewal._id)
  if (!certificate) return renewal
  if (order?.renewalOf !== undefined) await succeed(order.renewalOf, renewal, renewals)
  const certId = ariCertId(certificate.chain)
  return awake({ ...renewal, issuer: certificate.issuer, ...(certId && { certId }) })
}

/** Also who was renewed by somebody else's request needs no other one. Of another tenant nothing that is said counts. */
async function succeed(
  predecessor: string,
  { _id, tenantId }: Renewal,
  renewals: Looking['renewals'],
): Promise<void> {
  for (;;) {
    const before = await renewals.get(predecessor)
    if (before?.tenantId !== tenantId || isOver(before)) return
    if (await renewals.replace({ ...renewed(before, _id), version: before.version + 1 })) return
  }
}

async function say(
  renewal: Renewal,
  order: Order,
  successor: OrderId,
  { bus, clock, log }: Looking,
): Promise<void> {
  const id = `${successor}.request.${renewal.version}`
  const mark = { id, source: '/certwire/renewal', time: clock(), tenantId: renewal.tenantId }
  const request = stamp(successorRequest(renewal, order, successor), mark)
  await post(bus, [request]).catch((err: unknown) =>
    log.warn({ orderId: successor, err }, 'a renewal is kept, and will be asked for later'),
  )
}
