import { firstAnswer } from '../location.ts'
import type { Reading } from '../reading.ts'
import { ok, type Verdict, warning } from './finding.ts'
import { isKnown, type Target } from './target.ts'

const MOST_VALUES = 20
const MOST_BYTES = 4096
/** Of a resource record with a compressed name (RFC 1035 §4.1.3), and of the length of its string. */
const AROUND_A_VALUE = 13

/** Whether so many values have been left at the name that a CA may not read them all. */
export async function txtCheck(
  { at, zone }: Target,
  reading: Reading,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  if (!zone || !isKnown(at) || !at.certain) return undefined
  const answer = await firstAnswer(at.servers, { name: at.name, type: 'TXT' }, reading, signal)
  return answer && verdictOn(answer.answers.filter(({ type }) => type === 'TXT'))
}

function verdictOn(records: readonly { readonly data: string }[]): Verdict {
  const bytes = records.reduce((sum, { data }) => sum + data.length + AROUND_A_VALUE, 0)
  const saw = `${records.length} TXT values, ${bytes} bytes`
  return records.length > MOST_VALUES || bytes > MOST_BYTES
    ? warning('ERR_DNS_TXT_CROWDED', saw)
    : ok(saw)
}
