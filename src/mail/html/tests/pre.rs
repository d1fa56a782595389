//! Preformatted text keeps its lines, however often it is cleaned.

use super::{RemoteImages, fragment, options};

#[test]
fn an_empty_first_line_of_pre_stays() {
    let options = options(RemoteImages::Blocked);
    let check = |html: &str, expected: &str| {
        let once = fragment(html, &options).html;
        assert_eq!(once, expected, "{html:?}");
        assert_eq!(fragment(&once, &options).html, once, "{html:?} again");
    };
    check("<pre>a</pre>", "<pre>a</pre>");
    check("<pre>\na</pre>", "<pre>a</pre>");
    check("<pre>\n\na</pre>", "<pre>\n\na</pre>");
    check(
        "<pre title='<pre>\n\n'>\n\na</pre>",
        "<pre title=\"&lt;pre&gt;\n\n\">\n\na</pre>",
    );
}
