import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, freePort, startChild } from '../child.ts'
import { standStill } from '../stand-still.ts'
import { greet, type Login, request } from './request.ts'

export interface NatsServerOptions {
  /** A name on the PATH or a path. */
  readonly binary?: string
  /** A configuration file's text. Address and store directory are given anyway, and JetStream unless it speaks of that. */
  readonly config?: string
}

/** A nats-server with JetStream of one's own. Its address stays the same over every restart. */
export interface NatsServer {
  readonly url: string
  readonly port: number
  readonly storeDir: string
  /** Resolves when it answers. With a text, that is its configuration from now on. */
  start(config?: string): Promise<void>
  /** `kill -9`. Resolves when the process is gone; what it stored stays. */
  kill(): Promise<void>
  /** Resolves when it stands still: it keeps its connections and answers nothing. Needs the /proc of Linux. */
  pause(): Promise<void>
  resume(): void
  /** Deletes everything stored, whether it runs or not. */
  wipe(): Promise<void>
  /** The answer to one request, such as `$JS.API.STREAM.DELETE.<name>`. */
  request(subject: string, payload?: string, login?: Login): Promise<string>
  /** Ends the process and deletes its directory. */
  stop(): Promise<void>
}

export async function startNatsServer(options: NatsServerOptions = {}): Promise<NatsServer> {
  const { binary = 'nats-server' } = options
  const directory = await mkdtemp(join(tmpdir(), 'certwire-nats-'))
  const storeDir = join(directory, 'store')
  const configFile = join(directory, 'nats.conf')
  const port = await freePort()
  let text = options.config ?? ''
  let child: ChildProcess | undefined

  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    port,
    storeDir,
    async start(config = text) {
      text = config
      await writeFile(configFile, text)
      const address = ['-a', '127.0.0.1', '-p', `${port}`]
      const jetstream = /\bjetstream\b/.test(text) ? [] : ['-js']
      const args = [...address, ...jetstream, '-sd', storeDir, '-c', configFile]
      child = await startChild(binary, args, { stdio: 'ignore' }, () => greet(port))
    },
    kill: () => endChild(child),
    pause: async () => {
      if (child?.pid) await standStill(child.pid)
    },
    resume: () => void child?.kill('SIGCONT'),
    wipe: () => rm(storeDir, { recursive: true, force: true, maxRetries: 5 }),
    request: (subject, payload = '', login) => request(port, subject, payload, login),
    async stop() {
      await endChild(child)
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  await server.start()
  return server
}
