import type { Secret } from '@certwire/secrets'
import { createHttp } from './http.ts'
import type { Platform } from './platform.ts'
import type { Service } from './service.ts'
import type { Started } from './start.ts'

export interface Running {
  /** Where the HTTP listener is. */
  readonly url: string
  /** Drains: nothing new is taken, what is under way ends, the ports close. The bus and the store stay open. */
  close(): Promise<void>
}

/** Runs services in this process on one platform, with one HTTP listener. */
export async function run(
  services: readonly Service[],
  platform: Platform,
  token: Secret,
): Promise<Running> {
  const started: Started[] = []
  try {
    for (const service of services) started.push(await service.start(platform))
    const app = createHttp(
      platform,
      token,
      started.map(({ route }) => route),
    )
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

async function closeAll(started: readonly Started[]): Promise<void> {
  await Promise.all(started.map((one) => one.close()))
}
