// packing.js: from the packed data files to text, and from text to the form in which it is compared.
// The way there is generator/search/pack.go and gb2312.go. Plain script: it also runs from a folder on a disk.
var handbook = handbook || {};

handbook.packing = (() => {
  'use strict';
  // The signs of packed text: printable ASCII without the two that a string would have to escape.
  const signs = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('').replace(/["\\]/g, '');
  const base = signs.length;
  const values = Uint8Array.from({ length: 128 }, (_, code) => signs.indexOf(String.fromCharCode(code)));
  const sign = (text, i) => values[text.charCodeAt(i)];

  // The common characters of GB 2312, in the order of their pinyin: any browser can decode them, so they need not be
  // sent.
  function commonCharacters() {
    const bytes = [];
    for (let row = 0xb0; row < 0xd8; row++)
      for (let cell = 0xa1; cell < (row < 0xd7 ? 0xff : 0xfa); cell++) bytes.push(row, cell);
    return new TextDecoder('gbk').decode(new Uint8Array(bytes));
  }

  // codebook returns the function that unpacks text.
  function codebook(part) {
    const tokens = [...part.others], short = [], common = commonCharacters();
    for (let i = 0; i < common.length; i++)
      if (sign(part.used, i / 6 | 0) >> i % 6 & 1) tokens.push(common[i]);
    for (let i = 0; i < part.short.length; i += 2) short.push(sign(part.short, i) * base + sign(part.short, i + 1));

    // codes reads packed text: a sign for a short token, two for any other; the first sign of all stands before a
    // quotation.
    function codes(text, take, quote) {
      for (let i = 0; i < text.length; i++) {
        const k = sign(text, i) - 1;
        if (k < 0) quote(sign(text, ++i), sign(text, ++i));
        else take(tokens[k < short.length ? short[k] : (k - short.length) * base + sign(text, ++i)]);
      }
    }
    let half = '';
    codes(part.pairs, token => {
      if (half) tokens.push(half + token);
      half = half ? '' : token;
    });
    // unpack returns the text. quoted holds for each of its lines the text that the line may quote.
    return (text, quoted) => {
      let out = '', line = 0;
      codes(text, token => {
        out += token;
        for (let at = quoted ? token.indexOf('\n') : -1; at >= 0; at = token.indexOf('\n', at + 1)) line++;
      }, (at, length) => { out += quoted[line].substr(at, length); });
      return out;
    };
  }

  // fold leaves out what people leave out (quotes, brackets, 、), makes a space of every other sign but the line end,
  // and letters small and narrow; the text is as long as it was without what is left out. The generator has the same
  // function, generator/fold.
  const fold = text => /^[㐀-鿿]*$/.test(text) ? text : text.replace(/[“”‘’"'（）()《》<>〈〉【】[\]、·—]/g, '')
    .replace(/[！-～]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-ZÀ-įĲ-ԯ]/g, letter => letter.toLowerCase()).replace(/ü/g, 'v')
    .replace(/[\0-\t\v-/:-`{-¿×÷\u2000-\u33ff\ue000-\uffff]/g, ' ');

  // pairs are any two neighbours in a text; one that JavaScript counts as two is one.
  const pairs = text => (text = [...text]).slice(1).map((c, i) => text[i] + c);

  // Chinese numerals and digits are two ways of writing one query: 63条 and 六十三条.
  const digits = '零一二三四五六七八九';
  function toChinese(number) {
    const [one, ten, hundred] = [...number].reverse();
    if (number.length > 3 || number[0] === '0') return number.replace(/./g, d => digits[d]);
    return (hundred ? digits[hundred] + '百' + (ten === '0' && one !== '0' ? '零' : '') : '') +
      (ten > 0 ? (ten > 1 || hundred ? digits[ten] : '') + '十' : '') + (one > 0 ? digits[one] : '');
  }

  return { signs, sign, commonCharacters, codebook, fold, pairs, toChinese };
})();
