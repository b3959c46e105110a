import { intercept } from './intercept.js';

intercept();
await import('../../apps/national-node/src/main.js');
