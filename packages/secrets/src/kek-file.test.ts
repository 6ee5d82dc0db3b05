import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { readOrCreateKekFile } from './kek-file.ts'

async function folderOf(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-kek-'))
  context.onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('a missing file is made, for its owner only, and read again', async (context) => {
  const path = join(await folderOf(context), 'kek')
  const key = await readOrCreateKekFile(path)

  expect(key).toHaveLength(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readOrCreateKekFile(path)).toEqual(key)
})

test('twenty who make it at once agree on one key and leave nothing beside it', async (context) => {
  const folder = await folderOf(context)
  const path = join(folder, 'kek')
  const keys = await Promise.all(Array.from({ length: 20 }, () => readOrCreateKekFile(path)))

  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(await readdir(folder)).toEqual(['kek'])
})

test.for([0o640, 0o604, 0o620, 0o644, 0o666, 0o777])(
  'a file of mode %o is refused and left as it is',
  async (mode, context) => {
    const path = join(await folderOf(context), 'kek')
    await readOrCreateKekFile(path)
    const before = await readFile(path, 'utf8')
    await chmod(path, mode)

    await expect(readOrCreateKekFile(path)).rejects.toMatchObject({ code: 'ERR_KEK_FILE_MODE' })
    expect(await readFile(path, 'utf8')).toBe(before)
  },
)

test('a file that holds no key is refused, never replaced', async (context) => {
  const path = join(await folderOf(context), 'kek')
  await writeFile(path, 'half a ke', { mode: 0o600 })

  await expect(readOrCreateKekFile(path)).rejects.toMatchObject({ code: 'ERR_KEK_FORMAT' })
  expect(await readFile(path, 'utf8')).toBe('half a ke')
})

test('a folder that is missing is an error that says where', async (context) => {
  const path = join(await folderOf(context), 'missing', 'kek')

  await expect(readOrCreateKekFile(path)).rejects.toThrow(path)
})
