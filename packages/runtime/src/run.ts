import type { Secret } from '@certwire/secrets'
import { createHttp } from './http.ts'
import type { Platform } from './platform.ts'
import type { Service } from './service.ts'
import { type Started, start } from './start.ts'

export interface Running {
  /** Where the HTTP listener is. */
  readonly url: string
  /** Drains: nothing new is taken, what is under way ends, the ports close. The bus and the store stay open. */
  close(): Promise<void>
}

// A list of services with different collaborators; each is only ever used with its own.
type AnyService = Service<unknown>

/** Runs services in this process on one platform, with one HTTP listener. */
export async function run(
  services: readonly AnyService[],
  platform: Platform,
  token: Secret,
): Promise<Running> {
  const started: Started<unknown>[] = []
  const routes: Parameters<typeof createHttp>[2][number][] = []
  try {
    for (const service of services) {
      const one = await start(service, platform)
      started.push(one)
      routes.push((app) => service.routes?.(app, one.deps))
    }
    const app = createHttp(platform, token, routes)
    const { host, port } = platform.config.http
    const url = await app.listen({ host, port })
    return {
      url,
      close: async () => {
        await app.close()
        await closeAll(started)
      },
    }
  } catch (error) {
    await closeAll(started)
    throw error
  }
}

async function closeAll(started: readonly Started<unknown>[]): Promise<void> {
  await Promise.all(started.map((one) => one.close()))
}
