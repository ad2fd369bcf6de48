import { parentPort, workerData } from 'node:worker_threads'
import { readSbom } from '#formats/sbom/read.ts'

parentPort!.postMessage(readSbom(workerData as Uint8Array))
