import type { Change } from '@aws-sdk/client-route-53'
import { expect, test } from 'vitest'
import { batches } from './batches.ts'

const change = (Action: Change['Action'], count: number, length = 1): Change => ({
  Action,
  ResourceRecordSet: {
    ...{ Name: 'x.', Type: 'TXT' },
    ResourceRecords: Array.from({ length: count }, () => ({ Value: 'x'.repeat(length) })),
  },
})
const sizes = (names: Change[][]) => batches(names).map(({ length }) => length)

test('a call has 1,000 records at most, those to UPSERT counted twice', () => {
  expect(sizes(Array(1001).fill([change('CREATE', 1)]))).toEqual([1000, 1])
  expect(sizes(Array(501).fill([change('UPSERT', 1)]))).toEqual([500, 1])
})

test('a call has 32,000 characters at most', () => {
  expect(sizes(Array(321).fill([change('CREATE', 1, 100)]))).toEqual([320, 1])
})

test('the changes of a name stay together', () => {
  const pair = [change('DELETE', 300), change('CREATE', 300)]

  expect(sizes([pair, pair, pair])).toEqual([2, 2, 2])
})

test('a name that fits no call has one of its own', () => {
  expect(sizes([[change('CREATE', 1)], [change('CREATE', 2000)], [change('CREATE', 1)]])).toEqual([
    ...[1, 1, 1],
  ])
})
