import { StoreError } from '../store-error.ts'

/** Bounds a whole operation of the driver, which bounds only its steps and repeats them. */
export async function deadline<T>(what: string, timeoutMs: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const message = `${what}: MongoDB did not answer within ${timeoutMs} ms; it may still happen`
    late.reject(new StoreError('ERR_STORE_UNAVAILABLE', message))
  }, timeoutMs)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
