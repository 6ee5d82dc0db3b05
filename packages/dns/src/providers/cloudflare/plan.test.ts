import { expect, test } from 'vitest'
import { inParts, OWNER_MARK, plan } from './plan.ts'

const name = '_acme-challenge.example.com'
const at = (...values: string[]) => values.map((value) => ({ name, value }))
const held = (id: string, content: string, comment: string | null = OWNER_MARK) => ({
  ...{ id, type: 'TXT', name, content, comment },
})

test.each(['"one"', 'one', '"o" "ne"', '"one" ""'])(
  'the content %s is the value one',
  (content) => {
    expect(plan({ add: at('one'), remove: [] }, [held('1', content)]).posts).toEqual([])
    expect(plan({ add: [], remove: at('one') }, [held('1', content)]).deletes).toEqual([
      { id: '1' },
    ])
  },
)

test.each(['"one', 'one two', '"one"two', 'ONE', ''])(
  'the content %s is another value',
  (content) => {
    expect(plan({ add: at('one'), remove: [] }, [held('1', content)]).posts).toHaveLength(1)
    expect(plan({ add: [], remove: at('one') }, [held('1', content)]).deletes).toEqual([])
  },
)

test.each([null, '', 'certbot', 'certwire too', 'Certwire'])(
  'the comment %s is not our mark',
  (comment) => {
    expect(plan({ add: [], remove: at('one') }, [held('1', 'one', comment)]).deletes).toEqual([])
  },
)

test('every record of ours with the value goes, quoted and not', () => {
  const records = [held('1', 'one'), held('2', '"one"'), held('3', 'two')]

  expect(plan({ add: [], remove: at('one') }, records).deletes).toEqual([{ id: '1' }, { id: '2' }])
})

test('a record of another type is never touched', () => {
  const other = { ...held('1', 'one'), type: 'CNAME' }

  expect(plan({ add: [], remove: at('one') }, [other]).deletes).toEqual([])
})

test('what is both added and removed is there afterwards', () => {
  const both = { add: at('one'), remove: at('one') }

  expect(plan(both, [held('1', 'one')])).toEqual({ deletes: [], posts: [] })
  expect(plan(both, []).posts).toHaveLength(1)
})

test.each([
  [10, ['3+2']],
  [5, ['3+2']],
  [4, ['3+1', '0+1']],
  [2, ['2+0', '1+1', '0+1']],
])('in batches of %i, removals come first', (size, expected) => {
  const records = [held('1', 'a'), held('2', 'b'), held('3', 'c')]
  const operations = plan({ add: at('d', 'e'), remove: at('a', 'b', 'c') }, records)

  const parts = inParts(operations, size)

  expect(parts.map(({ deletes, posts }) => `${deletes.length}+${posts.length}`)).toEqual(expected)
  expect(parts.flatMap(({ deletes }) => deletes)).toEqual(operations.deletes)
  expect(parts.flatMap(({ posts }) => posts)).toEqual(operations.posts)
})

test('without operations there is no batch', () => {
  expect(inParts({ deletes: [], posts: [] }, 200)).toEqual([])
})
