import { render } from 'preact';
import { PICTURE_STYLE } from '../src/node/show/picture-style.ts';
import { Page } from './page.tsx';
import { startListening, takeKey } from './state/link.ts';
import { followRoute } from './state/route.ts';
import { applyTheme } from './state/theme.ts';
import './style.css';

const pictures = new CSSStyleSheet();
pictures.replaceSync(PICTURE_STYLE);
document.adoptedStyleSheets = [pictures];
takeKey();
applyTheme();
followRoute();
startListening();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
