import { _$LH } from 'lit';

// What a cloud could say to do something to a page. Whatever runs calls `executed()`.

const call = 'executed()';

const product = (...lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>((starts, list) => starts.flatMap((start) => list.map((end) => start + end)), ['']);

const image = `<img src=x onerror=${call}>`;
const script = `<script>${call}</script>`;
const drawing = `<svg onload=${call}>`;

/** Every element that runs something by itself, with every handler that it could do so by. */
const handlers = product(
  ['<img src=x', '<svg', '<video src=x', '<audio src=x', '<iframe', '<object data=x', '<body', '<details open', '<math']
    .concat(['<input autofocus', '<select autofocus', '<textarea autofocus', '<button autofocus', '<marquee'])
    .concat(['<x-y tabindex=0 autofocus contenteditable', '<style']),
  [' onerror', ' onload', ' onfocus', ' ontoggle', ' onpointerenter', ' onanimationstart', '/onbegin'],
  [`=${call}>`],
);

/** Ends of whatever a text could stand in, and then something that runs. */
const breakOuts = product(
  [
    '"',
    "'",
    '`',
    '">',
    "'>",
    '">\'>`>',
    '-->',
    '--!>',
    ']]>',
    '?>',
    '*/',
    '\\">',
    '&quot;>',
    '"/>',
    '</title>',
    '</style>',
  ]
    .concat([
      '</script>',
      '</textarea>',
      '</template>',
      '</noscript>',
      '</xmp>',
      '</option></select>',
      '</pre>',
      '</code>',
    ])
    .concat(['</bdi>', '</svg>', '</math>', '</iframe>', '</plaintext>', '"; ', "'); ", '${', '{{']),
  [image, script, drawing],
);

const attributes = product(
  ['" ', "' ", '` ', ' ', '\t', '\n', '/'],
  [`onclick=${call} x=`, `autofocus onfocus="${call}`, `style=animation-name:x onanimationstart=${call} `],
);

const each = (text: string, write: (code: number) => string): string =>
  [...text].map((character) => write(character.charCodeAt(0))).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** The same in other spellings, which something on the way could decode. */
const encodings = [image, script, drawing].flatMap((markup) => [
  each(markup, (code) => `&#${code};`),
  each(markup, (code) => `&#${code}`),
  each(markup, (code) => `&#x${hex(code, 4)};`),
  each(markup, (code) => `%${hex(code, 2)}`),
  each(markup, (code) => `%25${hex(code, 2)}`),
  each(markup, (code) => `\\u${hex(code, 4)}`),
  each(markup, (code) => `\\x${hex(code, 2)}`),
  each(markup, (code) => String.fromCharCode(code + 0xfee0)),
  markup.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  markup.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  markup.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-'),
  markup.replaceAll('<', '<\0'),
  markup.replaceAll(' ', '\f'),
  markup.toUpperCase().replace(call.toUpperCase(), call),
  btoa(markup),
  `data:text/html,${markup}`,
]);

const addresses = product(
  ['javascript:', 'JaVaScRiPt:', 'java\tscript:', '\x01javascript:', 'javascript&colon;', 'data:text/html,<script>'],
  [call, `//%0a${call}`, `/*-/*\`/*\\\`/*'/*"/**/(${call})//`],
).flatMap((address) => [
  address,
  `<a href="${address}">x</a>`,
  `<iframe src="${address}"></iframe>`,
  `<form action="${address}"><input type=submit autofocus></form>`,
  `<base href="${address}"><a href=x>`,
]);

const documents = [
  `<iframe srcdoc="<script>parent.${call}</script>">`,
  `<iframe srcdoc='&lt;img src=x onerror=parent.${call}&gt;'>`,
  `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  `<object data="data:text/html,${script}">`,
  `<embed src="javascript:${call}">`,
  `<link rel=stylesheet href="//127.0.0.1:9/x.css">`,
  `<link rel=import href="data:text/html,${script}">`,
  `<template shadowrootmode=open>${image}</template>`,
  `<template>${script}</template>`,
  `<portal src="javascript:${call}">`,
  `<image-picker provider="x" proxy="//127.0.0.1:9">${image}</image-picker>`,
  `<slot name=error onslotchange=${call}>`,
  `<svg><script>${call}</script></svg>`,
  `<svg><script href="data:,${call}" /></svg>`,
  `<svg><a xlink:href="javascript:${call}"><text y=20>x</text></a></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<svg><set attributeName=href to="javascript:${call}">`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='${call}'/>#x">`,
  `<svg><foreignObject>${image}</foreignObject></svg>`,
  `<math href="javascript:${call}">x</math>`,
  `<math><maction actiontype="statusline#${call}" xlink:href="javascript:${call}">x`,
];

/** Harmless when parsed once, and something else when what came of that is parsed again. */
const mutations = [
  `<noscript><p title="</noscript>${image}">`,
  `<svg></p><style><a id="</style>${image}">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${call}&gt;">`,
  `<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style>${image}">`,
  `<svg><![CDATA[><image xlink:href="]]>${image}//">`,
  `<listing>&lt;img src=x onerror=${call}&gt;</listing>`,
  `<p id="</p>"><title><a title="</title>${image}">`,
  `<select><style><img src="</style>${image}">`,
  `<table><td><svg><desc><td><style><a title="</style>${image}">`,
  `<!--><img src=x onerror=${call}>-->`,
  `<!-- --!>${image}<!-- -->`,
  `<div id=x><x title="\`\`onmouseover=${call}">`,
  `<img alt="<x" title="/><img src=x onerror=${call}>">`,
  `<xmp><a id="</xmp>${image}">`,
  `<plaintext>${image}`,
];

/** What Lit writes into the templates that it parses: its own marker of this page among them. */
const { _marker: marker } = _$LH;
const lit = [marker, 'lit$', 'lit$123456789$', '?lit$', `?${marker}`, '$lit$', `class$lit$=${marker}`]
  .flatMap((text) => [text, `<${text}>`, `<!--${text}-->`, `<!--?${text}-->`, `<?${text}>`, `</${text}><b>`])
  .concat(['<!--lit-part-->', '<!--/lit-part-->', '<!--lit-node 0-->', `@click=${call}`, `.innerHTML=${image}`])
  .concat(['?hidden=', '...', 'Symbol(lit-nothing)', '{"_$litType$":1,"strings":["<b>"],"values":[]}']);

const styles = [
  `</style><style>*{display:none}`,
  `<style>@import'//127.0.0.1:9/x.css';</style>`,
  `<style>:host{display:none!important}</style>`,
  `<div style="position:fixed;inset:0;background:url(//127.0.0.1:9/x)">`,
  `;background:url(javascript:${call})`,
  `}*{visibility:hidden`,
  `width:expression(${call})`,
  `-moz-binding:url(//127.0.0.1:9/x.xml#y)`,
  `\\3c style\\3e `,
];

/** Of other languages of templates. */
const templates = [
  `{{constructor.constructor('${call}')()}}`,
  `\${${call}}`,
  `#{${call}}`,
  `<%= ${call} %>`,
  `[[\${${call}}]]`,
  `{%25 ${call} %25}`,
  `*{${call}}`,
  `<div v-html="'${image.replaceAll('"', '')}'" ng-app ng-init=${call} x-init=${call}>`,
  `v-on:click=${call}`,
  `eval("${call}")`,
  `');${call};//`,
  `";${call};//`,
  `\u2028${call}\u2029`,
];

/** More than three hundred texts that a page must not take for markup, script or style. */
export const payloads: readonly string[] = [
  ...new Set(
    [handlers, breakOuts, attributes, encodings, addresses, documents, mutations, lit, styles, templates].flat(),
  ),
];

/** Turn round, join, hide or hold apart what stands beside them, where nothing stops them. */
export const turning: readonly string[] = [
  ...['\u202e', '\u202d', '\u202b', '\u202a', '\u2066', '\u2067', '\u2068', '\u200f', '\u061c'].map(
    (mark) => `a${mark}bc`,
  ),
  // More is closed than was opened, and then something is opened.
  ...['\u2069', '\u202c', '\u2069\u2069\u2069', '\u202c\u202c\u2069'].map((end) => `a${end}\u202ebc`),
  `${'\u202e'.repeat(70)}abc`,
  `${'\u2067'.repeat(130)}abc`,
  'עברית',
  'صورة ١٢',
  'ab עברית',
  'אב 12',
];

/** No letter to be seen, or none that stands alone. */
export const unseen: readonly string[] = [
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u115f', '\u3164', '\ufffc'].map(
    (mark) => `a${mark}b`,
  ),
  'a\0b',
  '\u001b[31mred',
  'a\bb',
  'a\r\nb',
  'a\u2028b\u2029c',
  `Z${'\u0301'.repeat(1000)}`,
  '👨‍👩‍👧‍👦'.repeat(20),
  '\u{e0041}\u{e0042}',
];

/** Halves of characters, which UTF-8 cannot write. */
export const halves: readonly string[] = ['a\ud800', '\udc00b', 'a\udfff\ud800b', '\ud83d'];

/** What every object inherits, or some code looks for. */
export const polluting: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then', 'length'],
  ...['__defineGetter__', 'isPrototypeOf', 'nodeType', 'key', 'undefined', 'null', 'NaN', '[object Object]'],
];

/** Numbers that are none any more once they have been read as one. */
export const numbers: readonly string[] = [
  ...['9007199254740993', '18446744073709551615', '1e999', '-1e999', '1e308', '-0', '0x10', '1_000', '١٢٣', '00012'],
];
