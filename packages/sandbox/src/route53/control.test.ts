import { expect, test } from 'vitest'
import type { VendorPhase } from '../vendor/control.ts'
import { change, route53 } from './test-client.ts'

const name = '_acme-challenge.example.com'
const at = new Date('2026-11-25T12:00:00Z')
const txt = (value: string) => ({ name, type: 'TXT', value })

test('what is changed is in the journal, record by record, whoever changes it', async () => {
  const { aws, change: send } = await route53({ clock: () => at })

  aws.add({ ...txt('foreign'), ttl: 300 })
  await send(change('UPSERT', name, ['"foreign"', '"ours"'], { ttl: 300 }))
  aws.remove(txt('foreign'))
  aws.remove(txt('foreign'))

  const line = { name, type: 'TXT', ttl: 300, zone: 'Z1', at }
  expect(aws.journal).toEqual([
    { op: 'add', value: 'foreign', ...line },
    { op: 'add', value: 'ours', ...line },
    { op: 'remove', value: 'foreign', ...line },
  ])
})

test('another TTL is another record', async () => {
  const { aws, change: send } = await route53()
  aws.seed(txt('x'))

  await send(change('UPSERT', name, ['"x"'], { ttl: 5 }))

  expect(aws.journal.map(({ op, ttl }) => `${op} ${ttl}`)).toEqual(['remove 300', 'add 5'])
})

test('every call is listed with what became of it', async () => {
  const { aws, call, change: send } = await route53({ clock: () => at })

  await send(change('CREATE', name, ['"x"']), change('CREATE', `b.${name}`, ['"x"']))
  await send(change('CREATE', name, ['"x"']))
  await call('nothing')

  const zone = { at, operation: 'ChangeResourceRecordSets', zone: 'Z1' }
  expect(aws.calls).toEqual([
    { ...zone, size: 2, outcome: 'ok' },
    { ...zone, size: 1, outcome: 'InvalidChangeBatch' },
    { at, operation: 'GET /2013-04-01/nothing', outcome: 'UnknownOperation' },
  ])
})

test.each([
  ['received', 'dropped', 0],
  ['applied', 'lost', 1],
] as const)('a call that is dropped when it was %s is %s', async (when, outcome, count) => {
  const onCall = (_call: unknown, phase: VendorPhase) => (phase === when ? 'drop' : undefined)
  const { aws, change: send } = await route53({ onCall })

  await expect(send(change('CREATE', name, ['"x"']))).rejects.toThrow('fetch failed')

  expect(aws.calls.map((call) => call.outcome)).toEqual([outcome])
  expect(aws.records()).toHaveLength(count)
})

test('what has always been there is in no journal', async () => {
  const { aws } = await route53()

  aws.seed(txt('x'.repeat(300)))
  aws.seed({ name: 'example.com', type: 'CAA', value: '0 issue "ca.example"' })

  expect(aws.records().map(({ value }) => value)).toEqual(['x'.repeat(300), '0 issue "ca.example"'])
  expect(aws.journal).toEqual([])
})

test('a deleted zone is gone with its records', async () => {
  const told: string[] = []
  const dns = {
    add: () => undefined,
    remove: ({ value }: { value: string }) => void told.push(value),
  }
  const { aws, call } = await route53({ dns })
  aws.seed(txt('x'))

  aws.deleteZone('Z1')

  expect((await call('hostedzone/Z1/rrset')).texts('Code')).toEqual(['NoSuchHostedZone'])
  expect([aws.records(), told]).toEqual([[], ['x']])
})

test('a record of no zone is nobody’s', async () => {
  const { aws } = await route53()

  expect(() => aws.add({ ...txt('x'), name: 'example.net' })).toThrow(
    expect.objectContaining({ code: 'NoSuchHostedZone' }),
  )
})
