import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { directWriter } from './direct-writer.ts'
import { groupCommit } from './group-commit.ts'
import type { Write, Writer } from './write.ts'

const insert = (id: string, body = '{}'): Write => {
  return { kind: 'insert', collection: 'jobs', id, version: 1, body }
}

test('a full disk rejects the saves of that commit, and saving goes on once there is room', async () => {
  const db = new DatabaseSync(':memory:')
  const commits = groupCommit(directWriter(db, 'test.db'), () => {})
  await commits.write({ kind: 'define', collection: 'jobs', indexes: {} })
  db.exec('PRAGMA max_page_count = 10')

  const full = commits.write(insert('large', 'x'.repeat(100_000)))
  await expect(full).rejects.toMatchObject({ code: 'ERR_STORE_FULL' })
  expect(commits.trouble()).toMatchObject({ code: 'ERR_STORE_FULL' })

  db.exec('PRAGMA max_page_count = 1000')
  expect(await commits.write(insert('large', 'x'.repeat(100_000)))).toEqual({ changed: true })
  expect(commits.trouble()).toBeUndefined()
})

test('what comes while a commit is under way shares the next one, in order', async () => {
  const batches: string[][] = []
  const release: (() => void)[] = []
  const writer: Writer = {
    commit: async (writes) => {
      batches.push(writes.map((write) => ('id' in write ? write.id : '')))
      await new Promise<void>((resolve) => release.push(resolve))
      return writes.map(() => ({ changed: true }))
    },
    close: async () => {},
  }
  const commits = groupCommit(writer, () => {})

  const first = commits.write(insert('a'))
  await Promise.resolve()
  const others = [commits.write(insert('b')), commits.write(insert('c'))]
  release[0]?.()
  await first
  await expect.poll(() => release.length).toBe(2)
  release[1]?.()
  await Promise.all(others)

  expect(batches).toEqual([['a'], ['b', 'c']])
})
