// The rules for the built pages: the HTML standard's and those of accessibility.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // A matter of style only: in text the standard allows ">" as it is, and the minifier writes it so.
    "no-raw-characters": "off",
  },
};
