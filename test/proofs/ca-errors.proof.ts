import { type CaErrorRow, caErrors } from '@certwire/domain'
import { carriedErrors } from '../support/ca-errors/carried-errors.ts'
import { happenings } from '../support/ca-errors/happenings.ts'
import { isTaken, trailOf, trailText } from '../support/ca-errors/observed.ts'
import type { Provocation } from '../support/ca-errors/provocation.ts'
import { provoke, type Seen } from '../support/ca-errors/provoke.ts'
import { refusedRequests } from '../support/ca-errors/refused-requests.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const provocations = [...refusedRequests, ...carriedErrors, ...happenings]
/** Each has a CA and all services of its own. */
const AT_ONCE = 4

export const caErrorsProof = proof({
  name: 'ca-errors',
  claim:
    'Every row of the error table, provoked on the sandbox CA: the action that it names is taken by the CA’s journal, and the order, the event and the API say who must act and how; no row is untested.',
  run: async ({ say }) => {
    const rows = await inTurn(provocations, async (one) => {
      const row = rowFor(one, await provoke(one))
      say(`${row.right} ${row.provoked}`)
      return row
    })
    const tested = new Set(provocations.map(({ row }) => row))
    const untested = caErrors.filter((row) => !tested.has(row))
    for (const row of untested) say(`untested: ${nameOf(row)}`)
    const right = rows.filter((row) => row.right === 'yes').length
    return {
      ok: right === rows.length && untested.length === 0,
      figures: {
        ...{ rows: caErrors.length, untested: untested.length },
        ...{ provocations: rows.length, actionTakenAndSaid: right },
      },
      table: table(rows),
    }
  },
})

function rowFor({ row, decidedBy = row, how }: Provocation, seen: Seen) {
  const trail = trailOf(seen)
  const right = isTaken(row.action, trail) && isSaid(decidedBy, seen)
  return {
    row: nameOf(row),
    provoked: how,
    action: row.action,
    seen: trailText(trail),
    said: seen.shown ? inAnyRun(`${seen.shown.actor}: ${seen.shown.reason}`) : '',
    right: right ? 'yes' : 'no',
  }
}

const nameOf = ({ error, at, status, detail }: CaErrorRow): string =>
  [
    error,
    ...(status ? [[...new Set(status)].join('–')] : []),
    ...(detail ? ['(paused)'] : []),
    ...(at ? [`at ${at.join(', ')}`] : []),
  ].join(' ')

/** What is mended at once is told to nobody. */
function isSaid({ says }: CaErrorRow, { shown, isInEvent }: Seen): boolean {
  if (!shown) return true
  return shown.actor === says.actor && shown.remedy === says.remedy && isInEvent
}

/** Without what differs from run to run. */
const inAnyRun = (text: string): string =>
  text
    .replaceAll(/:\d{4,5}\b/g, ':PORT')
    .replaceAll(/\/[0-9a-f]{10,}/g, '/ID')
    .replaceAll('|', '\\|')

async function inTurn<T, R>(all: readonly T[], run: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = [...all.entries()]
  const work = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) results[next[0]] = await run(next[1])
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}
