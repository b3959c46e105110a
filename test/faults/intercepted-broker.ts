import { intercept } from './intercept.js';

intercept();
await import('../../apps/broker/src/main.js');
