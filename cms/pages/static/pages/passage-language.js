/* The language of a passage, in the rich text toolbar. Each language is an inline style, "LANG-" and its
   tag (cms/pages/passages.py), so that it may overlap with links and bold text. */
(() => {
  const { React } = window;
  const { EditorState, Modifier } = window.DraftJS;
  const PREFIX = 'LANG-';

  const languageAt = (state) => {
    const style = state.getCurrentInlineStyle().find((name) => name.startsWith(PREFIX));
    return style ? style.slice(PREFIX.length) : '';
  };

  const setLanguage = (state, tag, languages) => {
    const selection = state.getSelection();
    let content = state.getCurrentContent();
    languages.forEach(([other]) => {
      content = Modifier.removeInlineStyle(content, selection, PREFIX + other);
    });
    if (tag) content = Modifier.applyInlineStyle(content, selection, PREFIX + tag);
    const changed = EditorState.push(state, content, 'change-inline-style');
    return EditorState.forceSelection(changed, selection);
  };

  const element = (tag, attributes, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };

  /* Draftail hands its controls no options: the words and languages stand in the page. */
  const words = () => JSON.parse(document.getElementById('passage-language-data').textContent);

  /* Asks in a dialog: a list within the floating toolbar would take the focus, and the toolbar close. */
  const ask = (current, { label, none, languages, apply, cancel }, answer) => {
    const options = [['', none], ...languages].map(([tag, name]) => new Option(name, tag, false, tag === current));
    const select = element('select', {}, ...options);
    const dialog = element(
      'dialog',
      { className: 'passage-language' },
      element(
        'form',
        { method: 'dialog' },
        element('label', {}, label, select),
        element('button', { className: 'button', value: 'apply' }, apply),
        element('button', { className: 'button button-secondary', value: 'cancel' }, cancel),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue === 'apply') answer(select.value);
    });
    document.body.append(dialog);
    dialog.showModal();
    select.focus();
  };

  const PassageLanguage = ({ getEditorState, onChange }) => {
    const state = getEditorState();
    const current = languageAt(state);
    const said = words();
    const open = () => {
      // Taken now: the dialog takes the focus away from the text, and with it the selection.
      const chosen = getEditorState();
      ask(languageAt(chosen), said, (tag) => onChange(setLanguage(chosen, tag, said.languages)));
    };
    return React.createElement(
      'button',
      {
        type: 'button',
        className: `Draftail-ToolbarButton${current ? ' Draftail-ToolbarButton--active' : ''}`,
        'aria-label': said.label,
        title: said.label,
        disabled: state.getSelection().isCollapsed(),
        onMouseDown: (event) => event.preventDefault(),
        onClick: open,
      },
      React.createElement(window.wagtail.components.Icon, { name: 'globe' }),
    );
  };

  window.draftail.registerPlugin({ type: 'passage-language', inline: PassageLanguage }, 'controls');
})();
