/** Who takes part in what an organiser offers. */
export const people = `
create index enrolment_people on enrolment (organiser, person) where state in ('joined', 'completed');
`;
