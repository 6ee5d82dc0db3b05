export { findMoto } from './find.ts'
export { type Moto, startMoto } from './start.ts'
