import { z } from 'zod'
import type { Ca, Order } from './ca.ts'
import { orderUrl } from './ca.ts'
import { checkCaa } from './caa.ts'
import type { SigningRequest } from './csr.ts'
import { readCsr } from './csr.ts'
import { issue } from './issue.ts'
import { orderReply, ownOrder } from './order.ts'
import { orderStatus } from './order-status.ts'
import { AcmeProblem } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { parsePayload } from './reply.ts'
import { hold, settleOrder } from './settle.ts'

const Finalize = z.object({ csr: z.string().regex(/^[A-Za-z0-9_-]+$/, 'not base64url') })

/**
 * RFC 8555 §7.4. A CSR that is refused leaves the order ready; the reply to a good one shows the order valid already, or
 * processing where a test wants it so.
 */
export async function finalize(ca: Ca, request: AccountRequest): Promise<Reply> {
  const order = ownOrder(ca, request)
  ca.ledger.finalizations.push({ orderUrl: orderUrl(ca, order) })
  await settleOrder(ca, order)
  assertReady(ca, order)
  const { csr } = parsePayload(Finalize, request)
  const signingRequest = await readCsr(Buffer.from(csr, 'base64url'), order.names)
  if (signingRequest.spkiDigest === order.account.key.spkiDigest) {
    throw new AcmeProblem(400, 'badCSR', 'the key of the CSR is the key of the account')
  }
  if (ca.policy.checksCaa) await checkCaa(ca, order.names)
  // Another finalization may have come in between while the CSR was read.
  assertReady(ca, order)
  await begin(ca, order, signingRequest)
  return orderReply(ca, order)
}

async function begin(ca: Ca, order: Order, request: SigningRequest) {
  order.progress = 'processing'
  const ms = order.processingMs ?? ca.behaviour.processingMs
  if (ms > 0) hold(ca, order, request, ms)
  else await issue(ca, order, request, ca.clock())
}

function assertReady(ca: Ca, order: Order) {
  const status = orderStatus(order, ca.clock())
  if (status === 'ready') return
  throw new AcmeProblem(403, 'orderNotReady', `the order is ${status}, not ready`)
}
