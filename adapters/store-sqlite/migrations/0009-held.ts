/** Deliveries that a worker holds, few at any time. */
export const held = `
create index delivery_held on delivery (worker) where worker is not null;
`;
