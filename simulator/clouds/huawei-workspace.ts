import { workspaceImage } from '../catalogues/huawei-workspace.js';
import type { WorkspaceImage } from '../catalogues/huawei-workspace.js';
import { credentials } from '../credentials.js';
import example from '../examples/huawei-workspace.json' with { type: 'json' };
import { integer, oneOf, text } from '../query.js';
import { jsonReply, proxyPage, type Reply } from '../replies.js';
import { huaweiTokens } from '../sign-in-huawei.js';
import { defineCloud } from './cloud.js';
import type { Context, Refusal } from './definition.js';
import { gatewayRefusal, huaweiHeaders, huaweiSignIn } from './huawei.js';

/**
 * Huawei Cloud Workspace: product images, by default as newer pages of the vendor describe them. Each belongs to the package
 * series `general` or `dedicated`, which is not in the response.
 */
export const huaweiWorkspace = defineCloud<WorkspaceImage>({
  id: 'huawei-workspace',
  paths: ['/v2/{project_id}/images'],
  query: {
    os_type: oneOf('Linux', 'Windows', 'Other'),
    image_type: oneOf('gold', 'private'),
    platform: oneOf('Windows'),
    architecture: oneOf('x86', 'arm'),
    package_type: text,
    image_id: { ...text, newer: true },
    sort_field: { ...oneOf('name', 'created_at'), newer: true },
    sort_type: { ...oneOf('asc', 'desc'), newer: true },
    limit: integer(0, 100),
    offset: integer(0, 5000),
  },
  headers: huaweiHeaders,
  signIn: (headers) => huaweiSignIn(headers, credentials['huawei-workspace']),
  tokens: huaweiTokens('huawei-workspace'),
  requires: {
    'Content-Type': { expects: 'a MIME type', accepts: (value) => /^[\w.-]+\/[\w.+-]+ *(;|$)/.test(value) },
  },
  generate: workspaceImage,
  idKey: 'id',
  newerKeys: ['architecture', 'created_at'],
  select: (query) => {
    const wanted = {
      os: query.get('os_type'),
      platform: query.get('platform'),
      type: query.get('image_type'),
      architecture: query.get('architecture'),
      package: query.get('package_type'),
      id: query.get('image_id'),
    };
    const field = query.get('sort_field') ?? 'name';
    const sorted = query.has('sort_field') || query.has('sort_type');
    const sign = query.get('sort_type') === 'desc' ? -1 : 1;
    const by = (image: WorkspaceImage): string => (field === 'name' ? image.name : image.created_at) ?? '';
    return {
      key: JSON.stringify([wanted, sorted && [field, sign]]),
      ...(Object.values(wanted).some((value) => value !== null) && {
        matches: (image, packageType) =>
          (wanted.os ?? image.os_type) === image.os_type &&
          (wanted.platform ?? image.os_type) === image.os_type &&
          (wanted.type ?? image.image_type) === image.image_type &&
          (wanted.architecture ?? image.architecture) === image.architecture &&
          (wanted.package ?? packageType) === packageType &&
          (wanted.id ?? image.id) === image.id,
      }),
      ...(sorted && { compare: (a, b) => (by(a) === by(b) ? 0 : by(a) < by(b) ? -sign : sign) }),
    };
  },
  window: (query) => ({ start: Number(query.get('offset') ?? 0), count: Number(query.get('limit') ?? 100) }),
  example,
  body: ({ list, total }) => `{${total === undefined ? '' : `"total_count":${String(total)},`}"images":[${list}]}`,
  listKey: 'images',
  refuse,
});

const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['WKS.00000001', 'The request cannot be understood by the server due to malformed syntax.'],
  403: ['WKS.00000003', 'You do not have required permissions.'],
  500: ['WKS.00000500', 'An internal service error occurred.'],
  503: ['WKS.00000503', 'The service is unavailable.'],
};

function refuse(refusal: Refusal, context: Context): Reply {
  if (refusal.why === 'query') return error(400, context, `Invalid parameter: ${refusal.detail}`);
  if (refusal.why === 'parent') return error(403, context);
  if (refusal.why === 'business') {
    return error(400, context, '项目未开通云桌面服务 (Workspace is not subscribed to in this project).');
  }
  const early = gatewayRefusal(refusal, context);
  return early ?? error(refusal.why === 'status' ? refusal.status : 500, context);
}

/** Even seeds nest the error, as parts of the service do; odd ones have it flat, as in the document. */
function error(status: number, context: Context, detail?: string): Reply {
  const known = errors[status];
  if (!known) return proxyPage(status);
  const [code, documented] = known;
  const message = detail ?? documented;
  const body =
    context.seed % 2 === 0
      ? { error: { code, message } }
      : { error_code: code, error_msg: message, request_id: context.requestId };
  return jsonReply(status, body, huaweiHeaders(context));
}
