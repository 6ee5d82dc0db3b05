import type { DnsName, Problem } from '@certwire/contracts'
import { nameSet, requestProblem } from '@certwire/domain'
import { CsrError, readCsr } from '@certwire/pki'

/** The names of the requester's CSR, which are the order's; names beside it have to be the same set. */
export function csrNames(
  csr: string,
  asked: readonly string[],
): { names: DnsName[] } | { problem: Problem } {
  try {
    const set = nameSet(readCsr(csr).names)
    if ('problem' in set || asked.length === 0) return set
    const other = nameSet(asked)
    if ('problem' in other || sameSet(set.names, other.names))
      return 'problem' in other ? other : set
    return { problem: mismatch(set.names) }
  } catch (error) {
    if (!(error instanceof CsrError)) throw error
    return {
      problem: requestProblem(error.code, error.message, 'Make a new CSR and request again.'),
    }
  }
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name) => b.includes(name))

const mismatch = (names: readonly string[]): Problem =>
  requestProblem(
    'ERR_CSR_NAMES',
    `The names of the request are not those of its CSR, which has ${names.length}.`,
    'Make them equal, or send the CSR alone.',
  )
