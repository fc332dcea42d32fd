interface Schemas {
  paths?: unknown;
  components?: { schemas?: Record<string, unknown> };
}

/**
 * An OpenAPI document without the component schemas that nothing in it refers to. Each schema is generated
 * twice, for requests and for answers, and most are needed once.
 */
export function withoutUnusedSchemas<D extends object>(document: D): D {
  const { paths, components }: Schemas = document;
  const schemas = Object.entries(components?.schemas ?? {});
  const used = schemas.filter(([name]) => {
    const others = schemas.filter(([other]) => other !== name);
    return JSON.stringify([paths, others]).includes(`"#/components/schemas/${name}"`);
  });
  if (used.length === schemas.length) return document;
  return withoutUnusedSchemas({
    ...document,
    components: { ...components, schemas: Object.fromEntries(used) },
  });
}
