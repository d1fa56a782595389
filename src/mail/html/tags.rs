//! The elements and attributes that a mail may use, as data. Nothing here can run, load, send or
//! cover anything; images and links are judged one by one in `rewrite`.

/// Elements that pass; of all others the content stays, unless [`DROPPED_WITH_CONTENT`] names them.
pub const ALLOWED: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements whose content is not text for a reader, or is read by other rules.
pub const DROPPED_WITH_CONTENT: &[&str] = &[
    "script",
    "style",
    "title",
    "svg",
    "math",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "template",
    "object",
    "applet",
    "audio",
    "video",
    "canvas",
    "select",
    "datalist",
];

/// Elements without content.
pub const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Elements that start a new block: an open paragraph ends before them.
pub const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements that an HTML parser opens again by itself where they were left open.
pub const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
];

pub const GENERIC_ATTRIBUTES: &[&str] = &["dir", "lang", "title"];

/// Attributes of single elements. None of them takes an address but `href` and `src`.
pub const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("col", &["align", "span", "valign", "width"]),
    ("colgroup", &["align", "span", "valign", "width"]),
    ("div", &["align"]),
    ("font", &["color", "face", "size"]),
    ("h1", &["align"]),
    ("h2", &["align"]),
    ("h3", &["align"]),
    ("hr", &["align", "size", "width"]),
    ("img", &["align", "alt", "height", "src", "width"]),
    ("li", &["value"]),
    ("ol", &["start", "type"]),
    ("p", &["align"]),
    (
        "table",
        &["align", "border", "cellpadding", "cellspacing", "width"],
    ),
    ("tbody", &["align", "valign"]),
    (
        "td",
        &["align", "colspan", "height", "rowspan", "valign", "width"],
    ),
    (
        "th",
        &["align", "colspan", "height", "rowspan", "valign", "width"],
    ),
    ("tr", &["align", "valign"]),
    ("ul", &["type"]),
];

/// Tells if an element may carry an attribute.
#[must_use]
pub fn allows(tag: &str, attribute: &str) -> bool {
    GENERIC_ATTRIBUTES.contains(&attribute)
        || ATTRIBUTES
            .iter()
            .any(|(known, names)| *known == tag && names.contains(&attribute))
}
