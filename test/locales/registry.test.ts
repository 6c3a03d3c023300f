import assert from 'node:assert/strict';
import test from 'node:test';
import { states } from '../../src/components/later.js';
import { addMessages, localeOf, watchMessages } from '../../src/locales/registry.js';

test('a preset speaks English only, until a language is imported', async () => {
  await import('../../src/register/workspace-images.js');
  assert.equal(localeOf('zh-CN').messages.label, 'Image');
  assert.equal(localeOf('ar').messages.label, 'Image');
  assert.equal(localeOf('ar').direction, 'ltr');
  // On a server, it brings its English messages by itself.
  await states.load();
  let told = 0;
  const unwatch = watchMessages(() => told++);
  await import('../../src/register/zh.js');
  await import('../../src/register/ar.js');
  unwatch();
  assert.equal(told, 2);
  assert.equal(localeOf('zh-CN').messages.label, '镜像');
  assert.equal(localeOf('ar').messages.label, 'صورة النظام');
});

test('a language is found whatever script or region it is written for, and however the tag is spelt', () => {
  for (const tag of ['zh', 'zh-CN', 'zh-Hans-CN', 'ZH-hans-cn', 'zh_CN', ' zh ', 'zh-u-nu-latn', 'zh-!!']) {
    assert.equal(localeOf(tag).messages.retry, '重试', tag);
  }
  assert.equal(localeOf('zh-hans-cn').language, 'zh-Hans-CN');
  assert.equal(localeOf('zh-!!').language, 'zh');
});

test('what nobody speaks, and what is no language, is answered in English', () => {
  for (const tag of ['fi', 'english', 'enm', 'zha', 'x', '-', 'not a tag!', '💥', '12', 'constructor']) {
    const { messages, language, direction } = localeOf(tag);
    assert.equal(messages.retry, 'Try again', tag);
    assert.equal(language, 'en', tag);
    assert.equal(direction, 'ltr', tag);
  }
});

test('numbers in words and beside them are those of the region', () => {
  const cairo = localeOf('ar-EG');
  assert.equal(cairo.formats.number(1284), '١٬٢٨٤');
  assert.match(cairo.messages.page(3, 65), /٣ من ٦٥/);
  assert.match(localeOf('ar-MA').messages.selectAll(1284), /1\.284/);
  assert.equal(localeOf('en-IN').messages.total(1234567, 'exact'), '12,34,567');
});

test('one message can be replaced, for a language or for one of its regions', () => {
  addMessages('en', { choose: 'Pick one…' });
  assert.equal(localeOf('en-GB').messages.choose, 'Pick one…');
  assert.equal(localeOf('en-GB').messages.retry, 'Try again');
  assert.equal(localeOf('fi').messages.choose, 'Pick one…');
  addMessages('zh-HK', { label: '映像' });
  assert.equal(localeOf('zh-HK').messages.label, '映像');
  assert.equal(localeOf('zh-HK').messages.retry, '重试');
  assert.equal(localeOf('zh-CN').messages.label, '镜像');
});

test('a new language says in English what it has no words for, later changes included', () => {
  addMessages('fr', ({ number }) => ({ label: 'Image système', chosen: (count) => `Choix : ${number(count)}` }));
  const { messages, language } = localeOf('fr-CH');
  assert.equal(language, 'fr-CH');
  assert.equal(messages.label, 'Image système');
  assert.match(messages.chosen(12), /^Choix : 12$/);
  assert.equal(messages.retry, 'Try again');
  addMessages('en', { retry: 'Once more' });
  assert.equal(localeOf('fr-CH').messages.retry, 'Once more');
  addMessages('fr', { retry: 'Réessayer' });
  assert.equal(localeOf('fr').messages.retry, 'Réessayer');
  assert.equal(localeOf('fr').messages.label, 'Image système');
});

test('a language runs the way its script does', () => {
  for (const tag of ['he', 'fa-IR', 'ckb', 'uz-Arab', 'dv']) {
    addMessages(tag, { retry: tag });
    assert.equal(localeOf(tag).direction, 'rtl', tag);
  }
  for (const tag of ['uz', 'tr', 'ja']) {
    addMessages(tag, { retry: tag });
    assert.equal(localeOf(tag).direction, 'ltr', tag);
  }
});

test('messages added under what is no tag do no harm', () => {
  addMessages('no tag!', { retry: 'Encore' });
  const { messages, formats } = localeOf('no tag!');
  assert.equal(messages.retry, 'Encore');
  assert.equal(formats.number(1284), '1,284');
});
