import type { Ca } from './ca.ts'
import { accountUrl, orderUrl } from './ca.ts'
import type { SandboxCaControl } from './control.ts'
import { delay, release } from './settle.ts'

/** What a test does to the CA while it runs. */
export function createControl(ca: Ca): Omit<SandboxCaControl, 'calls'> {
  const { behaviour, policy, limiter } = ca
  return {
    claims: policy.claims,
    answerNext: (script, { operation, times } = {}) =>
      behaviour.scripts.add(script, times, operation),
    failNext: (problem, times) => behaviour.failures.add(problem, times),
    issueNext: (bend, times) => behaviour.bends.add(bend, times),
    setRetryAfter: (operation, form) => {
      if (form === undefined) behaviour.retryAfter.delete(operation)
      else behaviour.retryAfter.set(operation, form)
    },
    processingFor: (milliseconds, url) => processingFor(ca, milliseconds, url),
    release: async (url) => {
      const orders = url === undefined ? [...ca.orders.values()] : [orderAt(ca, url)]
      await Promise.all(orders.map((each) => release(ca, each, ca.clock())))
    },
    validatingFor: (ms, error) => {
      behaviour.validating = { ms, error }
    },
    setRenewalInfo: (serial, info) => {
      for (const each of serial === 'all' ? ca.certificates.values() : [certificate(ca, serial)]) {
        each.renewalInfo = info
      }
    },
    changeTerms: (url) => {
      behaviour.terms = url
    },
    forgetAccounts: (url) => forgetAccounts(ca, url),
    unpause: limiter.unpause,
  }
}

function processingFor(ca: Ca, milliseconds: number, url: string | undefined) {
  if (url === undefined) {
    ca.behaviour.processingMs = milliseconds
    return
  }
  const order = orderAt(ca, url)
  order.processingMs = milliseconds
  delay(ca, order, milliseconds)
}

function forgetAccounts(ca: Ca, url: string | undefined) {
  for (const account of ca.accounts.values()) {
    if (url !== undefined && accountUrl(ca, account) !== url) continue
    ca.accounts.delete(account.id)
    ca.accountsByKey.delete(account.key.thumbprint)
  }
}

function orderAt(ca: Ca, url: string) {
  const found = ca.orders.get(url.slice(url.lastIndexOf('/') + 1))
  if (found && orderUrl(ca, found) === url) return found
  throw new RangeError(`The CA has no order ${url}.`)
}

function certificate(ca: Ca, serial: string) {
  const found = ca.certificates.get(serial)
  if (found) return found
  throw new RangeError(`The CA has issued no certificate ${serial}.`)
}
