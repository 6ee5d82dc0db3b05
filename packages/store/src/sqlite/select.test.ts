import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { jobs } from '../suite/jobs.ts'
import { defineCollection } from './define-collection.ts'
import { select } from './select.ts'

const db = new DatabaseSync(':memory:')
defineCollection(db, jobs.name, jobs.indexes)

/** How SQLite would find it, step by step. */
function plan(index: keyof typeof jobs.indexes, query: object) {
  const { fields } = jobs.indexes[index]
  const { sql, values } = select(jobs.name, index, fields, { limit: 200, ...query })
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  return steps.map(({ detail }) => String(detail))
}

test.each([
  ['due', { to: '2030' }, '<expr>>? AND <expr><?'],
  ['due', { from: '2029', to: '2030', descending: true }, '<expr>>? AND <expr><?'],
  ['mine', { equal: ['me'] }, '<expr>=?'],
  ['mine', { equal: ['me'], from: 1 }, '<expr>=? AND <expr>>? AND <expr><?'],
  ['mine', { equal: ['me', 1], descending: true }, '<expr>=? AND <expr>=?'],
  ['byKey', { equal: ['k'] }, '<expr>=?'],
] as const)('%s %j is looked up in its index, and nothing is sorted', (index, query, bounds) => {
  expect(plan(index, query)).toEqual([`SEARCH jobs USING INDEX jobs.${index} (${bounds})`])
})

test('a query without bounds reads its index in order', () => {
  expect(plan('due', {})).toEqual(['SCAN jobs USING INDEX jobs.due'])
})
