import type { RenewalPlanView, RenewalView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { around, few } from './views.ts'

export const renewalColumns = (now: Date): Columns<RenewalView> => [
  ['certificate', ({ id }) => id],
  ['names', ({ names }) => few(names)],
  ['state', ({ state }) => state],
  ['renewed', ({ renewAt }) => around(renewAt, now)],
  ['because', ({ reason }) => reason],
  ['expires', ({ notAfter }) => around(notAfter, now)],
  ['problem', ({ problem }) => problem?.code ?? ''],
]

/** Everything that explains a renewal: when, why then, whose wish, and who must act where it does not work. */
export const renewalFields = (now: Date): Columns<RenewalView> => [
  ['Certificate', ({ id }) => id],
  ['Names', ({ names }) => names.join(', ')],
  ['Issuer', ({ issuer }) => issuer ?? ''],
  ['Valid', ({ notBefore, notAfter }) => `${notBefore} to ${notAfter}`],
  ['State', ({ state, attempt }) => (attempt > 1 ? `${state} (try ${attempt})` : state)],
  ['Renewed', ({ renewAt }) => around(renewAt, now)],
  ['Because of', ({ reason }) => reason],
  ['CA’s window', ({ window }) => (window ? `${window.start} to ${window.end}` : '')],
  ['CA explains', ({ window }) => window?.explanationUrl ?? ''],
  ['Asks the CA', ({ pollAt }) => around(pollAt, now)],
  ['Plan', ({ planId }) => planId ?? ''],
  ['Order', ({ orderId }) => orderId],
  ['Renewing order', ({ successor }) => successor ?? ''],
  ['Renewed by', ({ renewedBy }) => renewedBy ?? ''],
  ['Problem', ({ problem }) => (problem ? `${problem.code}: ${problem.reason}` : '')],
  ['Who must act', ({ problem }) => problem?.actor ?? ''],
  ['What to do', ({ problem }) => problem?.remedy ?? ''],
]

export const planColumns = (now: Date): Columns<RenewalPlanView> => [
  ['id', ({ id }) => id],
  ['state', ({ state }) => state],
  ['goes', ({ goesAt, approvedAt }) => around(approvedAt ?? goesAt, now)],
  ['waiting', ({ waiting }) => String(waiting)],
  ['under way', ({ underWay }) => String(underWay)],
  ['renewed', ({ renewed }) => String(renewed)],
  ['failed', ({ failed }) => String(failed)],
  ['explanation', ({ explanationUrl }) => explanationUrl ?? ''],
]
