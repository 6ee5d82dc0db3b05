import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import * as dnsPacket from 'dns-packet'

interface Reply {
  readonly rcode?: 'NOERROR' | 'SERVFAIL' | 'NXDOMAIN'
  readonly answers?: readonly dnsPacket.Answer[]
}

/** What was asked, as `SOA example.test`, and whether checking is disabled (CD). */
type Script = (question: string, checkingDisabled: boolean) => Reply

export interface ScriptedDns {
  readonly port: number
  close(): void
}

const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3 }

/** A DNS server on UDP that says what it is told to, and never that it is authoritative. */
export async function scriptedDns(host: string, script: Script): Promise<ScriptedDns> {
  const socket = createSocket('udp4')
  socket.on('message', (message, { port, address }) => {
    const { id = 0, flags = 0, questions: [question] = [] } = dnsPacket.decode(message)
    if (!question) return
    const isUnchecked = (flags & dnsPacket.CHECKING_DISABLED) !== 0
    const { rcode = 'NOERROR', answers = [] } = script(
      `${question.type} ${question.name.toLowerCase()}`,
      isUnchecked,
    )
    const reply = dnsPacket.encode({
      ...{ type: 'response', id, flags: RCODES[rcode] },
      ...{ questions: [question], answers: [...answers] },
    })
    socket.send(reply, port, address)
  })
  socket.bind(0, host)
  await once(socket, 'listening')
  return { port: socket.address().port, close: () => socket.close() }
}
