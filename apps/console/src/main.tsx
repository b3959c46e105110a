import '@fontsource-variable/public-sans/index.css';
import '@mantine/core/styles.css';
import './shell/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.js';
import { adoptThemeColours } from './shell/theme.js';
import { startWords } from './words/start-words.js';

adoptThemeColours();
await startWords();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
