/* The list of languages in the rich text toolbar. Each language is an inline style, "LANG-" and its tag
   (cms/pages/passages.py), so that it may overlap with links and bold text. */
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

  /* Draftail hands its controls no options: the words and languages stand in the page. */
  const words = () => JSON.parse(document.getElementById('passage-language-data').textContent);

  const PassageLanguage = ({ getEditorState, onChange }) => {
    const [{ languages, label, none }] = React.useState(words);
    const state = getEditorState();
    return React.createElement(
      'select',
      {
        className: 'passage-language',
        'aria-label': label,
        title: label,
        value: languageAt(state),
        disabled: state.getSelection().isCollapsed() && !languageAt(state),
        onChange: (event) => onChange(setLanguage(state, event.target.value, languages)),
      },
      React.createElement('option', { value: '' }, none),
      languages.map(([tag, name]) => React.createElement('option', { key: tag, value: tag, lang: tag }, name)),
    );
  };

  window.draftail.registerPlugin({ type: 'passage-language', block: PassageLanguage }, 'controls');
})();
