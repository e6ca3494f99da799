// Rules that differ from the standard set, each with its reason.
export default {
  extends: ["stylelint-config-standard"],
  rules: {
    // block, block-part, block--kind
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(--[a-z0-9]+)?$",
    // (width >= 48em) is unknown before Chrome 104 and Safari 16.4; the floor is 88 and 15.4
    "media-feature-range-notation": "prefix",
    "alpha-value-notation": "number",
    // type grows with the reader's choice
    "declaration-property-unit-disallowed-list": { "font-size": ["px"] },
    // a file goes in the order of what it draws, not of specificity
    "no-descending-specificity": null,
    // tokens are written out so that light and dark can be compared by eye
    "color-hex-length": null,
    "font-family-name-quotes": null,
    // from, 60 %, to: as one says it
    "keyframe-selector-notation": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "comment-empty-line-before": null,
    // print and [hidden] must win over every screen
    "declaration-no-important": null,
    "value-keyword-case": ["lower", {
      ignoreKeywords: ["currentColor", "CanvasText", "ButtonText", "Roboto", "Charter", "Georgia", "MiSans", "STSong"],
      ignoreProperties: [/^--font/],
    }],
    // Safari still wants its own name for it
    "property-no-vendor-prefix": [true, { ignoreProperties: [/text-size-adjust/] }],
  },
};
