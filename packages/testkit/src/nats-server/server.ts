import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { greet, type Login, request } from './request.ts'

export interface NatsServerOptions {
  /** A name on the PATH or a path. */
  readonly binary?: string
  /** A configuration file's text; address, JetStream and store directory are given anyway. */
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
  /** SIGSTOP: it keeps its connections and answers nothing. */
  pause(): void
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
  let child: ChildProcess | undefined

  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    port,
    storeDir,
    async start(config) {
      if (config !== undefined) await writeFile(configFile, config)
      const address = ['-a', '127.0.0.1', '-p', `${port}`]
      child = spawn(binary, [...address, '-js', '-sd', storeDir, '-c', configFile], {
        stdio: 'ignore',
      })
      await answering(port, child)
    },
    async kill() {
      await end(child)
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    wipe: () => rm(storeDir, { recursive: true, force: true, maxRetries: 5 }),
    request: (subject, payload = '', login) => request(port, subject, payload, login),
    async stop() {
      await end(child)
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  await server.start(options.config ?? '')
  return server
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (child.exitCode !== null) break
    try {
      await greet(port)
      return
    } catch {
      await pause(20)
    }
  }
  await end(child)
  throw new Error(`nats-server did not answer on port ${port} (exit code ${child.exitCode})`)
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
