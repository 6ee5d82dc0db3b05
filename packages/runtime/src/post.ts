import type { Bus, Packet } from '@certwire/bus'
import {
  CONTENT_TYPE,
  type Contract,
  contractOf,
  encode,
  type Message,
  subjectOf,
} from '@certwire/contracts'

/** Sends messages that are whole; resolves when the server has them all. */
export async function post(bus: Bus, messages: readonly Message[]): Promise<void> {
  if (messages.length > 0) await bus.publish(messages.map(packet))
}

function packet(message: Message): Packet {
  const contract = contractOf(message.type)
  if (!contract) throw new TypeError(`No contract has the type ${message.type}`)
  return {
    subject: subjectOf(contract, message),
    id: message.id,
    body: encode(message),
    headers: { 'Content-Type': CONTENT_TYPE },
  }
}

/** A handler may say only what it has declared: the compiler sees types, this sees values. */
export function isDeclared(sends: readonly Contract[], { type }: { type: string }): boolean {
  return sends.some((contract) => contract.type === type)
}
