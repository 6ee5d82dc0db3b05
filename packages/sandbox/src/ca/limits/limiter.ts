import { getDomain } from 'tldts'
import type { Account, Order } from '../ca.ts'
import { setOf } from '../names.ts'
import type { SandboxCaOperation } from '../operation.ts'
import { AcmeProblem } from '../problem.ts'
import type { AccountRequest, Asking } from '../reply.ts'
import { type Gate, gate, help } from './gate.ts'
import type { SandboxCaLimits } from './limits.ts'
import { pauses } from './pauses.ts'

/** Counts what its clients ask for; throws `rateLimited` where they ask too much. */
export interface Limiter {
  request(operation: SandboxCaOperation, asking: Asking): void
  account(asking: Asking): void
  /** An exempt one counts nowhere, now or later (RFC 9773 §5 lets a CA do so for a renewal at its time). */
  order(request: AccountRequest, names: readonly string[], isExempt: boolean): void
  challenge(request: AccountRequest): void
  validated(account: Account, name: string, isValid: boolean): void
  issued(order: Order): void
  unpause(): void
}

export function createLimiter(limits: SandboxCaLimits, clock: () => Date): Limiter {
  const open = (limit: keyof SandboxCaLimits & keyof typeof words) =>
    gate(limits[limit], clock, words[limit])
  const accounts = open('accounts')
  const orders = open('orders')
  const challenges = open('challenges')
  const perDomain = open('certificatesPerDomain')
  const perSet = open('certificatesPerSet')
  const failures = open('failures')
  const requests = requestGates(limits, clock)
  const paused = pauses(limits.failuresToPause)
  return {
    request: (operation, asking) => {
      const found = requests.get(operation) ?? requests.get('other')
      found?.pass(asking.address, asking)
    },
    account: (asking) => accounts.pass(asking.address, asking),
    order: (request, names, isExempt) => {
      if (isExempt) return
      const { id } = request.account
      const unpaused = names.map((name) => `${id} ${name}`)
      if (unpaused.some(paused.has)) throw pausedProblem()
      for (const key of unpaused) failures.look(key, request)
      for (const domain of domainsOf(names)) perDomain.look(domain, request)
      perSet.look(setOf(names), request)
      orders.pass(id, request)
    },
    challenge: (request) => challenges.pass(request.account.id, request),
    validated: ({ id }, name, isValid) => {
      const key = `${id} ${name}`
      paused.count(key, isValid)
      if (!isValid) failures.spend(key)
    },
    issued: ({ names, replaces }) => {
      if (replaces !== undefined) return
      for (const domain of domainsOf(names)) perDomain.spend(domain)
      perSet.spend(setOf(names))
    },
    unpause: paused.clear,
  }
}

const words = {
  accounts: (address: string) => `new accounts from ${address}`,
  orders: () => 'new orders of this account',
  challenges: () => 'answered challenges of this account',
  certificatesPerDomain: (domain: string) => `new certificates for ${domain}`,
  certificatesPerSet: (names: string) => `new certificates for exactly ${names.slice(0, 200)}`,
  failures: (key: string) => `failed authorizations of ${key.slice(key.indexOf(' ') + 1)}`,
}

function requestGates({ requests = {} }: SandboxCaLimits, clock: () => Date): Map<string, Gate> {
  const entries = Object.entries(requests).map(([operation, bucket]) => {
    const what = () => `requests of ${operation}`
    return [operation, gate(bucket, clock, what, 503)] as const
  })
  return new Map(entries)
}

function domainsOf(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => getDomain(name.replace(/^\*\./, '')) ?? name))
}

function pausedProblem() {
  const detail =
    'one of the names failed too often and is paused for this account; unpause it first'
  return new AcmeProblem(429, 'rateLimited', detail, { links: [[help, 'help']] })
}
