import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SandboxDnsQuery } from './respond.ts'
import { type SandboxDns, startSandboxDns } from './start.ts'
import { ask, askTcp } from './test-client.ts'

let dns: SandboxDns
let asked: SandboxDnsQuery[]

beforeEach(async () => {
  asked = []
  dns = await startSandboxDns({ zones: ['example.test'], log: (query) => asked.push(query) })
})
afterEach(() => dns.close())

const name = '_acme-challenge.example.test'
const txt = (value: string) => dns.add({ name, type: 'TXT', value })

test('every question is told, with how it came', async () => {
  await ask(dns.address, name, 'TXT')
  await askTcp(dns.address, 'example.test', 'SOA')

  expect(asked).toEqual([
    { name, type: 'TXT', transport: 'udp' },
    { name: 'example.test', type: 'SOA', transport: 'tcp' },
  ])
})

test('a name can answer SERVFAIL until it is well again', async () => {
  txt('v')

  dns.setFault(name.toUpperCase(), 'servfail')
  const ill = await ask(dns.address, name, 'TXT')
  dns.setFault(name, undefined)
  const well = await ask(dns.address, name, 'TXT')

  expect([ill.rcode, well.rcode]).toEqual([2, 0])
})

test('a late answer tells what is there when it is sent', async () => {
  dns.setFault(name, { delayMs: 30 })

  const answer = ask(dns.address, name, 'TXT')
  txt('late')

  expect((await answer).answers).toEqual([`TXT ${name} late`])
})

test('a name can be silent while the others answer', async () => {
  dns.setFault('silent.example.test', 'drop')
  const silent = ask(dns.address, 'silent.example.test', 'TXT')
  const first = await Promise.race([silent, ask(dns.address, name, 'TXT')])

  expect(first.questions).toEqual([`TXT ${name}`])
})
