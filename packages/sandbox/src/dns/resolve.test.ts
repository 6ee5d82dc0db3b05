import { Resolver } from 'node:dns/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SandboxDns, startSandboxDns } from './start.ts'
import { ask } from './test-client.ts'

let dns: SandboxDns

beforeEach(async () => {
  dns = await startSandboxDns({ zones: ['example.test', 'Other.test.'] })
})
afterEach(() => dns.close())

const name = '_acme-challenge.example.test'
const txt = (value: string, at = name) => dns.add({ name: at, type: 'TXT', value })

test('every value of a name comes in one authoritative answer', async () => {
  txt('one')
  txt('two')

  expect(await ask(dns.address, name, 'TXT')).toEqual({
    ...{ rcode: 0, aa: true, tc: false, questions: [`TXT ${name}`], edns: undefined },
    answers: [`TXT ${name} one`, `TXT ${name} two`],
    authorities: [],
  })
})

test('SOA, NS and the address of the server are there without being added', async () => {
  const soa = await ask(dns.address, 'example.test', 'SOA')
  const ns = await ask(dns.address, 'example.test', 'NS')
  const a = await ask(dns.address, 'ns1.example.test', 'A')

  expect([...soa.answers, ...ns.answers, ...a.answers]).toEqual([
    'SOA example.test ns1.example.test',
    'NS example.test ns1.example.test',
    'A ns1.example.test 127.0.0.1',
  ])
})

test('a name of which there is nothing is NXDOMAIN with the SOA', async () => {
  const { rcode, aa, answers, authorities } = await ask(dns.address, name, 'TXT')

  expect({ rcode, aa, answers }).toEqual({ rcode: 3, aa: true, answers: [] })
  expect(authorities).toEqual(['SOA example.test ns1.example.test'])
})

test('a name of another type, or only above others, is NODATA with the SOA', async () => {
  txt('v', 'a.b.example.test')

  const other = await ask(dns.address, 'a.b.example.test', 'A')
  const between = await ask(dns.address, 'b.example.test', 'TXT')

  const nodata = { rcode: 0, answers: [], authorities: ['SOA example.test ns1.example.test'] }
  expect(other).toMatchObject(nodata)
  expect(between).toMatchObject(nodata)
})

test('a name outside every zone is refused', async () => {
  expect(await ask(dns.address, 'example.com', 'TXT')).toMatchObject({ rcode: 5, aa: false })
  expect(await ask(dns.address, 'notexample.test', 'TXT')).toMatchObject({ rcode: 5, aa: false })
})

test('a CNAME comes with what its target holds, across zones of this server', async () => {
  dns.add({ name, type: 'CNAME', value: 'X.Other.test.' })
  txt('here', 'x.other.test')

  const { answers } = await ask(dns.address, name, 'TXT')

  expect(answers).toEqual([`CNAME ${name} x.other.test`, 'TXT x.other.test here'])
})

test('a CNAME that leads out ends the answer, one that leads nowhere is NXDOMAIN', async () => {
  dns.add({ name: 'out.example.test', type: 'CNAME', value: 'elsewhere.example.com' })
  dns.add({ name: 'gone.example.test', type: 'CNAME', value: 'nothing.example.test' })

  const out = await ask(dns.address, 'out.example.test', 'TXT')
  const gone = await ask(dns.address, 'gone.example.test', 'TXT')

  expect(out).toMatchObject({ rcode: 0, authorities: [] })
  expect(out.answers).toEqual(['CNAME out.example.test elsewhere.example.com'])
  expect(gone).toMatchObject({ rcode: 3 })
  expect(gone.answers).toEqual(['CNAME gone.example.test nothing.example.test'])
})

test('CNAMEs in a circle are SERVFAIL', async () => {
  dns.add({ name: 'a.example.test', type: 'CNAME', value: 'b.example.test' })
  dns.add({ name: 'b.example.test', type: 'CNAME', value: 'a.example.test' })

  expect(await ask(dns.address, 'a.example.test', 'TXT')).toMatchObject({ rcode: 2 })
})

test('names are equal in any case and come back as they were asked', async () => {
  txt('v')

  const { questions, answers } = await ask(dns.address, '_ACME-challenge.eXample.tesT', 'TXT')

  expect(questions).toEqual(['TXT _ACME-challenge.eXample.tesT'])
  expect(answers).toEqual(['TXT _ACME-challenge.eXample.tesT v'])
})

test('a type the server never heard of is NODATA', async () => {
  expect(await ask(dns.address, 'example.test', 'UNKNOWN_65')).toMatchObject({ rcode: 0 })
})

test('a value of more than 255 octets comes in strings, and whole from a stub resolver', async () => {
  const value = 'v'.repeat(600)
  txt(value)

  const over = await ask(dns.address, name, 'TXT', { edns: { size: 1232 } })

  expect(over.answers[0]).toBe(
    `TXT ${name} ${'v'.repeat(255)}|${'v'.repeat(255)}|${'v'.repeat(90)}`,
  )
  const resolver = new Resolver()
  resolver.setServers([dns.address])
  expect((await resolver.resolveTxt(name)).map((strings) => strings.join(''))).toEqual([value])
})

test('a stub resolver reads CAA, A and AAAA, and tells NXDOMAIN from NODATA', async () => {
  dns.add({ name: 'example.test', type: 'CAA', value: '128 issue "ca.example; x=y"' })
  dns.add({ name: 'www.example.test', type: 'A', value: '192.0.2.1' })
  dns.add({ name: 'www.example.test', type: 'AAAA', value: '2001:db8::1' })
  const resolver = new Resolver()
  resolver.setServers([dns.address])

  expect(await resolver.resolveCaa('example.test')).toEqual([
    { critical: 128, issue: 'ca.example; x=y', type: 'CAA' },
  ])
  expect(await resolver.resolve4('www.example.test')).toEqual(['192.0.2.1'])
  expect(await resolver.resolve6('www.example.test')).toEqual(['2001:db8::1'])
  await expect(resolver.resolveTxt('www.example.test')).rejects.toMatchObject({ code: 'ENODATA' })
  await expect(resolver.resolveTxt('x.example.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
