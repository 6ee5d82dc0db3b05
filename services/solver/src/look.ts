import type { Propagation, PropagationPolicy, PropagationReport } from '@certwire/dns'
import type { RecordDocument } from './ledger/record-documents.ts'
import type { Changes } from './writer/changes.ts'

export interface LookDeps {
  readonly changes: Changes
  readonly propagation: Propagation
  /** How many servers an issuer wants to have the records. */
  readonly policyOf: (issuer: string) => PropagationPolicy
}

/**
 * One look whether records are out: where the vendor says when a change is in sync, as it says, else at the servers.
 */
export async function look(
  records: readonly RecordDocument[],
  issuer: string,
  { changes, propagation, policyOf }: LookDeps,
  signal: AbortSignal,
): Promise<PropagationReport> {
  const ids = [...new Set(records.flatMap(({ change }) => change ?? []))]
  const known = await Promise.all(ids.map((id) => changes.get(id)))
  const told = new Map(known.flatMap((change) => (change ? [[change._id, change]] : [])))
  const waiting = records.flatMap(({ change = '', challenge }) => {
    const { open, acceptedAt } = told.get(change) ?? {}
    if (open === undefined) return []
    const saw = `PENDING since ${acceptedAt}`
    return [{ server: 'the provider', name: challenge, holds: false, saw }]
  })
  const untold = records.filter(({ change = '' }) => !told.has(change))
  if (untold.length === 0)
    return { complete: waiting.length === 0, lagging: waiting, servers: waiting }
  const seen = await propagation.check(untold.map(asked), policyOf(issuer), signal)
  return {
    complete: seen.complete && waiting.length === 0,
    lagging: [...waiting, ...seen.lagging],
    servers: [...waiting, ...seen.servers],
  }
}

const asked = ({ challenge, value }: RecordDocument) => ({ name: challenge, value })
