/** Storage makes keys and CSRs, verifies what the CA gave and keeps it. No other service ever holds a leaf key. */
export { storage } from './service.ts'
