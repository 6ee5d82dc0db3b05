/** Renewal decides when a certificate needs a successor, asks for it in time, and tells what expires without one. */
export { renewal } from './service.ts'
