import { flushCompileCache } from 'node:module';
import { intercept } from './intercept.js';

intercept();
await import('../../apps/broker/src/main.js');
flushCompileCache(); // a killed process leaves no cache by itself, and this one is started again and again
