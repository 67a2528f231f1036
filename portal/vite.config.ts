import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The paths Kent answers itself; `npm run dev` passes them on to a running Kent. */
const KENT_PATHS = ['/api', '/fonts', '/ogc', '/sign-in', '/sprites', '/styles', '/tiles'];
const kent = process.env.KENT_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte()],
  // Every asset is a file of its own: the content security policy allows no data: fonts or scripts.
  build: { target: 'es2024', assetsInlineLimit: 0, chunkSizeWarningLimit: 1300 },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(KENT_PATHS.map((path) => [path, kent])) },
});
