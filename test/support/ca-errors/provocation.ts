import { type CaErrorRow, caErrors } from '@certwire/domain'
import { misbehave, type SandboxCaOperation, type SandboxCaOptions } from '@certwire/sandbox'
import { type Stage, ZONE } from '../stage.ts'

/** One row of the table, and what the sandbox's CA does for an order to meet it. */
export interface Provocation {
  readonly row: CaErrorRow
  /** The row whose words are said, where another one decides for this. */
  readonly decidedBy?: CaErrorRow
  /** What the CA does. */
  readonly how: string
  readonly ca?: Partial<SandboxCaOptions>
  /** What has happened before; answers what is asked for beside the names. By default there is an account. */
  readonly before?: (on: Stage) => Promise<object>
  readonly arrange: (on: Stage) => void
  /** The certificate is then revoked. */
  readonly revokes?: true
}

type Script = Parameters<Stage['ca']['answerNext']>[0]

/** As it always does. */
const asUsual: Script = misbehave.altered(() => undefined)

/** Plays the script in the next call of the operation, or in the one after so many. */
export const plays =
  (operation: SandboxCaOperation, script: Script, after = 0): Provocation['arrange'] =>
  ({ ca }) => {
    if (after > 0) ca.answerNext(asUsual, { operation, times: after })
    ca.answerNext(script, { operation })
  }

export const plainly = (status: number): Script =>
  misbehave.answer(status, { 'content-type': 'text/plain' }, 'no')

/** It is done all the same. */
export const refusedAfterwards =
  (script: Script): Script =>
  async (response, request, reply) => {
    await reply()
    return script(response, request, reply)
  }

/** An order of this name has been issued before; answers its certificate's id by RFC 9773. */
export async function issuedBefore(on: Stage, name: string, wishes?: object): Promise<string> {
  const { body } = await on.post('/requests', { names: [name], ...(wishes && { wishes }) })
  const { orderId } = body as { orderId: Parameters<Stage['reached']>[0] }
  await on.reached(orderId, 'issued')
  return on.ca.ledger.issued.at(-1)?.certId ?? ''
}

/** The first one of the table. */
export function rowOf(error: string): CaErrorRow {
  const row = caErrors.find((one) => one.error === error)
  if (row) return row
  throw new Error(`the table has no row for ${error}`)
}

/** What has happened before most of it. */
export async function anAccount(on: Stage): Promise<object> {
  await issuedBefore(on, `before.${ZONE}`)
  return {}
}

export const noAccount = async (): Promise<object> => ({})
