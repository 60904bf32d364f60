// tools.js: shares and prints. What is shared of an item, or of one of its duties, is a citation as people write it:
// the words, whose list and which number, and the address.
(() => {
  'use strict';
  let said;

  // say shows a line at the foot of the window, and tells it to those who hear the page.
  let silence;
  function say(text) {
    said.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { said.textContent = ''; }, 4000 + 100 * text.length);
  }

  // address is where others find this page. A page on a disk has none, unless the site's own is known.
  function address(hash) {
    const own = document.querySelector('link[rel=canonical]');
    if (!own && location.protocol === 'file:') return '';
    return (own ? own.href : location.href.replace(/[?#].*/, '')) + hash;
  }

  // citation is of a duty, or without one of the page. It says whose the duty is: the head of its block, or where
  // that names nobody, the block itself.
  function citation(duty) {
    const { list, answer } = document.querySelector('.hb-tools').dataset;
    const title = document.querySelector('h1').textContent.trim();
    let text = `${title}（${[list, answer].filter(Boolean).join('；')}）`;
    if (duty) {
      const part = duty.closest('section').querySelector('h2');
      const block = duty.closest('.hb-block'), head = block.querySelector('h3');
      const number = duty.tagName === 'LI' ? `第 ${[...duty.parentNode.children].indexOf(duty) + 1} 条` : '';
      const place = [list, part.textContent, block.dataset.whose, head && head.textContent].filter(Boolean).join('，');
      text = `“${duty.textContent.replace(/[；。]$/, '')}”——${title}（${place}${number}）`;
    }
    return [text, address(duty ? `#${duty.id}` : '')].filter(Boolean).join('\n');
  }

  function share(text) {
    let asked;
    // It may not be there, or not be allowed.
    try { asked = navigator.share({ text }); } catch (e) { return copy(text); }
    Promise.resolve(asked).catch(e => { if (e.name !== 'AbortError') copy(text); });
  }

  function copy(text) {
    const done = () => say('已复制，可以粘贴到微信里发送');
    let written;
    try { written = navigator.clipboard.writeText(text); } catch (e) { return copyOld(text, done); }
    written.then(done, () => copyOld(text, done));
  }

  // copyOld is for browsers in chat programs and for addresses without https. Where it cannot copy either, it leaves
  // the text selected, for the reader to copy.
  function copyOld(text, done) {
    const area = document.createElement('textarea'), before = document.activeElement;
    area.value = text;
    area.rows = 6;
    area.className = 'hb-copy';
    area.setAttribute('aria-label', '要分享的文字');
    area.readOnly = true;
    document.body.append(area);
    const select = () => {
      area.focus();
      area.setSelectionRange(0, text.length); // select alone does nothing in some
    };
    select();
    let copied = false;
    try { copied = document.execCommand('copy'); } catch (e) { /* not copied */ }
    if (!copied) {
      say('请长按选中的文字，点“复制”');
      setTimeout(() => { // not before the browser has gone to the duty, and has taken the focus there
        select();
        area.addEventListener('blur', () => area.remove());
      });
      return;
    }
    area.remove();
    before.focus();
    done();
  }

  // print waits for the picture of the address's code: paper shows it, but a phone does not, and has not fetched it.
  function print() {
    const code = document.querySelector('.hb-qr img');
    const go = () => { try { window.print(); } catch (e) { say('这里不能打印：请在浏览器里打开本页'); } };
    if (/MicroMessenger/.test(navigator.userAgent)) return say('微信里不能打印：请点右上角“…”，选“在浏览器打开”');
    if (!code) return go();
    code.loading = 'eager';
    code.decode().then(go, go);
  }

  document.addEventListener('DOMContentLoaded', () => {
    said = document.createElement('p');
    said.className = 'hb-said';
    said.setAttribute('role', 'status');
    document.body.append(said);
  });
  document.addEventListener('click', e => {
    const button = e.target.closest('[data-do]'), mark = e.target.closest('.hb-anchor');
    if (mark && !e.ctrlKey && !e.metaKey && !e.shiftKey) share(citation(mark.parentNode)); // the link works, too
    else if (button && button.dataset.do === 'share') share(citation());
    else if (button && button.dataset.do === 'print') print();
  });
  document.addEventListener('hb-say', e => say(e.detail));
})();
