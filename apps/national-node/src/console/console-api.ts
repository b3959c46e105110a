import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { takeLogouts } from '../session/take-logouts.js';
import type { wireSession } from '../session/wire-session.js';
import { staffApi } from '../staff/staff-api.js';
import { sendSecurityHeaders } from './security-headers.js';
import { serveConsole } from './serve-console.js';

/** The domestic API with what browsers need: headers that close them down, and the console's files. */
export function consoleApi(folder: string, { sessions, endByIssuer }: ReturnType<typeof wireSession>) {
  return {
    ...staffApi,
    prepare: async (app: NestFastifyApplication): Promise<void> => {
      staffApi.prepare(app);
      const instance = app.getHttpAdapter().getInstance();
      sendSecurityHeaders(instance, sessions.isSecure);
      if (endByIssuer !== undefined) await takeLogouts(instance, endByIssuer);
      await serveConsole(instance, folder);
    },
  };
}
