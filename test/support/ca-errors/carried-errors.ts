import { caErrorOf } from '@certwire/domain'
import { misbehave, type SandboxCaProblem } from '@certwire/sandbox'
import type { Provocation } from './provocation.ts'

const detail = 'as the test wants it'
const urn = (kind: string) => `urn:ietf:params:acme:error:${kind}`

/** The CA finds so of the name when it looks. */
const found = (kind: string, status = 400): Provocation => ({
  row: caErrorOf({ type: urn(kind), detail, status }, 'validation'),
  how: `the challenge becomes invalid: ${kind}`,
  arrange: ({ ca }) => ca.failNext(problem(kind, status)),
})

/** The CA gives the order up after it has taken the CSR. */
const ended = (kind: string, status = 400): Provocation => ({
  row: caErrorOf({ type: urn(kind), detail, status }, 'issuance'),
  how: `the order becomes invalid: ${kind}`,
  arrange: ({ ca }) => ca.issueNext(misbehave.refused(problem(kind, status))),
})

// A CA may word it as it likes, the sandbox's types are those that it has itself.
const problem = (kind: string, status: number) =>
  ({ type: kind, detail, status }) as SandboxCaProblem

export const carriedErrors: readonly Provocation[] = [
  found('rateLimited'),
  found('dns'),
  found('unauthorized', 403),
  found('incorrectResponse', 403),
  found('connection'),
  found('tls'),
  found('caa', 403),
  found('malformed'),
  found('of-tomorrow'),
  ended('serverInternal', 500),
  ended('conflict', 409),
  ended('of-tomorrow', 500),
  ended('dns'),
  ended('connection'),
  ended('tls'),
  ended('incorrectResponse', 403),
]
