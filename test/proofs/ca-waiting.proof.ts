import { type Waited, type WaitForm, waitAtTheCa } from '../support/ca-wait.ts'
import { type Measured, type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

const RESTARTS = 20
const MINUTE_S = 60
/** The most that a CA is believed: RFC 8555 sets no limit, and an order must not be parked for ever. */
const DAY_S = 86_400

interface Form extends WaitForm {
  /** How long after the CA the order may end: the CA's own pause, or ours where it says nothing, and a minute. */
  readonly withinS: number
}

const days = { processingHours: 72 } as const

const forms: readonly Form[] = [
  {
    name: 'the rest of the wait, in seconds',
    retryAfter: (leftS) => Math.max(30, Math.ceil(leftS / 4)),
    ...{ ...days, withinS: MINUTE_S },
  },
  { name: 'two hours', retryAfter: () => 7200, ...days, withinS: 7200 + MINUTE_S },
  { name: 'a date in an hour', retryAfter: () => ({ dateIn: 3600 }), ...days, withinS: 3660 },
  { name: '86400', retryAfter: () => DAY_S, ...days, withinS: DAY_S + MINUTE_S },
  { name: '3000000', retryAfter: () => 3_000_000, ...days, withinS: DAY_S + MINUTE_S },
  { name: 'nothing', retryAfter: () => null, ...days, withinS: 3600 + MINUTE_S },
  { name: 'what nobody can read', retryAfter: () => 'soon', ...days, withinS: 3600 + MINUTE_S },
  { name: '0', retryAfter: () => 0, processingHours: 1, withinS: MINUTE_S },
  {
    name: 'nothing, and a challenge in `processing` before',
    retryAfter: () => null,
    ...{ processingHours: 60, validatingHours: 12, withinS: 3600 + MINUTE_S },
  },
  {
    name: '86400, and its platform calls',
    retryAfter: () => DAY_S,
    ...days,
    calls: true,
    withinS: 1,
  },
]

export const caWaiting = proof({
  name: 'ca-waiting',
  claim: `An order is \`processing\` for three simulated days while all services are stopped and started ${RESTARTS} times, at a CA that asks for pauses in ${forms.length} ways. No poll comes before its Retry-After (one of more than a day counts as a day), and the certificate is there within a minute of the CA and its last pause; a webhook makes it less than a second.`,
  run: measured,
})

async function measured({ seed }: ProofRun): Promise<Measured> {
  const all = await Promise.all(
    forms.map(async (form) => ({ form, waited: await waitAtTheCa(form, RESTARTS, seed) })),
  )
  const sum = (of: (waited: Waited) => number) =>
    all.reduce((sofar, { waited }) => sofar + of(waited), 0)
  const issued = all.filter(({ waited }) => waited.isIssued).length
  const early = sum((waited) => waited.early)
  const late = all.filter(({ form, waited }) => !(waited.afterTheCaS <= form.withinS)).length
  const call = Math.max(...all.map(({ waited }) => waited.afterTheCallMs ?? 0))
  return {
    ok: issued === forms.length && early === 0 && late === 0 && call < 1000,
    figures: {
      ...{ orders: forms.length, issued, restartsEach: RESTARTS },
      ...{ polls: sum(({ polls }) => polls), early, late, afterTheCall_ms: call, seed },
    },
    table: table(all.map(rowOf)),
  }
}

const rowOf = ({ form, waited }: { form: Form; waited: Waited }) => ({
  'Retry-After says': form.name,
  hours: form.processingHours + (form.validatingHours ?? 0),
  polls: waited.polls,
  early: waited.early,
  'longest pause (s)': waited.longestPauseS,
  'after the CA (s)': waited.afterTheCaS,
  'after the call (ms)': waited.afterTheCallMs ?? '',
})
