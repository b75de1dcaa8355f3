/** Labels that an entry had go with what it was: putting over it is one statement. */
export const labelsFollow = `
create trigger key_value_changed after update of value on key_value begin
  delete from key_value_label where namespace = old.namespace and key = old.key;
end;
`;
