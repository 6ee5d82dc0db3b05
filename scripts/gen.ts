import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatted } from './gen/formatted.ts'
import { messageIndex } from './gen/message-index.ts'

const root = join(import.meta.dirname, '..')
const messages = 'packages/contracts/src/messages'
const schemas = 'packages/contracts/generated/schemas'
const isCheck = process.argv.includes('--check')
const stale: string[] = []

// The index first, for all the rest is read from the contracts that it lists: with a stale one, nothing can be said.
await keep({ [`${messages}/index.ts`]: await messageIndex(join(root, messages)) })
if (!isCheck || stale.length === 0) await generate()
if (stale.length > 0)
  console.log(`${isCheck ? 'stale, run "npm run gen"' : 'written'}: ${stale.join(', ')}`)
process.exitCode = isCheck && stale.length > 0 ? 1 : 0

async function generate(): Promise<void> {
  const { generatedFiles } = await import('./gen/files.ts')
  const files = await generatedFiles(root, schemas)
  await keep(files)
  await removeOthers(schemas, files)
  if (process.argv.includes('--release')) await release()
}

/** Writes what differs from what is there. */
async function keep(wanted: Readonly<Record<string, string>>): Promise<void> {
  for (const [place, content] of Object.entries(wanted)) {
    const file = join(root, place)
    const text = await formatted(root, place, content)
    const present = await readFile(file, 'utf8').catch(() => undefined)
    if (present === text) continue
    stale.push(place)
    if (isCheck) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

/** The schema of a message that is gone goes as well. */
async function removeOthers(folder: string, wanted: Readonly<Record<string, string>>) {
  for (const name of await readdir(join(root, folder))) {
    const place = `${folder}/${name}`
    if (place in wanted) continue
    stale.push(place)
    if (!isCheck) await rm(join(root, place))
  }
}

/** From here on the compatibility test holds us to these schemas. */
async function release(): Promise<void> {
  const released = join(root, 'packages/contracts/released')
  await mkdir(released, { recursive: true })
  for (const name of await readdir(join(root, schemas)))
    await copyFile(join(root, schemas, name), join(released, name))
}
