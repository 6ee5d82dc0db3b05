import { Identifier, type Problem } from '@certwire/contracts'
import { badName, normalise } from './name.ts'
import { requestProblem } from './problem.ts'

/** What CAs take in one certificate. */
const MOST = 100

/** Whether two sets of names are one, in whatever order. */
export const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  new Set(some).symmetricDifference(new Set(others)).size === 0

/**
 * The set of names of a request: lower-case A-labels and addresses, each once, in the order given.
 *
 * A wildcard and its apex are two names; the first name that is not legal is the problem.
 */
export function nameSet(raw: readonly string[]): { names: Identifier[] } | { problem: Problem } {
  const names = [...new Set(raw.map(normalise))]
  if (names.length === 0)
    return {
      problem: requestProblem('ERR_NAMES_EMPTY', 'The request has no names.', 'Name at least one.'),
    }
  if (names.length > MOST)
    return {
      problem: requestProblem(
        'ERR_NAMES_TOO_MANY',
        `The request has ${names.length} names; a certificate takes at most ${MOST}.`,
        'Split the request.',
      ),
    }
  for (const name of names) {
    const problem = badName(name)
    if (problem) return { problem }
  }
  return { names: names.map((name) => Identifier.parse(name)) }
}
