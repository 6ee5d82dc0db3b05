import { expect, test } from 'vitest'
import { many, sandboxRoute53 } from '../../test-support/sandbox-route53.ts'
import { readSets } from './record-sets.ts'

const read = 'ListResourceRecordSets ok'
const signal = new AbortController().signal

test('names in a large zone are read with as few calls as there are pages or names', async () => {
  const { aws, change, calls } = await sandboxRoute53()
  for (let host = 0; host < 600; host += 1)
    aws.seed({ name: `n${host}.example.com`, type: 'A', value: '192.0.2.1' })
  const reads = () => calls().filter((call) => call === read).length

  await change({ add: [0, 4, 8].flatMap((at) => many(9).slice(at, at + 1)) })
  const few = reads()
  await change({ add: many(600) })

  expect([few, reads() - few]).toEqual([2, 3])
})

test('what is listed in any order and spelling is found', async () => {
  const { aws, change, records } = await sandboxRoute53()
  const labels = ['a', 'a-b', 'a.b', 'ab', '0', '_x', 'a-', 'z'].map((label) =>
    label.replace(/-$/, '-1'),
  )
  const names = labels.map((label) => `_acme-challenge.${label}.example.com`)
  for (const label of labels) {
    for (let host = 0; host < 100; host += 1)
      aws.seed({ name: `h${host}.${label}.example.com`, type: 'A', value: '192.0.2.1' })
    aws.seed({ name: `*.${label}.example.com`, type: 'A', value: '192.0.2.1' })
  }
  for (const name of names) aws.seed({ name, type: 'TXT', value: 'x' })

  await change({ remove: names.map((name) => ({ name, value: 'x' })) })

  expect(records().filter(({ value }) => value === 'x')).toEqual([])
})

test('pages without end come to one', async () => {
  const set = { Name: 'a.example.com.', Type: 'TXT' as const }
  const page = { ResourceRecordSets: [set], IsTruncated: true, MaxItems: 1, $metadata: {} }
  const next = { NextRecordName: set.Name, NextRecordType: set.Type, NextRecordIdentifier: 'x' }
  const api = { recordSets: async () => ({ ...page, ...next }) }

  const reading = readSets(api, 'Z1', ['a.example.com'], signal)

  await expect(reading).rejects.toMatchObject({ code: 'ERR_DNS_PROVIDER_MALFORMED' })
})
