import { expect, test } from 'vitest'
import { change, route53 } from './test-client.ts'

const zones = ['example.com', 'a.test', 'b.a.test', 'example.com', 'a-b.test'].map((name, at) => ({
  ...{ name, id: `Z${at}`, private: at === 3 },
}))

test('zones are listed by their labels from behind, page by page', async () => {
  const { call } = await route53({ zones })

  const first = await call('hostedzonesbyname?maxitems=3')
  const [name, id] = [first.texts('NextDNSName')[0], first.texts('NextHostedZoneId')[0]]
  const rest = await call(`hostedzonesbyname?dnsname=${name}&hostedzoneid=${id}`)

  expect(first.texts('Name')).toEqual(['example.com.', 'example.com.', 'a-b.test.'])
  expect(first.texts('IsTruncated')).toEqual(['true'])
  expect([name, id]).toEqual(['a.test.', 'Z1'])
  expect(rest.texts('Name')).toEqual(['a.test.', 'b.a.test.'])
  expect(rest.texts('IsTruncated')).toEqual(['false'])
})

test('a list of zones begins at a name, whether or not there is one', async () => {
  const { call } = await route53({ zones })

  expect((await call('hostedzonesbyname?dnsname=a.test')).texts('Name')).toEqual([
    'a.test.',
    'b.a.test.',
  ])
  expect((await call('hostedzonesbyname?dnsname=B.test.')).texts('Name')).toEqual([])
})

test('zones are also listed by their ids', async () => {
  const { call } = await route53({ zones })

  const first = await call('hostedzone?maxitems=2')
  const next = first.texts('NextMarker')[0]
  const rest = await call(`hostedzone?marker=${next}`)

  expect([first.texts('Id'), next]).toEqual([['/hostedzone/Z0', '/hostedzone/Z1'], 'Z2'])
  expect(rest.texts('Id')).toEqual(['/hostedzone/Z2', '/hostedzone/Z3', '/hostedzone/Z4'])
  expect(rest.texts('PrivateZone')).toEqual(['false', 'true', 'false'])
})

test('a public zone has servers, a private one has none', async () => {
  const { call } = await route53({
    zones: [
      { name: 'example.com', id: 'Z1', nameServers: ['ns-1.example', 'ns-2.example'] },
      { name: 'example.com', id: 'Z2', private: true },
    ],
  })

  const [open, hidden] = [await call('hostedzone/Z1'), await call('hostedzone/Z2')]

  expect(open.texts('NameServer')).toEqual(['ns-1.example', 'ns-2.example'])
  expect(hidden.texts('NameServer')).toEqual([])
  expect((await call('hostedzone/Z3')).texts('Code')).toEqual(['NoSuchHostedZone'])
})

test('sets are listed by their labels from behind, then by type, page by page', async () => {
  const { aws, call } = await route53()
  for (const name of ['b.a.example.com', 'a-b.example.com', 'a.example.com', '*.example.com'])
    aws.seed({ name, type: 'TXT', value: 'x' })
  aws.seed({ name: 'a.example.com', type: 'A', value: '192.0.2.1' })

  const all = await call('hostedzone/Z1/rrset')
  const page = await call('hostedzone/Z1/rrset?name=a.example.com&type=CNAME&maxitems=1')

  expect(all.texts('Name').map((name, at) => `${name} ${all.texts('Type')[at]}`)).toEqual([
    ...['example.com. NS', 'example.com. SOA', '\\052.example.com. TXT', 'a-b.example.com. TXT'],
    ...['a.example.com. A', 'a.example.com. TXT', 'b.a.example.com. TXT'],
  ])
  expect(page.texts('Name')).toEqual(['a.example.com.'])
  expect(page.texts('Type')).toEqual(['TXT'])
  expect([page.texts('NextRecordName'), page.texts('NextRecordType')]).toEqual([
    ['b.a.example.com.'],
    ['TXT'],
  ])
})

test('pages end within a name that has many sets', async () => {
  const { call, change: send } = await route53()
  const set = (value: string) =>
    change('CREATE', 'm.example.com', [`"${value}"`], {
      more: `<SetIdentifier>${value}</SetIdentifier><Weight>1</Weight>`,
    })
  await send(set('a'), set('b'), set('c'))

  const first = await call('hostedzone/Z1/rrset?name=m.example.com&maxitems=2')
  const identifier = first.texts('NextRecordIdentifier')[0]
  const rest = await call(
    `hostedzone/Z1/rrset?name=m.example.com&type=TXT&identifier=${identifier}`,
  )

  expect([first.texts('SetIdentifier'), identifier]).toEqual([['a', 'b'], 'c'])
  expect([rest.texts('SetIdentifier'), rest.texts('Weight')]).toEqual([['c'], ['1']])
})

test('values come back as Route 53 writes them', async () => {
  const { call, change: send } = await route53()
  const values = ['"a\\"b\\\\c"  "d"', '"<&>\'"', '"é\\001"']
  await send(change('CREATE', 'www.example.com', values))

  const { texts } = await call('hostedzone/Z1/rrset?name=www.example.com')

  expect(texts('Value')).toEqual(['"a\\"b\\\\c" "d"', '"<&>\'"', '"\\303\\251\\001"'])
})

test.each([
  ...['maxitems=0', 'maxitems=x', 'type=TXT', 'name=a.example.com&identifier=x'],
  ...['name=a..example.com', 'name=a.example.com&type=TEXT'],
])('sets cannot be listed with %s', async (query) => {
  const { call } = await route53()

  const { status, texts } = await call(`hostedzone/Z1/rrset?${query}`)

  expect([status, texts('Code')]).toEqual([400, ['InvalidInput']])
})
