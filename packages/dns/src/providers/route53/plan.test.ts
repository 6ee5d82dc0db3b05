import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53'
import { expect, test } from 'vitest'
import { type Mode, plan } from './plan.ts'

const name = '_acme-challenge.example.com'
const at = (...values: string[]) => values.map((value) => ({ name, value }))
const set = (values: string[], more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  ...{ Name: `${name}.`, Type: 'TXT', TTL: 300, ...more },
  ResourceRecords: values.map((Value) => ({ Value })),
})
const byValue = (identifier: string, ...values: string[]) =>
  set(values, { SetIdentifier: identifier, MultiValueAnswer: true })

/** `ACTION identifier? ttl values` of every change. */
function planned(
  sets: ResourceRecordSet[],
  change: { add?: string[]; remove?: string[] },
  mode: Mode = 'exact',
) {
  const { add = [], remove = [] } = change
  return plan(new Map([[name, sets]]), { add: at(...add), remove: at(...remove) }, mode)
    .flat()
    .map(shown)
}
const shown = ({ Action, ResourceRecordSet: one }: Change) =>
  [Action, one?.SetIdentifier, one?.TTL, one?.ResourceRecords?.map(({ Value }) => Value).join()]
    .filter((part) => part !== undefined)
    .join(' ')

test('a new set is created', () => {
  expect(planned([], { add: ['a', 'b'] })).toEqual(['CREATE 60 "a","b"'])
})

test('a set is taken away as it was read, and made anew with its TTL', () => {
  expect(planned([set(['"f"', '"a" ""'])], { add: ['b'], remove: ['a'] })).toEqual([
    ...['DELETE 300 "f","a" ""', 'CREATE 300 "f","b"'],
  ])
})

test('the last value takes the set with it', () => {
  expect(planned([set(['"a"'])], { remove: ['a'] })).toEqual(['DELETE 300 "a"'])
})

test('nothing to do is nothing', () => {
  expect(planned([set(['"a"', '"f"'])], { add: ['a'], remove: ['b'] })).toEqual([])
  expect(planned([set(['"a"'])], { add: ['a'], remove: ['a'] })).toEqual([])
  expect(planned([], { remove: ['b'] })).toEqual([])
})

test('a merge puts the new set in the place of the old', () => {
  expect(planned([set(['"f"'])], { add: ['a'] }, 'merge')).toEqual(['UPSERT 300 "f","a"'])
  expect(planned([set(['"a"'])], { remove: ['a'] }, 'merge')).toEqual(['DELETE 300 "a"'])
})

test('where each value has a set of its own, ours have one, too', () => {
  const sets = [byValue('f', '"f"'), byValue('a', '"a"', '"b"'), byValue('c', '"c"')]

  expect(planned(sets, { add: ['new', 'f'], remove: ['a', 'c'] })).toEqual([
    ...['DELETE a 300 "a","b"', 'CREATE a 300 "b"', 'DELETE c 300 "c"', 'CREATE "new" 60 "new"'],
  ])
})

test.each([
  ['a weighted set', { SetIdentifier: 'x', Weight: 1 }],
  ['an alias', { AliasTarget: { HostedZoneId: 'Z', DNSName: 'x.', EvaluateTargetHealth: false } }],
])('%s is left alone', (_what, more) => {
  expect(() => planned([set(['"f"'], more)], { add: ['a'] })).toThrow(
    expect.objectContaining({ code: 'ERR_DNS_PROVIDER_REFUSED' }),
  )
})
