import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Why a file cannot be had, as the end of a sentence that begins with its place. Never holds what is in it. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError'
  readonly code: 'ERR_CONFIG_FILE' | 'ERR_CONFIG_FILE_MODE'

  constructor(message: string, code: TextFileError['code'] = 'ERR_CONFIG_FILE') {
    super(message)
    this.code = code
  }
}

interface Limits {
  readonly largestBytes: number
  /** Whether others must not be able to read it. */
  readonly secret: boolean
}

/** The text of a file in UTF-8, without a byte order mark. Rejects with a `TextFileError`. */
export async function readText(file: string, limits: Limits): Promise<string> {
  // Non-blocking, or the opening of a pipe would wait for somebody to write.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(refused)
  try {
    check(await handle.stat(), limits)
    const bytes = await upTo(handle, limits.largestBytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw error instanceof TypeError ? new TextFileError('is not text in UTF-8') : refused(error)
  } finally {
    await handle.close()
  }
}

function check(stats: Stats, { secret }: Limits): void {
  if (stats.isDirectory()) throw new TextFileError('is a folder, not a file')
  if (!stats.isFile()) throw new TextFileError('is not a regular file')
  // A group may read it, as in a container, and only its owner can change who else may.
  const mode = stats.mode & 0o777
  if (secret && (mode & 0o027) !== 0 && stats.uid === process.getuid?.())
    throw new TextFileError(
      `can be read or written by others (mode ${mode.toString(8)}): chmod 600 it`,
      'ERR_CONFIG_FILE_MODE',
    )
}

/** What its size says is not relied upon: some files tell none, and others grow. */
async function upTo(handle: FileHandle, largestBytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(largestBytes + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
    if (bytesRead === 0) return buffer.subarray(0, length)
    length += bytesRead
    if (length > largestBytes) throw new TextFileError(`is larger than ${largestBytes / 1024} KiB`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by this user',
  ENOTDIR: 'is not there: a part of its path is no folder',
  ELOOP: 'is a link that leads in a circle',
  ENAMETOOLONG: 'has too long a name',
}

/** Node's own message may quote the path, which may be a secret that somebody put in the wrong variable. */
function refused(error: unknown): never {
  if (error instanceof TextFileError) throw error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  throw new TextFileError(reasons[code] ?? `cannot be read (${code})`)
}
