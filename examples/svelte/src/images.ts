/** Images of the simulated clouds. */
export const windows = 'd902c103-9d8f-7cf0-9b57-14947c13aff8';
export const ubuntu = '3c373b2b-050f-d641-4e10-d5f919bff150';
export const rockyAndCentos = ['a2880f9a-ce71-498b-893d-3d5888d3d9ac', '2796cb84-4b7d-443d-89a1-a18005e7fe7a'];
