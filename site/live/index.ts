// The picker of this repository, and what the examples need. Loaded in the page only.
import '../../src/index.js';
import { LiveExample } from './live-example.js';
import { answerInPage } from './portal.js';
import { ThemeEditor } from './theme-editor.js';

answerInPage();
customElements.define('live-example', LiveExample);
customElements.define('theme-editor', ThemeEditor);
