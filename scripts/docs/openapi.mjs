import { TypeSchemas } from './type-schemas.mjs';

/** The description that the server serves, and what each door answers. Nothing is started: the modules are only wired. */
export async function openApi() {
  const { NestFactory } = await import('@nestjs/core');
  const { AppModule } = await import('../../apps/server/src/app.module.ts');
  const { describeApi } = await import('../../apps/server/src/platform/openapi/describe-api.ts');
  const { prefixApi } = await import('../../apps/server/src/configure-app.ts');
  const app = await NestFactory.create(AppModule, { preview: true, logger: false, abortOnError: false });
  prefixApi(app);
  const description = describeApi(app);
  const types = new TypeSchemas();
  const answers = types.answers();
  for (const [path, operations] of Object.entries(description.paths)) {
    const type = path.endsWith('.csv') ? 'text/csv' : 'application/json';
    for (const operation of Object.values(operations)) {
      const [status = '200'] = Object.keys(operation.responses).filter((one) => one.startsWith('2'));
      operation.responses[status] = responseOf(answers.get(operation.operationId), type);
    }
  }
  const schemas = { ...types.components, ...description.components.schemas };
  description.components.schemas = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(description, null, 2)}\n`;
}

const responseOf = (schema, type) =>
  schema ? { description: 'Done.', content: { [type]: { schema } } } : { description: 'Done; there is nothing to say.' };
