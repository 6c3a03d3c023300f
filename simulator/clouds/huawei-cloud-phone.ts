import { phoneImage } from '../catalogues/huawei-cloud-phone.js';
import type { PhoneImage } from '../catalogues/huawei-cloud-phone.js';
import { credentials } from '../credentials.js';
import example from '../examples/huawei-cloud-phone.json' with { type: 'json' };
import { integer, name, oneOf, text } from '../query.js';
import { jsonReply, proxyPage, type Reply } from '../replies.js';
import { huaweiTokens } from '../sign-in-huawei.js';
import { defineCloud } from './cloud.js';
import type { Context, Refusal } from './definition.js';
import { gatewayRefusal, huaweiHeaders, huaweiSignIn } from './huawei.js';

/** Huawei Cloud Phone: Querying Images. Names must match completely; `create_since` and `create_until` are milliseconds since 1970. */
export const huaweiCloudPhone = defineCloud<PhoneImage>({
  id: 'huawei-cloud-phone',
  paths: ['/v1/{project_id}/cloud-phone/images'],
  query: {
    image_type: oneOf('public', 'private', 'share'),
    status: oneOf('0', '1', '2'),
    offset: integer(0),
    limit: integer(1, 100),
    image_id: text,
    image_name: name,
    create_since: integer(0),
    create_until: integer(0),
    src_project_id: text,
  },
  headers: huaweiHeaders,
  signIn: (headers) => huaweiSignIn(headers, credentials['huawei-cloud-phone']),
  tokens: huaweiTokens('huawei-cloud-phone'),
  generate: phoneImage,
  idKey: 'image_id',
  select: (query) => {
    const wanted = {
      type: query.get('image_type'),
      status: query.get('status'),
      id: query.get('image_id'),
      name: query.get('image_name'),
      source: query.get('src_project_id'),
      since: query.get('create_since'),
      until: query.get('create_until'),
    };
    if (Object.values(wanted).every((value) => value === null)) return { key: '' };
    return {
      key: JSON.stringify(wanted),
      matches: (image) => {
        const created = Date.parse(image.create_time ?? '');
        return (
          (wanted.type ?? image.image_type) === image.image_type &&
          (wanted.status === null || Number(wanted.status) === image.status) &&
          (wanted.id ?? image.image_id) === image.image_id &&
          (wanted.name ?? image.image_name) === image.image_name &&
          (wanted.source ?? image.src_project_id) === image.src_project_id &&
          (wanted.since === null || created >= Number(wanted.since)) &&
          (wanted.until === null || created <= Number(wanted.until))
        );
      },
    };
  },
  window: (query) => ({ start: Number(query.get('offset') ?? 0), count: Number(query.get('limit') ?? 100) }),
  example,
  body: ({ list, total, requestId }) =>
    `{"image_infos":[${list}],${total === undefined ? '' : `"total":${String(total)},`}"request_id":"${requestId}"}`,
  listKey: 'image_infos',
  refuse,
});

/** The captured errors. For others the code is unknown, so the gateway's page is sent. */
const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['CPS.0002', 'offset or limit is invalid'],
  403: ['CPS.0001', 'No permission to request resources'],
};

function refuse(refusal: Refusal, context: Context): Reply {
  if (refusal.why === 'query') return error(400, context, refusal.detail);
  if (refusal.why === 'parent' || refusal.why === 'business') return error(403, context);
  const early = gatewayRefusal(refusal, context);
  return early ?? error(refusal.why === 'status' ? refusal.status : 500, context);
}

function error(status: number, context: Context, detail?: string): Reply {
  const known = errors[status];
  if (!known) return proxyPage(status);
  const [error_code, message] = known;
  const body = { request_id: context.requestId, error_code, error_msg: detail ?? message };
  return jsonReply(status, body, huaweiHeaders(context));
}
