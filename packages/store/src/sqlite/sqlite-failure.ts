import type { StoreErrorCode } from '../store-error.ts'
import type { Failure } from './write.ts'

/** https://www.sqlite.org/rescode.html: the low byte of an extended code is its primary code. */
const CODES: { readonly [errcode: number]: readonly [StoreErrorCode, string] } = {
  3: ['ERR_STORE_UNWRITABLE', 'may not be accessed: check its owner and mode'],
  5: ['ERR_STORE_UNAVAILABLE', 'is locked by another program: close that program'],
  6: ['ERR_STORE_UNAVAILABLE', 'is locked by another program: close that program'],
  8: ['ERR_STORE_UNWRITABLE', 'is read-only: check the mode of the file, its folder and its mount'],
  10: ['ERR_STORE_IO', 'cannot be read or written: check the disk'],
  11: ['ERR_STORE_UNREADABLE', 'is damaged: restore it from a backup'],
  13: ['ERR_STORE_FULL', 'has no room left on its disk: free some space'],
  14: ['ERR_STORE_UNWRITABLE', 'cannot be opened: check that its folder exists and can be written'],
  18: ['ERR_STORE_TOO_LARGE', 'cannot hold anything this large'],
  26: ['ERR_STORE_UNREADABLE', 'is not a SQLite database: restore it or name another file'],
}

/** An error of `node:sqlite` in words of the store; it survives a structured clone, unlike the error's own fields. */
export function sqliteFailure(file: string, error: unknown): Failure {
  const errcode = errcodeOf(error)
  const [code, advice] = CODES[errcode & 0xff] ?? ['ERR_STORE_FAILED', 'failed']
  const seen = error instanceof Error ? error.message : String(error)
  return { code, message: `${file} ${advice} (SQLite ${errcode}: ${seen.slice(0, 200)})` }
}

/** https://www.sqlite.org/rescode.html#constraint_unique, …#constraint_primarykey */
export function isDuplicate(error: unknown) {
  const errcode = errcodeOf(error)
  return errcode === 2067 || errcode === 1555
}

function errcodeOf(error: unknown) {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
}
