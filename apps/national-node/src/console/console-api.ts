import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { staffApi } from '../staff/staff-api.js';
import { sendSecurityHeaders } from './security-headers.js';
import { serveConsole } from './serve-console.js';

/** The domestic API with what browsers need: headers that close them down, and the console's files. */
export function consoleApi(folder: string, isSecure: boolean) {
  return {
    ...staffApi,
    prepare: async (app: NestFastifyApplication): Promise<void> => {
      staffApi.prepare(app);
      const instance = app.getHttpAdapter().getInstance();
      sendSecurityHeaders(instance, isSecure);
      await serveConsole(instance, folder);
    },
  };
}
