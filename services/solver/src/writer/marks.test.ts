import { expect, test } from 'vitest'
import type { RecordDocument } from '../ledger/record-documents.ts'
import { signal } from '../test-stage.ts'
import { createMarks } from './marks.ts'

// Of a record nothing but its id and version is looked at.
const record = (_id: string, version = 1) => ({ _id, version }) as RecordDocument
const [one, other] = [record('one'), record('other')]

test('whoever waits hears what became of each of the records', async () => {
  const marks = createMarks()
  const waiting = marks.wait([one, other], 60_000, signal)

  marks.add(one, record('one', 2))
  marks.add(other, undefined)

  expect([...(await waiting)]).toEqual([
    ['one', record('one', 2)],
    ['other', undefined],
  ])
})

test('what became of an earlier version is not heard', async () => {
  const marks = createMarks()
  const waiting = marks.wait([record('one', 2)], 60_000, signal)

  marks.add(one, record('one', 2))
  marks.add(record('one', 2), undefined)

  expect([...(await waiting)]).toEqual([['one', undefined]])
})

test('nobody waits for longer than he says, and hears what was marked until then', async () => {
  const marks = createMarks()
  const waiting = marks.wait([one, other], 5, signal)

  marks.add(one, undefined)

  expect([...(await waiting)]).toEqual([['one', undefined]])
})
