export * from './createTranslator';
export * from './locale';
