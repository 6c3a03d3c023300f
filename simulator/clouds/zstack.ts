import { serializeZstackImage, zstackImage } from '../catalogues/zstack.js';
import type { ZstackImage } from '../catalogues/zstack.js';
import { credentials, checkAuthorization } from '../credentials.js';
import example from '../examples/zstack.json' with { type: 'json' };
import { listOf, name } from '../query.js';
import { proxyPage, type Reply } from '../replies.js';
import { zstackSignIn } from '../sign-in-zstack.js';
import { defineCloud } from './cloud.js';
import type { Refusal } from './definition.js';

/**
 * ZStack: GetImageCandidatesForVmToChange. Everything in one body, and no Content-Type on any response. Only images that are
 * enabled, ready, not system images, and of one architecture are candidates, unless oddities are requested. The VM `none` does not
 * exist. Tags are accepted, as with every call of this service, and do not narrow the list.
 */
export const zstack = defineCloud<ZstackImage>({
  id: 'zstack',
  paths: ['/zstack/v1/vm-instances/{vmInstanceUuid}/image-candidates'],
  query: { systemTags: listOf(name), userTags: listOf(name) },
  headers: () => ({}),
  signIn: (headers) => checkAuthorization(headers.authorization, 'OAuth', [credentials.zstack]),
  tokens: zstackSignIn,
  hasParent: ({ vmInstanceUuid }) => vmInstanceUuid !== 'none',
  generate: zstackImage,
  idKey: 'uuid',
  serialize: serializeZstackImage,
  select: () => ({ key: '' }),
  window: () => ({ start: 0, count: Infinity }),
  example,
  body: ({ list, length }) => (length === 0 ? '{}' : `{"inventories":[${list}]}`),
  listKey: 'inventories',
  refuse,
});

/** An error as the service nests it. */
interface ErrorCode {
  readonly code: string;
  readonly description: string;
  readonly details: string;
  readonly elaboration?: string;
  readonly cause?: ErrorCode;
}

const plainTexts: Readonly<Record<number, string>> = {
  400: 'the request is malformed',
  404: 'the URL is not found',
  405: 'the request method is not supported',
  500: 'java.lang.NullPointerException',
};

function refuse(refusal: Refusal): Reply {
  switch (refusal.why) {
    case 'path':
      return plain(404);
    case 'method':
      return plain(405);
    case 'parent':
      return failed({
        code: 'SYS.1007',
        description: 'One or more API argument is invalid',
        details: 'invalid value[none] of field[vmInstanceUuid], resource[type:VmInstanceVO] is not found',
      });
    case 'query':
      return plain(400, refusal.detail);
    case 'sign-in':
      if (refusal.state === 'missing') return plain(400, "missing header 'Authorization'");
      return failed({ code: 'ID.1001', description: 'Invalid session', details: 'Session expired' });
    case 'business':
      return failed(nestedError);
    case 'status':
      if (refusal.status === 503) {
        return failed({
          code: 'SYS.1000',
          description: 'An internal error happened in system',
          details: 'no management node',
        });
      }
      return refusal.status in plainTexts ? plain(refusal.status) : proxyPage(refusal.status);
  }
}

function plain(status: number, text = plainTexts[status] ?? ''): Reply {
  return { status, headers: {}, body: text };
}

function failed(error: ErrorCode): Reply {
  return { status: 503, headers: {}, body: JSON.stringify({ error }) };
}

const nestedError: ErrorCode = {
  code: 'SYS.1006',
  description: 'An operation failed',
  details: '查询云主机的候选镜像失败',
  elaboration: '错误信息: 查询候选镜像失败',
  cause: {
    code: 'VM.1005',
    description: 'Failed to list image candidates',
    details: 'unable to read the images of zone[uuid:3f1a0c7e5b9d4b6a8e2c1d0f9a8b7c6d]',
    cause: {
      code: 'HOST.1001',
      description: '主机连接失败',
      details: '镜像服务器[uuid:a03a78dbdab23444bb109d67a5059389]已断开连接，请检查网络后重试',
    },
  },
};
