import 'tom-select/dist/css/tom-select.css';
export { default as TomSelect } from 'tom-select/base';
