import type { AcmeProblemDocument } from '@certwire/contracts'
import type { z } from 'zod'
import { endingRows } from './ending-rows.ts'
import { passingRows } from './passing-rows.ts'
import type { CaErrorRow, CaPlace, CaSituation } from './row.ts'
import { validationRows } from './validation-rows.ts'

type ProblemDocument = Readonly<z.infer<typeof AcmeProblemDocument>>

/** What each error of a CA means, and what is done about it: RFC 8555 §6.7, and what real CAs add to it. */
export const caErrors: readonly CaErrorRow[] = [...passingRows, ...validationRows, ...endingRows]

const types: ReadonlySet<string> = new Set(
  caErrors.map(({ error }) => error).filter((error) => !error.includes(' ')),
)

/** The type decides, and where it says nothing, the HTTP status. A 429 is a "later", whatever else it says. */
export function caErrorOf(problem: ProblemDocument, at: CaPlace): CaErrorRow {
  const { type, status = 0, detail, subproblems } = problem
  if (status === TOO_MANY) return rowOf('rateLimited', at, { detail })
  const last = kindOf(type)
  // Text from outside: `constructor` is no row, nor is `lost reply` a type.
  const kind = types.has(last) ? last : 'unknown'
  const row = rowOf(kind, at, { status, detail })
  const parts = row.action === 'by-subproblem' || kind === 'malformed' ? (subproblems ?? []) : []
  if (parts.length > 0) return worst(parts.map((part) => caErrorOf(part, at)))
  return row.action === 'by-subproblem' ? rowOf('unknown', at, { status, detail }) : row
}

export const caSituation = (situation: CaSituation, at: CaPlace): CaErrorRow => rowOf(situation, at)

/** The last part of the type, which is all that older CAs have in common with RFC 8555. */
export const kindOf = (type: string): string => type.slice(type.lastIndexOf(':') + 1)

const TOO_MANY = 429

function rowOf(
  error: string,
  at: CaPlace,
  { status = 0, detail = '' }: { status?: number; detail?: string } = {},
): CaErrorRow {
  const row = caErrors.find(
    (one) =>
      one.error === error &&
      (one.at?.includes(at) ?? true) &&
      (!one.status || (one.status[0] <= status && status <= one.status[1])) &&
      (one.detail?.test(detail) ?? true),
  )
  return row ?? rowOf('unknown', at, { status, detail })
}

/** What only the requester can mend outweighs what the operator can, and that what passes: RFC 8555 §6.7.1. */
const worst = (rows: readonly CaErrorRow[]): CaErrorRow =>
  rows.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a))

function weightOf({ says, waitMs }: CaErrorRow): number {
  if (!says.retryable) return says.actor === 'requester' ? 3 : 2
  return waitMs === undefined ? 1 : 0
}
