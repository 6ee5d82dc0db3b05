import { randomUUID } from 'node:crypto'

const ADDRESS = /^(?<server>[^?]*?:\/\/[^/?]*)(?:\/(?<database>[^?]*))?(?:\?(?<options>.*))?$/

/** The same server with another database. Whoever logs in still does so at the one that the address named. */
export function ownDatabase(uri: string): string {
  const { server = uri, database, options } = ADDRESS.exec(uri)?.groups ?? {}
  const stated = new URLSearchParams(options)
  if (server.includes('@') && !stated.has('authSource')) {
    stated.set('authSource', decodeURIComponent(database || 'admin'))
  }
  const query = stated.size > 0 ? `?${stated}` : ''
  return `${server}/certwire-test-${randomUUID()}${query}`
}

export async function dropDatabase(uri: string): Promise<void> {
  const { MongoClient } = await import('mongodb')
  const client = await MongoClient.connect(uri)
  await client.db().dropDatabase()
  await client.close()
}
