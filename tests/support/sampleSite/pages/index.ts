import type { Page } from '../model.ts';
import { EN_BLOG } from './en-blog.ts';
import { EN_FARM_DAY } from './en-farm-day.ts';
import { EN_GUIDES } from './en-guides.ts';
import { EN_HELP } from './en-help.ts';
import { EN_INFO } from './en-info.ts';
import { EN_PRODUCTS } from './en-products.ts';
import { ZH_BLOG } from './zh-blog.ts';
import { ZH_ENCODED } from './zh-encoded.ts';
import { ZH_FARM_NOTES } from './zh-farm-notes.ts';
import { ZH_GUIDES } from './zh-guides.ts';
import { ZH_INFO } from './zh-info.ts';
import { ZH_PRODUCTS } from './zh-products.ts';

export const PAGES: Page[] = [
  ...ZH_INFO,
  ...ZH_PRODUCTS,
  ...ZH_BLOG,
  ...ZH_FARM_NOTES,
  ...ZH_GUIDES,
  ...ZH_ENCODED,
  ...EN_INFO,
  ...EN_PRODUCTS,
  ...EN_BLOG,
  ...EN_FARM_DAY,
  ...EN_GUIDES,
  ...EN_HELP,
];
