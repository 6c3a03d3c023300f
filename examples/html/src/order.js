const place = document.querySelector('#order');
const toggle = document.querySelector('#toggle');
const template = document.querySelector('#form');

toggle.addEventListener('click', () => {
  if (place.firstElementChild) place.replaceChildren();
  else place.append(newOrder());
  toggle.textContent = place.firstElementChild ? 'Cancel order' : 'New order';
});

function newOrder() {
  const form = document.importNode(template.content, true).querySelector('form');
  const { desktop, servers } = form.elements;

  const show = () => {
    const entries = new FormData(form);
    form.querySelector('output').textContent = [...entries.values()].join(' ');
  };
  form.addEventListener('change', show);
  // The values are those of the reset only after the event.
  form.addEventListener('reset', () => setTimeout(show));

  form.querySelector('[value=preset]').addEventListener('click', () => {
    desktop.value = '3c373b2b-050f-d641-4e10-d5f919bff150';
    servers.values = ['a2880f9a-ce71-498b-893d-3d5888d3d9ac', '2796cb84-4b7d-443d-89a1-a18005e7fe7a'];
    show();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await fetch('/orders', { method: 'POST', body: new FormData(form) });
  });
  show();
  return form;
}
