import { stdout } from 'node:process'
import { expect, test } from 'vitest'
import { findClients } from '../support/third-party/find.ts'
import { serveClient } from '../support/third-party/serve-client.ts'

const clients = await findClients((line) => stdout.write(`${line}\n`))

test.skipIf(clients.length > 0)('needs certbot or lego', ({ skip }) => skip())

test.concurrent.each(clients)(
  '$client.name $version obtains, renews and revokes a certificate at the sandbox CA',
  async ({ client }) => {
    expect(await serveClient(client)).toHaveProperty('revoke')
  },
)
