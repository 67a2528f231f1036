// A file and its brotli neighbour, which the server sends to clients that take it.
import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

export function writePacked(path, content) {
  writeFileSync(path, content);
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}
