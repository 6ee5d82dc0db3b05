import { findClients } from '../support/third-party/find.ts'
import { type Served, serveClient } from '../support/third-party/serve-client.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const WANTED = 2

export const clients = proof({
  name: 'clients',
  claim:
    "Debian's certbot and lego each obtain (EAB, apex and wildcard), renew (alternate chain) and revoke a certificate at the sandbox CA; openssl verifies every chain.",
  run: async ({ say }) => {
    const begin = performance.now()
    const found = await findClients(say)
    const rows: ({ client: string; version: string } & Served)[] = []
    for (const { client, version } of found)
      rows.push({ client: client.name, version, ...(await serveClient(client)) })
    if (rows.length > 0) say(table(rows))
    return {
      ok: rows.length === WANTED,
      figures: {
        n: rows.length,
        ...Object.fromEntries(rows.map(({ client, version }) => [client, version])),
        seconds: ((performance.now() - begin) / 1000).toFixed(1),
      },
    }
  },
})
