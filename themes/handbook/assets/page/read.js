// read.js: reads a page aloud. What is being read is marked; the same button stops it, and so does leaving the page.
(() => {
  'use strict';
  if (!document.documentElement.classList.contains('hb-voice')) return; // see settings.js
  const voice = window.speechSynthesis;
  let turn = 0, marked = null, button = null;

  // pieces are the lines of the page, in the order in which they stand, with what is to be said.
  function pieces() {
    const lines = [...document.querySelectorAll('h1, h2, h3, h4, p, li, dt, .hb-item__mark')];
    return lines.filter(isRead).map(line => ({ line, text: textOf(line) })).filter(piece => piece.text);
  }
  function isRead(line) {
    return line.closest('main article') && line.getClientRects().length &&
      !line.closest('nav, .hb-item__jump, .hb-item__printed, .hb-hint') && !line.querySelector('p, li');
  }
  function textOf(line) {
    const text = line.textContent.trim();
    if (line.parentNode.tagName === 'OL') return `第${[...line.parentNode.children].indexOf(line) + 1}条，${text}`;
    return line.tagName === 'DT' && line.nextElementSibling ? text + line.nextElementSibling.textContent : text;
  }

  // silent is what a reader is told who hears nothing: that the device speaks no Chinese, where it says so.
  function silent() {
    let voices = [];
    try { voices = voice.getVoices(); } catch (e) { /* it does not say */ }
    return voices.length && !voices.some(v => /^(zh|cmn|yue)/i.test(v.lang)) ?
      '这台设备没有中文语音，不能朗读。可在系统设置里添加' : '没有读出来，可换一个浏览器再试';
  }

  function mark(line) {
    if (marked) marked.classList.remove('hb-spoken');
    marked = line;
    if (!line) return;
    line.classList.add('hb-spoken');
    line.scrollIntoView({ block: 'nearest' });
  }

  function stop(message) {
    turn++;
    try { voice.cancel(); } catch (e) { /* it was not speaking */ }
    mark(null);
    if (button) { button.textContent = '朗读'; button.setAttribute('aria-pressed', 'false'); }
    button = null;
    if (message) document.dispatchEvent(new CustomEvent('hb-say', { detail: message }));
  }

  // start says sentence after sentence: some browsers stop in the middle of a long text.
  function start(from) {
    stop();
    button = from;
    button.textContent = '停止朗读';
    button.setAttribute('aria-pressed', 'true');
    const mine = turn, sentences = [];
    for (const { line, text } of pieces())
      for (const words of text.match(/[^。；！？]+[。；！？]?/g) || []) sentences.push({ line, words });
    let started = false;
    setTimeout(() => { if (turn === mine && !started) stop(silent()); }, 5000);
    const next = () => {
      if (turn !== mine) return;
      const sentence = sentences.shift();
      if (!sentence) return stop();
      const said = new SpeechSynthesisUtterance(sentence.words);
      said.lang = 'zh-CN';
      said.onstart = () => { started = true; if (turn === mine && marked !== sentence.line) mark(sentence.line); };
      said.onend = next;
      said.onerror = () => { if (turn === mine) stop(silent()); };
      start.said = said; // some browsers forget it, and never say that it ended, where nothing refers to it
      try { voice.speak(said); } catch (e) { said.onerror(); }
    };
    next();
  }

  document.addEventListener('click', e => {
    const asked = e.target.closest('[data-do=read]');
    if (!asked) return;
    if (button) stop(); else start(asked);
  });
  window.addEventListener('pagehide', () => { if (button) stop(); });
})();
