import type { CertRequested, Identifier, MessageOf, Problem } from '@certwire/contracts'
import { nameSet, requestProblem, sameNames } from '@certwire/domain'
import { CsrError, readCsr } from '@certwire/pki'

type Request = MessageOf<typeof CertRequested>['data'] & { readonly csr: string }

/** The names of the requester's CSR, which are the order's; names and a key type beside it have to be the same. */
export function csrNames({
  csr,
  ...asked
}: Request): { names: Identifier[] } | { problem: Problem } {
  try {
    const { names, keyType } = readCsr(csr)
    if (asked.key !== undefined && asked.key !== keyType)
      return { problem: otherKey(asked.key, keyType) }
    const set = nameSet(names)
    if ('problem' in set || asked.names.length === 0) return set
    const other = nameSet(asked.names)
    if ('problem' in other || sameNames(set.names, other.names))
      return 'problem' in other ? other : set
    return { problem: otherNames(set.names) }
  } catch (error) {
    if (!(error instanceof CsrError)) throw error
    return {
      problem: requestProblem(error.code, error.message, 'Make a new CSR and request again.'),
    }
  }
}

const otherNames = (names: readonly string[]): Problem =>
  requestProblem(
    'ERR_CSR_NAMES',
    `The names of the request are not those of its CSR, which has ${names.length}.`,
    'Make them equal, or send the CSR alone.',
  )

const otherKey = (asked: string, found: string): Problem =>
  requestProblem(
    'ERR_CSR_KEY',
    `The request asks for a key of ${asked}; its CSR has one of ${found}.`,
    'Make a CSR with that key, or send the CSR alone.',
  )
