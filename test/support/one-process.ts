import { type TestApi, testApi } from './api.ts'
import { type Ground, type GroundOptions, layGround } from './ground.ts'
import { type ServiceProcess, serviceProcess } from './service-process.ts'

/** Everything in one process, on SQLite. */
export interface OneProcess extends Ground {
  readonly service: ServiceProcess
  readonly api: TestApi
}

export async function startOneProcess(options: GroundOptions): Promise<OneProcess> {
  await using started = new AsyncDisposableStack()
  const ground = started.adopt(await layGround(options), (one) => one.close())
  const service = started.adopt(await serviceProcess('all', ground), (one) => one.kill('SIGTERM'))
  await service.start()
  const all = started.move()
  return {
    ...{ ...ground, service },
    api: testApi(service.url, ground.token),
    close: () => all.disposeAsync(),
  }
}
