export { css, html, LitElement } from 'lit';
export { repeat } from 'lit/directives/repeat.js';
