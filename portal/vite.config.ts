import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** The paths Kent answers itself; `npm run dev` passes them on to a running Kent. */
const KENT_PATHS = ['/api', '/fonts', '/ogc', '/sign-in', '/sprites', '/styles', '/tiles'];
const kent = process.env.KENT_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte(), packed()],
  // Every asset is a file of its own: the content security policy allows no data: fonts or scripts.
  build: { target: 'es2024', assetsInlineLimit: 0, chunkSizeWarningLimit: 1300 },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(KENT_PATHS.map((path) => [path, kent])) },
});

/** Lays a brotli neighbour (`.br`) beside each text file, for Kent to send to browsers that take it. */
function packed(): Plugin {
  const compress = promisify(brotliCompress);
  return {
    name: 'kent-packed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const file = join(dir, name);
          await writeFile(`${file}.br`, await compress(await readFile(file)));
        }),
      );
    },
  };
}
