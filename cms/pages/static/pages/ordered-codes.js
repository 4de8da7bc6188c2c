/* A multiple select whose options keep the order in which they were chosen (cms/pages/code_fields.py).
   The select itself stays the form's value: its options are put in order, and chosen or not. */
(() => {
  const element = (tag, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };

  const enhance = (select) => {
    if (select.dataset.ready) return;
    select.dataset.ready = 'true';
    const words = select.dataset;
    const all = [...select.options].sort((a, b) => a.text.localeCompare(b.text, document.documentElement.lang));
    const list = element('ol', { className: 'ordered-codes' });
    const picker = element('select', { className: 'ordered-codes__add' });
    picker.setAttribute('aria-label', words.add);
    const chosen = () => [...select.options].filter((option) => option.selected);

    const button = (label, text, act) => {
      const made = element('button', { type: 'button', className: 'button button-small button-secondary' }, text);
      made.setAttribute('aria-label', label);
      made.addEventListener('click', act);
      return made;
    };

    const changed = () => {
      draw();
      select.dispatchEvent(new Event('change', { bubbles: true }));
    };

    const draw = () => {
      const options = chosen();
      list.replaceChildren(...options.map((option, index) => {
        const name = index ? option.text : `${option.text} (${words.first})`;
        const up = button(`${words.up}: ${option.text}`, '↑', () => {
          options[index - 1].before(option);
          changed();
        });
        up.disabled = index === 0;
        const remove = button(`${words.remove}: ${option.text}`, '×', () => {
          option.selected = false;
          changed();
        });
        return element('li', {}, element('span', {}, name), up, remove);
      }));
      picker.replaceChildren(
        element('option', { value: '' }, words.add),
        ...all.filter((option) => !option.selected).map((option) => new Option(option.text, option.value)),
      );
    };

    picker.addEventListener('change', () => {
      const option = all.find((each) => each.value === picker.value);
      if (!option) return;
      const last = chosen().at(-1);
      option.selected = true;
      if (last) last.after(option);
      else select.prepend(option);
      changed();
      picker.focus();
    });

    select.hidden = true;
    select.after(list, picker);
    draw();
  };

  const enhanceAll = () => document.querySelectorAll('select[data-ordered-codes]').forEach(enhance);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', enhanceAll);
  else enhanceAll();
})();
