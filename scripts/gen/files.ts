import { asyncApi } from './asyncapi.ts'
import { messagesPage } from './messages-page.ts'
import { schemaFiles } from './schemas.ts'
import { services } from './services.ts'

/** Everything that follows from the contracts and the services, by its place. */
export const generatedFiles = (schemas: string): Readonly<Record<string, string>> => ({
  ...schemaFiles(schemas),
  'packages/contracts/generated/asyncapi.json': asyncApi(services),
  'docs/messages.md': messagesPage(services),
})
