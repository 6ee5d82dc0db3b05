import type { SandboxCaBend } from './bend.ts'
import { bentChain, bentNames } from './bent.ts'
import type { Ca, Order } from './ca.ts'
import { accountUrl, orderUrl } from './ca.ts'
import type { SigningRequest } from './csr.ts'
import { generateKeyPair } from './key-pair.ts'
import { AcmeProblem, problemFrom } from './problem.ts'
import { certId } from './renewal-info.ts'
import { validityOf } from './validity.ts'

/** Signs the certificate of an order that is processing, as of `now`; the order is valid or invalid then. Never rejects. */
export async function issue(ca: Ca, order: Order, request: SigningRequest, now: Date) {
  const bend = ca.behaviour.bends.take() ?? {}
  try {
    if (bend.refused) throw problemFrom(bend.refused)
    order.serial = await sign(ca, order, request, { bend, now })
    order.progress = 'valid'
  } catch (error) {
    const failure = new AcmeProblem(500, 'serverInternal', 'signing the certificate failed')
    order.error = error instanceof AcmeProblem ? error : failure
    order.progress = 'invalid'
  }
}

async function sign(
  ca: Ca,
  order: Order,
  { publicKey, isRsa, spki, spkiDigest }: SigningRequest,
  { bend, now }: { bend: SandboxCaBend; now: Date },
): Promise<string> {
  const { account, names } = order
  const validity = validityOf(ca.policy, order, new Date(now.getTime() - (bend.agedMs ?? 0)))
  const stranger = bend.key && (await generateKeyPair())
  const issued = await ca.issuer.issue({
    ...{ ...validity, names: bentNames(bend, names) },
    ...(stranger ? { publicKey: stranger.publicKey, isRsa: false } : { publicKey, isRsa }),
  })
  const { serial, der } = issued
  const chains = issued.chains.map((chain) => bentChain(bend, chain))
  ca.certificates.set(serial, {
    ...{ serial, der, chains, account, names, spkiDigest, ...validity },
    ...{ revoked: undefined, renewalInfo: undefined, replacedBy: undefined },
  })
  ca.limiter.issued(order)
  ca.ledger.issued.push({
    ...{ serial, names: [...names], orderUrl: orderUrl(ca, order) },
    ...{ spki: spki.toString('base64'), accountUrl: accountUrl(ca, account), at: now },
    ...{ notAfter: validity.notAfter, certId: certId(ca, serial) },
  })
  return serial
}
