import { CliError } from '../cli-error.ts'

/** Node says which port it was about. */
type Refusal = NodeJS.ErrnoException & { readonly port?: number }

/** Starts something that listens; a port that cannot be had is told with what to do about it. */
export async function listening<T>(
  what: string,
  setting: string,
  port: number,
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start()
  } catch (error) {
    const { code, syscall, port: wanted = port } = error as Refusal
    const refused = (syscall === 'listen' || syscall === 'bind') && wanted === port
    if (refused && code === 'EADDRINUSE')
      throw new CliError(
        'ERR_PORT_TAKEN',
        `Port ${port} of ${what} is taken, perhaps by another Certwire. Stop that one, or choose another port: ${setting}.`,
        'conflict',
      )
    if (refused && (code === 'EACCES' || code === 'EADDRNOTAVAIL'))
      throw new CliError(
        'ERR_PORT_REFUSED',
        `The system does not let ${what} listen on port ${port} (${code}). Choose another address or port: ${setting}.`,
      )
    throw error
  }
}
