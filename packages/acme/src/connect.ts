import { getAccount, updateAccount } from './account.ts'
import { readAuthorization } from './authorization.ts'
import { downloadCertificate, revokeCertificate } from './certificate.ts'
import { readChallenge } from './challenge.ts'
import { finalizeOrder, getOrder, placeOrder } from './order.ts'
import { listOrders } from './order-list.ts'
import type { AcmePort } from './port.ts'
import { getRenewalInfo } from './renewal-info.ts'
import { type AcmeOptions, openSession } from './session.ts'

/** A CA behind `AcmePort`. Opens no connection yet; throws for a key or a URL that will not do. */
export function connectAcme(options: AcmeOptions): AcmePort {
  const session = openSession(options)
  const { directory, newAccount, keyChange, close, post, clock } = session
  return {
    ...{ directory, newAccount, keyChange, close },
    account: (signal) => getAccount(session, signal),
    updateAccount: (update, signal) => updateAccount(session, update, signal),
    deactivateAccount: (signal) => updateAccount(session, { status: 'deactivated' }, signal),
    orders: (signal) => listOrders(session, signal),
    newOrder: (names, signal, wishes = {}) => placeOrder(session, names, wishes, signal),
    order: (url, signal) => getOrder(session, url, signal),
    authorization: async (url, signal) => readAuthorization(await post(url, { signal }), clock()),
    // RFC 8555 §7.5.1: an empty JSON object, not an empty body.
    answerChallenge: async (url, signal) =>
      readChallenge(await post(url, { payload: {}, signal }), clock()),
    finalize: (url, csr, signal) => finalizeOrder(session, url, csr, signal),
    certificate: (url, signal) => downloadCertificate(session, url, signal),
    revoke: (pem, signal, how = {}) => revokeCertificate(session, pem, how, signal),
    renewalInfo: (certId, signal) => getRenewalInfo(session, certId, signal),
  }
}
