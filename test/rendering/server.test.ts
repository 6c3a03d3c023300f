import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { elements } from '../../scripts/manifest.js';
import { served } from './served.js';

const label = '<slot name="label"><!--lit-part-->System image<!--/lit-part--></slot';
const hint = '<slot name="hint"><!--lit-part-->For the new desktop<!--/lit-part--></slot';

describe('on a server', () => {
  for (const tag of elements.keys()) {
    if (tag === 'image-provider') continue;
    for (const appearance of ['list', 'cards', 'dropdown']) {
      it(`a field is rendered with its label, and what it has before any image: ${tag} as ${appearance}`, async () => {
        const attributes = `label="System image" hint="For the new desktop" required appearance="${appearance}"`;
        const html = await served(`<${tag} ${attributes}></${tag}>`);
        assert.ok(html.includes(label));
        assert.ok(html.includes(hint));
        assert.match(html, appearance === 'dropdown' ? /role="combobox"/ : /class="option skeleton"/);
        // So are the styles that load later elsewhere.
        if (appearance === 'dropdown') assert.match(html.split('</style>', 1).join(), /\.field \{/);
      });
    }
  }

  it('no attribute is added to a field', async () => {
    const html = await served('<glance-images proxy="/clouds/servers" name="image"></glance-images>');
    assert.match(html, /<glance-images\s+proxy="\/clouds\/servers"\s+name="image"\s*>/);
  });

  it('the language is that of the field', async () => {
    assert.match(await served('<glance-images lang="ar"></glance-images>'), /class="picker"\s+lang="ar"\s+dir="rtl"/);
  });

  it('an <image-provider> is rendered with its slot', async () => {
    const html = await served('<image-provider provider="zstack"><p></p></image-provider>');
    assert.match(html, /<template [^>]*>(?:<!--[^>]*-->)*<slot><\/slot>/);
  });
});
