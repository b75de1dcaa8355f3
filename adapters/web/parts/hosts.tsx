import type { ComponentChildren } from 'preact';
import type { HostsView } from '../../../core/organisers/hosts.ts';
import { useHere, useSay } from '../here.ts';
import { Empty } from './desk.tsx';
import { Button, Form, useTyped } from './form.tsx';
import { useDay } from './standing.tsx';
import { Text, textHere } from './texts.tsx';

/** Who hosts which activity, making somebody host and ending it. @param props.at address of the page */
export function Hosts({ view, at }: { view: HostsView; at: string }) {
  const say = useSay();
  const here = useHere();
  const day = useDay();
  const { hosts, activities, mayMake } = view;
  return (
    <section data-test="hosts">
      <h2>{say('organiser.hosts')}</h2>
      <p class="hint">{say('organiser.hosts.hint')}</p>
      {hosts.length === 0 ? (
        <Empty words={activities.length === 0 ? 'organiser.hosts.no-activities' : 'organiser.hosts.empty'} />
      ) : null}
      <ul class="cards">
        {hosts.map(({ role, activity, name, givenBy }) => (
          <li class="card row between" data-test="host">
            <span>
              <strong>{name}</strong> · <Text of={activity.name} />
              <br />
              <span class="small">
                {role.endedAt
                  ? say('organiser.staff.ended', { day: day(role.endedAt) })
                  : say(givenBy ? 'organiser.hosts.since-by' : 'organiser.hosts.since', {
                      day: day(role.at),
                      ...(givenBy ? { name: givenBy } : {}),
                    })}
              </span>
            </span>
            {mayMake && role.endedAt === null ? (
              <Form action={`${at}/end-host`} name={role.id}>
                <input type="hidden" name="activity" value={activity.id} />
                <input type="hidden" name="person" value={role.person} />
                <Button
                  kind="quiet"
                  hook="end-host"
                  label={`${say('organiser.staff.end')}: ${name}, ${textHere(here, activity.name)}`}
                >
                  {say('organiser.staff.end')}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {mayMake && activities.length > 0 ? <MakeHostForm view={view} at={at} /> : null}
    </section>
  );
}

function MakeHostForm({ view, at }: { view: HostsView; at: string }) {
  const say = useSay();
  return (
    <Form action={`${at}/host`} name="host" class="card" label={say('organiser.hosts.make')}>
      <Choice name="activity" label={say('organiser.hosts.activity')}>
        {view.activities.map(({ id, name }) => (
          <Chosen field="activity" value={id}>
            <Text of={name} />
          </Chosen>
        ))}
      </Choice>
      <Choice name="person" label={say('organiser.hosts.person')}>
        {view.people.map(({ person, name }) => (
          <Chosen field="person" value={person}>
            {name}
          </Chosen>
        ))}
      </Choice>
      <Button kind="quiet" hook="make-host">
        {say('organiser.hosts.make')}
      </Button>
    </Form>
  );
}

function Choice(props: { name: string; label: string; children: ComponentChildren }) {
  const say = useSay();
  const { wrong } = useTyped(props.name);
  const id = `host-${props.name}`;
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <label for={id}>{props.label}</label>
      <select
        id={id}
        name={props.name}
        aria-required
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      >
        <option value="">{say('organiser.hosts.choose')}</option>
        {props.children}
      </select>
      {wrong ? (
        <p class="error" id={`${id}-wrong`}>
          {say('organiser.hosts.choose-one')}
        </p>
      ) : null}
    </div>
  );
}

function Chosen(props: { field: string; value: string; children: ComponentChildren }) {
  const { value } = useTyped(props.field);
  return (
    <option value={props.value} selected={value === props.value}>
      {props.children}
    </option>
  );
}
