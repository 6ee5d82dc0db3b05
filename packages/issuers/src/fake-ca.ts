import { type AcmePort, AcmeProblem, type Authorization, type Order } from '@certwire/acme'
import type { Issuers } from './issuers.ts'

type Answer<M extends keyof AcmePort> = Awaited<ReturnType<AcmePort[M]>> | Error

/** What each operation answers, one after the other; the last one again and again. */
export type Answers = { readonly [M in keyof AcmePort]?: readonly Answer<M>[] }

interface FakeCa {
  readonly issuers: Issuers
  /** What it was asked, as `newOrder a.example,*.a.example`, `order https://…`, `newAccount contact,eab`. */
  readonly asked: readonly string[]
}

/** A CA that answers as a test wants and writes down what it was asked. It is in no configuration. */
export function fakeCa(answers: Answers = {}): FakeCa {
  const asked: string[] = []
  const rest = new Map<string, unknown[]>()
  for (const [operation, all] of Object.entries(answers)) rest.set(operation, [...all])
  const answer = (operation: keyof AcmePort) => async (subject: unknown) => {
    asked.push(`${operation} ${typeof subject === 'string' ? subject : list(subject)}`)
    const left = rest.get(operation) ?? []
    const next = left.length > 1 ? left.shift() : left[0]
    if (next === undefined) throw new Error(`the fake CA has no answer to ${operation}`)
    if (next instanceof Error) throw next
    return next
  }
  const acme = Object.fromEntries(operations.map((name) => [name, answer(name)]))
  // Each operation answers what `Answers` let it.
  const digest = (token: string) => token
  const challenges = ['dns-01', 'dns-account-01', 'dns-persist-01'] as const
  const account = { name: 'sandbox', accountUrl: 'https://ca.example/account/1', challenges }
  const issuer = { ...account, acme: acme as unknown as AcmePort, digest }
  const entered = (how: string) => async (name: string) => {
    asked.push(`${how} ${name}`)
    return issuer
  }
  const issuers: Issuers = {
    ...{ names: ['sandbox'], defaultName: 'sandbox', open: async () => issuer },
    ...{ register: async () => issuer, reregister: entered('reregister') },
    close: async () => {},
  }
  return { issuers, asked }
}

const list = (subject: unknown) =>
  (Array.isArray(subject) ? subject : Object.keys(Object(subject))).join(',')

const operations = [
  ...(['newAccount', 'newOrder', 'order', 'authorization', 'answerChallenge'] as const),
  ...(['finalize', 'certificate', 'revoke', 'renewalInfo', 'directory'] as const),
  ...(['account', 'updateAccount', 'deactivateAccount', 'keyChange', 'orders'] as const),
]

const ORDER_URL = 'https://ca.example/order/1'

/** The CA's order for `a.example`, pending unless it says otherwise. */
export const anOrder = (changes: Partial<Order> = {}): Order => ({
  ...{ url: ORDER_URL, status: 'pending', names: ['a.example'], finalize: `${ORDER_URL}/finalize` },
  authorizations: ['https://ca.example/authz/1'],
  ...changes,
})

/** Its authorization, pending, with a dns-01 challenge whose token is also the record's value. */
export const anAuthorization = (changes: Partial<Authorization> = {}): Authorization => ({
  ...{ url: 'https://ca.example/authz/1', status: 'pending', name: 'a.example', wildcard: false },
  challenges: [
    { url: 'https://ca.example/chall/1', type: 'dns-01', status: 'pending', token: 't'.repeat(43) },
  ],
  ...changes,
})

/** The CA's no: RFC 8555 §6.7. */
export const aProblem = (kind: string, status = 400, retryAfter?: Date): AcmeProblem =>
  new AcmeProblem(
    { url: ORDER_URL, status },
    { type: `urn:ietf:params:acme:error:${kind}`, detail: 'no', subproblems: [] },
    { retryAfter },
  )
