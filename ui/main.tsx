import { render } from 'preact';
import { Page } from './page.tsx';
import { startListening, takeKey } from './state/link.ts';
import { followRoute } from './state/route.ts';
import { applyTheme } from './state/theme.ts';
import './style.css';
import './topology.css';

takeKey();
applyTheme();
followRoute();
startListening();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
