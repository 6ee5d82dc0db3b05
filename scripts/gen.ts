import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { asyncApi } from './gen/asyncapi.ts'
import { messageIndex } from './gen/message-index.ts'
import { messagesPage } from './gen/messages-page.ts'
import { schemaFiles } from './gen/schemas.ts'
import { loadServices } from './gen/services.ts'

const root = join(import.meta.dirname, '..')
const services = await loadServices()

/** Everything that follows from the contracts and the services, by its place. */
const files: Readonly<Record<string, string>> = {
  'packages/contracts/src/messages/index.ts': await messageIndex(
    join(root, 'packages/contracts/src/messages'),
  ),
  ...schemaFiles('packages/contracts/generated/schemas'),
  'packages/contracts/generated/asyncapi.json': asyncApi(services),
  'docs/messages.md': messagesPage(services),
}

const isCheck = process.argv.includes('--check')
const stale: string[] = []
for (const [place, content] of Object.entries(files)) {
  const file = join(root, place)
  const present = await readFile(file, 'utf8').catch(() => undefined)
  if (present === content) continue
  stale.push(relative(root, file))
  if (isCheck) continue
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}
if (stale.length > 0)
  console.log(`${isCheck ? 'stale, run "npm run gen"' : 'written'}: ${stale.join(', ')}`)
process.exitCode = isCheck && stale.length > 0 ? 1 : 0
