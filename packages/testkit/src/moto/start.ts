import { endChild, freePort, startChild } from '../child.ts'

/** A moto_server of one's own. It keeps everything in memory. */
export interface Moto {
  /** Of every service of AWS alike. */
  readonly endpoint: string
  /** Forgets everything. */
  reset(): Promise<void>
  stop(): Promise<void>
}

export async function startMoto(binary: string): Promise<Moto> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const reset = async () => {
    await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' })
  }
  const args = ['--host', '127.0.0.1', '--port', `${port}`]
  const child = await startChild(binary, args, { stdio: 'ignore' }, reset)
  return { endpoint, reset, stop: () => endChild(child) }
}
