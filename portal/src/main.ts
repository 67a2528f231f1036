import 'maplibre-gl/dist/maplibre-gl.css';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import App from './App.svelte';

const target = document.getElementById('portal');
if (target) mount(App, { target });
