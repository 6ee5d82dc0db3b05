import type { ServerResponse } from 'node:http'
import type { Asked } from './asked.ts'
import { type Authority, createAuthority } from './authority.ts'
import { type HostileCa, startHostileCa } from './start.ts'
import { type WholeOrders, wholeOrders } from './whole-orders.ts'

/** Answers instead of the CA; `act` does all the same what was asked, without an answer. */
export type Spoiling = (response: ServerResponse, act: () => Promise<unknown>) => unknown

/** A CA that checks nothing and issues, and spoils what it is told to. */
export interface IssuingCa
  extends Pick<HostileCa, 'directory' | 'tlsCa' | 'close'>,
    Authority,
    Pick<WholeOrders, 'orders'> {
  /** Spoils a step, the first word of its path, of every order whose first name this is. */
  spoil(step: string, name: string, how: Spoiling): void
  /** From now on it behaves. */
  heal(): void
}

export async function startIssuingCa(): Promise<IssuingCa> {
  const [ca, authority] = await Promise.all([startHostileCa(), createAuthority(new Date())])
  const { orders, handle } = wholeOrders(new URL(ca.directory).origin, authority)
  const spoiled = new Map<string, Spoiling>()
  const subject = ({ path, payload }: Asked) => {
    const [, step = '', at] = path.split('/')
    const names = step === 'new-order' ? namesOf(payload) : orders[Number(at)]?.names
    return `${step} ${names?.[0] ?? ''}`
  }
  ca.misbehave((asked, response, usual) => {
    const how = spoiled.get(subject(asked))
    const act = async () => (await handle(asked)) ?? usual
    if (how) how(response, act)
    else
      act().then(
        (send) => send(response),
        () => response.destroy(),
      )
    return true
  })
  return {
    ...{ directory: ca.directory, tlsCa: ca.tlsCa, close: ca.close, ...authority, orders },
    spoil: (step, name, how) => {
      spoiled.set(`${step} ${name}`, how)
    },
    heal: () => spoiled.clear(),
  }
}

const namesOf = (payload: unknown) =>
  (payload as { identifiers: { value: string }[] }).identifiers.map(({ value }) => value)
