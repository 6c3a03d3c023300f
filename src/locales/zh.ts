import type { Incomplete, TotalKind } from '../catalog/query.js';
import type { Unsuitable, Unusable } from '../catalog/suitability.js';
import type { SortDirection } from '../providers/provider.js';
import type { Failure } from './en-states.js';
import { named, orderOf, type Formats, type ValueOrder } from './format.js';
import type { Messages } from './messages.js';

const fields: Record<string, string> = {
  name: '名称',
  id: 'ID',
  description: '描述',
  status: '状态',
  os: '操作系统',
  architecture: '架构',
  visibility: '可见范围',
  format: '格式',
  sizeBytes: '大小',
  minDiskBytes: '最小磁盘',
  minMemoryBytes: '最小内存',
  createdAt: '创建时间',
  updatedAt: '更新时间',
  location: '位置',
  'gpu-type': 'GPU 类型',
  requirements: '最低要求',
  'image-name': '完整名称',
  'image-version': '镜像版本',
  'media-type': '介质类型',
  'multi-session': '多会话',
  platform: '平台',
  'provider-label': '提供商',
  state: '启用状态',
  type: '类型',
  organization: '组织',
  'asset-type': '资产类型',
  'asset-details': '资产详情',
  'shared-by': '共享来源项目',
  project: '项目',
  tenant: '租户',
  'product-code': '产品编码',
  'stored-size': '实际占用空间',
  checksum: '校验和（MD5）',
  'source-address': '来源地址',
  'system-image': '系统镜像',
  'os-hidden': '隐藏',
  owner: '所有者',
  protected: '受保护',
  tag: '标签',
};

const values: Record<string, string> = {
  ready: '就绪',
  pending: '创建中',
  disabled: '已禁用',
  failed: '失败',
  deleted: '已删除',
  unknown: '未知',
  windows: 'Windows',
  linux: 'Linux',
  android: 'Android',
  other: '其他',
  gold: '公共',
  public: '公共',
  private: '私有',
  share: '共享',
  RootVolumeTemplate: '系统盘模板',
  DataVolumeTemplate: '数据盘模板',
  PUBLISHED: '已发布',
  UNPUBLISHED: '未发布',
  PARTIALLY_PUBLISHED: '部分发布',
  NOT_READY: '未就绪',
  AZURE: 'Azure',
  VSPHERE: 'vSphere',
  ZEROCLOUD: 'ZeroCloud',
  NONE: '无',
  BASE: '基础',
  SERVER: '服务器',
  shared: '共享',
  community: '社区',
  true: '是',
  false: '否',
};

const errors: Record<Failure, readonly [title: string, advice: string]> = {
  credentials: ['云平台登录已过期或登录信息无效。', '请重新登录后查看镜像。'],
  forbidden: ['您没有查看这些镜像的权限。', '请联系管理员授权。'],
  'not-found': ['云平台中不存在该项目或地址。', '请联系本页面的维护人员。'],
  'bad-request': ['云平台拒绝了该请求。', '请联系本页面的维护人员。'],
  'rate-limited': ['请求过于频繁，云平台已限流。', '请稍候再试。'],
  unavailable: ['云平台暂时无法响应。', '请稍后重试。'],
  network: ['无法连接到云平台。', '请检查网络连接。如果网络正常，可能是云平台不允许来自本页面的请求（CORS）。'],
  offline: ['网络已断开。', '网络恢复后将自动显示镜像。'],
  module: ['页面的一部分无法加载。', '请重试。如果仍无法加载，请刷新页面。'],
  timeout: ['云平台响应超时。', '请稍后重试。'],
  'sign-in': ['登录云平台超时。', '请重新登录，或稍后重试。'],
  malformed: ['无法解析云平台返回的数据。', '请重试，或联系本页面的维护人员。'],
};

const orders: Record<ValueOrder, Record<SortDirection, string>> = {
  time: { desc: '从新到旧', asc: '从旧到新' },
  size: { desc: '从大到小', asc: '从小到大' },
  text: { desc: '降序', asc: '升序' },
};

const fieldOf = (field: string): string => named(fields, field);

/** Simplified Chinese. */
export const zh = ({ number, list, bytes, duration }: Formats): Messages => ({
  label: '镜像',
  search: '搜索镜像',
  clearText: '清除搜索',
  searchPlaceholder: '名称、ID、操作系统…',
  any: '全部',
  choose: '请选择镜像',
  open: '显示镜像列表',
  close: '关闭',
  clear: '清除',
  clearSearch: '清除搜索和筛选',
  filters: '筛选条件',
  filtersActive: (count: number) => `筛选条件，已启用 ${number(count)} 个`,
  show: (images: string) => `查看 ${images}`,
  clearAll: '全部清除',
  field: fieldOf,
  value: (value: string) => named(values, value),
  sortBy: (field: string) => `按${fieldOf(field)}排序`,
  sort: '排序',
  cloudOrder: '默认顺序',
  sortOption: (field: string, direction: SortDirection) => `${fieldOf(field)}：${orders[orderOf(field)][direction]}`,
  sorted: (direction: SortDirection) => (direction === 'asc' ? '升序' : '降序'),
  removeFilter: (label: string) => `移除筛选条件“${label}”`,
  onlyFitting: '仅显示可选择的镜像',
  onlyChosen: '仅显示已选镜像',

  loading: '正在加载镜像…',
  slow: '云平台响应较慢，请稍候…',
  searching: (loaded: number, expected?: number) =>
    expected === undefined
      ? `已读取 ${number(loaded)} 个镜像…`
      : `已读取 ${number(loaded)} 个镜像，共约 ${number(expected)} 个…`,
  stop: '停止',
  reload: '刷新',
  loadedAt: (time: string) => `加载于 ${time}`,
  retry: '重试',
  signIn: '重新登录',
  resume: '继续',
  lookAgain: '重新检查',
  copyForSupport: '复制给技术支持',
  notLoaded: '页面的这一部分无法加载。',
  unconfigured: (missing: readonly string[]) => `此项尚未配置完成，缺少：${list(missing)}。`,
  empty: '暂无镜像',
  noMatch: '没有符合条件的镜像',
  noMatchFor: (text: string) => `没有与“${text}”匹配的镜像`,
  without: (filter: string, count: number) => `去掉“${filter}”后有 ${number(count)} 个。`,
  deletedHidden: (count: number) => `已隐藏 ${number(count)} 个已删除的镜像。`,
  showDeleted: '显示已删除的镜像',
  nothingYet: '目前没有找到镜像',
  noneReadable: '此处镜像的数据无法读取',
  unreadable: (count: number) => `有 ${number(count)} 个镜像的数据无法读取，未在列表中显示。`,
  incomplete: (incomplete: Incomplete, loaded: number, expected?: number) => {
    const searched = `已搜索 ${number(loaded)} 个镜像${expected === undefined ? '' : `，共约 ${number(expected)} 个`}。`;
    switch (incomplete.reason) {
      case 'failed':
        return `${number(incomplete.pages)} 页加载失败，可能缺少部分镜像。${errors[incomplete.error.kind][0]}`;
      case 'stopped':
        return loaded > 0 ? `已停止。${searched}` : '已停止。';
      case 'limit':
        return searched;
      case 'ceiling':
        return `云平台仅列出前 ${number(loaded)} 个镜像，其余镜像请通过筛选查找。`;
      case 'changed':
        return '读取期间镜像列表发生了变化，请刷新以确保没有遗漏。';
      case 'missing':
        return expected === undefined
          ? `云平台返回了 ${number(loaded)} 个镜像，可能还有更多。`
          : `云平台显示共约 ${number(expected)} 个镜像，但只返回了 ${number(loaded)} 个。`;
    }
  },
  errorTitle: (kind: Failure) => errors[kind][0],
  errorAdvice: (kind: Failure) => errors[kind][1],
  requestId: (id: string) => `请求 ID：${id}`,
  retryAfter: (seconds: number) => `请在${duration(seconds)}后重试。`,

  range: (from: number, to: number, total: string) => `第 ${number(from)}–${number(to)} 个，总数：${total}`,
  total: (total: number, kind: TotalKind) =>
    kind === 'exact' ? number(total) : `${kind === 'estimate' ? '约' : '至少'} ${number(total)}`,
  images: (total: number, kind: TotalKind, all?: number) => {
    const prefix = kind === 'exact' ? '' : kind === 'estimate' ? '约 ' : '至少 ';
    return all === undefined ? `${prefix}${number(total)} 个镜像` : `${number(total)} 个，共 ${number(all)} 个镜像`;
  },
  found: (total: string) => `找到的镜像数：${total}`,
  page: (page: number, pages?: number) =>
    `第 ${number(page)} 页${pages === undefined ? '' : `，共 ${number(pages)} 页`}`,
  pages: '分页',
  previousPage: '上一页',
  nextPage: '下一页',
  more: '显示更多镜像',

  chosen: (count: number) => `已选 ${number(count)} 个`,
  chosenImage: '已选',
  nothingChosen: '未选择镜像',
  selectAll: (count: number) => `全选 ${number(count)} 个`,
  remove: (name: string) => `移除 ${name}`,
  gone: '已不在云平台中',
  unsuitable: ({ lacks, needs, available }: Unsuitable) =>
    `需要 ${bytes(needs)} ${lacks === 'disk' ? '磁盘' : '内存'}，当前可用 ${bytes(available)}`,
  unusable: (status: Unusable) =>
    ({
      pending: '尚未就绪，暂不可用',
      disabled: '已禁用，无法使用',
      failed: '创建失败，无法使用',
      deleted: '已删除，无法使用',
    })[status],
  notSelectable: '不可选择',
  requirements: (disk?: string, memory?: string) =>
    [disk && `磁盘 ${disk}`, memory && `内存 ${memory}`].filter(Boolean).join('，'),
  required: '请选择镜像。',
  requiredGone: '所选镜像已不在云平台中，请重新选择。',
  requiredUnusable: '所选镜像无法使用，请重新选择。',

  details: '详细信息',
  copyId: '复制 ID',
  copied: '已复制',
  problem: '异常信息',
  history: '历史记录',
  everything: '原始响应',
});
