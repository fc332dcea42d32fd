export * from './chooseLocale';
export * from './createTranslator';
