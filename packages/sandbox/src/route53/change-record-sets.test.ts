import { expect, test } from 'vitest'
import { change, route53 } from './test-client.ts'

const name = '_acme-challenge.example.com'
const other = 'www.example.com'

test('a batch is done as a whole', async () => {
  const { change: send, records } = await route53()

  const { status, texts } = await send(
    change('CREATE', name, ['"one"', '"two"']),
    change('CREATE', other, ['192.0.2.1'], { type: 'A', ttl: 300 }),
  )

  expect([status, texts('Status')]).toEqual([200, ['PENDING']])
  expect(texts('Id')).toEqual([expect.stringMatching(/^\/change\/C[0-9A-F]{20}$/)])
  expect(records()).toEqual([
    `${name} TXT 60 one`,
    `${name} TXT 60 two`,
    `${other} A 300 192.0.2.1`,
  ])
})

test('a batch with one thing wrong does nothing', async () => {
  const { aws, change: send } = await route53()

  const { status, texts } = await send(
    change('CREATE', name, ['"one"']),
    change('DELETE', other, ['"two"']),
  )

  expect([status, texts('Code')]).toEqual([400, ['InvalidChangeBatch']])
  expect(texts('Message')).toEqual([
    "[Tried to delete resource record set [name='www.example.com.', type='TXT'] but it was not found]",
  ])
  expect(aws.journal).toEqual([])
})

test('all that is wrong with a batch is told', async () => {
  const { change: send } = await route53()
  await send(change('CREATE', name, ['"one"']))

  const { root, texts } = await send(
    change('CREATE', name, ['"two"']),
    change('DELETE', other, ['"two"']),
  )

  expect(root.name).toBe('InvalidChangeBatch')
  expect(texts('Message')).toEqual([
    expect.stringContaining('but it already exists'),
    expect.stringContaining('but it was not found'),
  ])
})

test('UPSERT replaces the whole set', async () => {
  const { change: send, records } = await route53()
  await send(change('UPSERT', name, ['"one"', '"two"']))

  await send(change('UPSERT', name, ['"three"'], { ttl: 5 }))

  expect(records()).toEqual([`${name} TXT 5 three`])
})

test.each([
  ['TTL', change('DELETE', name, ['"one"', '"two"'], { ttl: 61 })],
  ['one of its values', change('DELETE', name, ['"one"'])],
  ['a value too many', change('DELETE', name, ['"one"', '"two"', '"three"'])],
  ['a value in another case', change('DELETE', name, ['"one"', '"Two"'])],
])('DELETE needs the set as it is: not with another %s', async (_what, removal) => {
  const { change: send, records } = await route53()
  await send(change('CREATE', name, ['"one"', '"two"']))

  const { texts } = await send(removal)

  expect(texts('Message')).toEqual([
    expect.stringContaining('but the values provided do not match the current values'),
  ])
  expect(records()).toHaveLength(2)
})

test('DELETE knows its values in any order and spelling', async () => {
  const { change: send, records } = await route53()
  await send(change('CREATE', name, ['"one" "1"', '"two"']))

  const { status } = await send(
    change('DELETE', '_ACME-challenge.Example.COM.', ['"t\\167o"', '"one"  "1"']),
  )

  expect([status, records()]).toEqual([200, []])
})

test('DELETE and CREATE of a set in one batch are compare and set', async () => {
  const { aws, change: send } = await route53()
  await send(change('CREATE', name, ['"one"']))
  const swap = [change('DELETE', name, ['"one"']), change('CREATE', name, ['"one"', '"two"'])]

  const first = await send(...swap)
  const again = await send(...swap)

  expect([first.status, again.status]).toEqual([200, 400])
  expect(aws.journal.map(({ op, value }) => `${op} ${value}`)).toEqual(['add one', 'add two'])
})

test('a set is not written twice in a batch', async () => {
  const { change: send } = await route53()

  const { texts } = await send(change('UPSERT', name, ['"one"']), change('UPSERT', name, ['"two"']))

  expect(texts('Message')).toEqual([
    "[The request contains an invalid set of changes for a resource record set 'TXT _acme-challenge.example.com.']",
  ])
})

test.each([
  [
    'a name of another zone',
    change('CREATE', 'example.net', ['"one"']),
    'is not permitted in zone',
  ],
  [
    'a CNAME beside others',
    change('CREATE', name, ['x.test'], { type: 'CNAME' }),
    'conflicts with',
  ],
  [
    'others beside a CNAME',
    change('CREATE', 'c.example.com', ['"x"']),
    'a conflicting RRSet of type CNAME',
  ],
  [
    'a CNAME at the apex',
    change('CREATE', 'example.com', ['x.test'], { type: 'CNAME' }),
    'at apex',
  ],
  [
    'the SOA',
    change('DELETE', 'example.com', ['"x"'], { type: 'SOA' }),
    'must contain at least one SOA',
  ],
  ['text without quotes', change('CREATE', other, ['one']), 'enclosed in quotation marks'],
  ['a string of 256', change('CREATE', other, [`"${'x'.repeat(256)}"`]), 'CharacterStringTooLong'],
  ['a value twice', change('CREATE', other, ['"x"', '"\\170"']), 'Duplicate Resource Record'],
  ['no address', change('CREATE', other, ['192.0.2.256'], { type: 'A' }), 'not a valid IPv4'],
  ['a name with an empty label', change('CREATE', 'a..example.com', ['"x"']), 'InvalidName'],
])('%s is refused', async (_what, wrong, reason) => {
  const { aws, change: send } = await route53()
  aws.seed({ name: 'c.example.com', type: 'CNAME', value: 'example.net' })
  aws.seed({ name, type: 'TXT', value: 'one' })

  const { status, texts } = await send(wrong)

  expect([status, texts('Code')]).toEqual([400, ['InvalidChangeBatch']])
  expect(texts('Message')).toEqual([expect.stringContaining(reason)])
})

const multivalue = (value: string) => ({
  more: `<SetIdentifier>${value}</SetIdentifier><MultiValueAnswer>true</MultiValueAnswer>`,
})

test('sets with identifiers are beside each other, and never beside one without', async () => {
  const { change: send, records } = await route53()

  await send(
    change('CREATE', name, ['"a"'], multivalue('a')),
    change('CREATE', name, ['"b"'], multivalue('b')),
  )
  const simple = await send(change('CREATE', name, ['"c"']))
  await send(change('DELETE', name, ['"a"'], multivalue('a')))

  expect(simple.status).toBe(400)
  expect(records()).toEqual([`${name} TXT 60 b`])
})

test('no zone, no change', async () => {
  const { call, post } = await route53()

  const zone = await post('<ChangeResourceRecordSetsRequest/>', 'Z2')
  const info = await call('change/C1')

  expect([zone.status, zone.texts('Code')]).toEqual([404, ['NoSuchHostedZone']])
  expect(zone.texts('Message')).toEqual(['No hosted zone found with ID: Z2'])
  expect([info.status, info.texts('Code')]).toEqual([404, ['NoSuchChange']])
})
