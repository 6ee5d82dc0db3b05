import { asyncApi } from './asyncapi.ts'
import { configurationPage } from './configuration-page.ts'
import { messagesPage } from './messages-page.ts'
import { schemaFiles } from './schemas.ts'
import { serviceReadmes } from './service-readmes.ts'
import { services } from './services.ts'

/** Everything that follows from the contracts and the services, by its place. */
export const generatedFiles = async (
  root: string,
  schemas: string,
): Promise<Readonly<Record<string, string>>> => ({
  ...schemaFiles(schemas),
  ...(await serviceReadmes(root)),
  'packages/contracts/generated/asyncapi.json': asyncApi(services),
  'docs/configuration.md': configurationPage(),
  'docs/messages.md': messagesPage(services),
})
