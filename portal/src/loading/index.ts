/** The load page; the portal fetches it when an editor opens it. */
export { default as LoadPanel } from './LoadPanel.svelte';
export { LoadWizard } from './LoadWizard.svelte.ts';
export { PastLoads } from './PastLoads.svelte.ts';
