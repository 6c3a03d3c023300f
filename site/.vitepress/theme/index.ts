import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

// The elements and the simulated clouds run in the page only.
if (!import.meta.env.SSR) void import('../../live/index.js');

export default { extends: DefaultTheme } satisfies Theme;
