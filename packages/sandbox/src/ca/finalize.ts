import { z } from 'zod'
import type { Ca, Order } from './ca.ts'
import { orderUrl } from './ca.ts'
import type { SigningRequest } from './csr.ts'
import { readCsr } from './csr.ts'
import { orderReply, ownOrder } from './order.ts'
import { orderStatus } from './order-status.ts'
import { AcmeProblem } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { parsePayload } from './reply.ts'

const Finalize = z.object({ csr: z.string().regex(/^[A-Za-z0-9_-]+$/, 'not base64url') })

/** RFC 8555 §7.4. A CSR that is refused leaves the order ready; the reply to a good one shows the order valid already. */
export async function finalize(ca: Ca, request: AccountRequest): Promise<Reply> {
  const order = ownOrder(ca, request)
  ca.ledger.finalizations.push({ orderUrl: orderUrl(ca, order) })
  assertReady(ca, order)
  const { csr } = parsePayload(Finalize, request)
  const signingRequest = await readCsr(Buffer.from(csr, 'base64url'), order.names)
  if (signingRequest.spkiDigest === order.account.key.spkiDigest) {
    throw new AcmeProblem(400, 'badCSR', 'the key of the CSR is the key of the account')
  }
  // Another finalization may have come in between while the CSR was read.
  assertReady(ca, order)
  order.progress = 'processing'
  await issue(ca, order, signingRequest)
  return orderReply(ca, order)
}

function assertReady(ca: Ca, order: Order) {
  const status = orderStatus(order, ca.clock())
  if (status === 'ready') return
  throw new AcmeProblem(403, 'orderNotReady', `the order is ${status}, not ready`)
}

async function issue(ca: Ca, order: Order, request: SigningRequest) {
  const { account, names } = order
  const { publicKey, isRsa, spki, spkiDigest } = request
  try {
    const issued = await ca.issuer.issue({ names, publicKey, isRsa, now: ca.clock() })
    const { serial } = issued
    ca.certificates.set(serial, { ...issued, account, names, spkiDigest, revoked: undefined })
    ca.ledger.issued.push({
      serial,
      names: [...names],
      orderUrl: orderUrl(ca, order),
      spki: spki.toString('base64'),
    })
    order.serial = serial
    order.progress = 'valid'
  } catch {
    order.error = new AcmeProblem(500, 'serverInternal', 'signing the certificate failed')
    order.progress = 'invalid'
  }
}
