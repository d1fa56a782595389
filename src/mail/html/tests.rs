//! The cleaner against hostile and costly HTML. The output is read again by a browser's tokenizer
//! (html5ever), which shares no code with ours.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use proptest::prelude::*;

mod costly;
mod pre;

use super::{CleanHtml, HtmlOptions, RemoteImages, charset_label, clean, fragment, tags, text};

const HOSTILE: &str = include_str!("../../../tests/corpus/hostile.html.txt");

fn cid_url(id: &str) -> Option<String> {
    (id == "logo@x").then(|| String::from("/t/1/cid/logo"))
}

fn options(remote: RemoteImages) -> HtmlOptions<'static> {
    HtmlOptions {
        cid_url: &cid_url,
        remote,
        quote_summary: Some("Quoted text"),
    }
}

fn blocked(html: &str) -> CleanHtml {
    fragment(html, &options(RemoteImages::Blocked))
}

#[derive(Default)]
struct Tags(RefCell<Vec<(TagKind, String, Vec<(String, String)>)>>);

impl TokenSink for Tags {
    type Handle = ();
    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            let attributes = tag
                .attrs
                .iter()
                .map(|a| (a.name.local.to_string(), a.value.to_string()))
                .collect();
            self.0
                .borrow_mut()
                .push((tag.kind, tag.name.to_string(), attributes));
        } else if let Token::CommentToken(comment) = token {
            self.0
                .borrow_mut()
                .push((TagKind::StartTag, format!("!{comment}"), Vec::new()));
        }
        TokenSinkResult::Continue
    }
}

fn tags_of(html: &str) -> Vec<(TagKind, String, Vec<(String, String)>)> {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

// The law of the output, told apart from how it is made. Says what is wrong.
fn fault(html: &str, remote: RemoteImages) -> Option<String> {
    for (_, tag, attributes) in tags_of(html) {
        let ours = tag == "details" || tag == "summary";
        if !ours && !tags::ALLOWED.contains(&tag.as_str()) {
            return Some(format!("element {tag}"));
        }
        for (name, value) in attributes {
            let fine = match (tag.as_str(), name.as_str()) {
                ("details", "class") => value == "quote",
                ("a", "rel") => value == "noopener noreferrer nofollow",
                ("a", "target") => value == "_blank",
                ("a", "href") => ["https://", "http://", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| value.to_lowercase().starts_with(scheme)),
                ("img", "src") => {
                    value == "/t/1/cid/logo"
                        || (remote == RemoteImages::Allowed && value.starts_with("https://"))
                }
                (tag, name) => {
                    !["href", "src", "style", "class", "id"].contains(&name)
                        && tags::allows(tag, name)
                }
            };
            if !fine {
                return Some(format!("{tag} {name}={value:?}"));
            }
        }
    }
    None
}

#[test]
fn hostile_payloads_leave_nothing() {
    let payloads: Vec<&str> = HOSTILE.split("\n=== ").skip(1).collect();
    assert!(payloads.len() >= 60);
    for block in payloads {
        let (name, payload) = block.split_once('\n').expect("a name line");
        let payload = payload.replace('␀', "\0");
        for remote in [RemoteImages::Blocked, RemoteImages::Allowed] {
            let clean = fragment(&payload, &options(remote));
            assert_eq!(fault(&clean.html, remote), None, "{name}: {}", clean.html);
        }
        // Also behind what a parser does when it is in the middle of something.
        for before in [
            "<table><tr>",
            "<p><b><i>",
            "<svg>",
            "<!--",
            "<a href='",
            "<select>",
            "<pre>",
        ] {
            let clean = blocked(&format!("{before}{payload}"));
            assert_eq!(
                fault(&clean.html, RemoteImages::Blocked),
                None,
                "{before}{name}"
            );
        }
    }
}

#[test]
fn the_law_finds_faults() {
    for html in [
        "<script>x</script>",
        "<img src=x>",
        "<b onclick=x>",
        "<a href='javascript:x'>x</a>",
        "<a href='/x'>",
        "<div style='x'>",
        "<div class=x>",
        "<!--x-->",
        "<svg>",
    ] {
        assert!(fault(html, RemoteImages::Allowed).is_some(), "{html}");
    }
}

fn check(html: &str, expected: &str) {
    assert_eq!(blocked(html).html, expected, "{html}");
}

#[test]
fn harmless_html_stays() {
    check("<p>one <b>two</b></p>", "<p>one <b>two</b></p>");
    check(
        "a &amp; b &lt; c &eacute; &nbsp;",
        "a &amp; b &lt; c é &nbsp;",
    );
    check("1 < 2", "1 &lt; 2");
    check("<UL><LI>a<LI>b</UL>", "<ul><li>a</li><li>b</li></ul>");
    check("<p>a<p>b", "<p>a</p><p>b</p>");
    check("<p><b>a<div>b</div>", "<p><b>a</b></p><div>b</div>");
    check(
        "<center><font color=red size=2>x</font></center>",
        "<center><font color=\"red\" size=\"2\">x</font></center>",
    );
    check(
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
    );
    check(
        "<table><td>a</table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
    );
    check("<td>a</td>", "a");
    check("<o:p>office</o:p><![if !mso]>x<![endif]>", "officex");
    check(
        "<html><head><title>no</title></head><body><p>yes</body></html>",
        "<p>yes</p>",
    );
    check(
        "<p dir=rtl lang=he title=t align=center>x</p>",
        "<p dir=\"rtl\" lang=\"he\" title=\"t\" align=\"center\">x</p>",
    );
    check(
        "<a href=https://a.example/?a=1&amp;b=2>x</a>",
        "<a href=\"https://a.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>",
    );
    check(
        "<a href=MAILTO:i@x.example>x</a>",
        "<a href=\"MAILTO:i@x.example\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>",
    );
}

#[test]
fn images() {
    check(
        "<img src=\"cid:logo@x\" alt=Logo width=3>",
        "<img src=\"/t/1/cid/logo\" alt=\"Logo\" width=\"3\">",
    );
    check("<img src='CID:logo%40x'>", "<img src=\"/t/1/cid/logo\">");
    check("<img src=cid:other@x alt=o>", "<img alt=\"o\">");
    let html = "<img src=https://a.example/1><img src=http://a.example/2><img src=//a.example/3><img src=/4>";
    let CleanHtml {
        html: out,
        remote_blocked,
    } = blocked(html);
    assert_eq!((out.as_str(), remote_blocked), ("<img><img><img><img>", 3));
    let CleanHtml {
        html: out,
        remote_blocked,
    } = fragment(html, &options(RemoteImages::Allowed));
    assert_eq!(
        (out.as_str(), remote_blocked),
        ("<img src=\"https://a.example/1\"><img><img><img>", 2)
    );
}

#[test]
fn quotes_are_folded() {
    let fold = |inner: &str| {
        format!("<details class=\"quote\"><summary>Quoted text</summary>{inner}</details>")
    };
    check(
        "<p>new</p><blockquote type=\"cite\">old</blockquote>after",
        &format!("<p>new</p>{}after", fold("<blockquote>old</blockquote>")),
    );
    check(
        "new<div class=\"gmail_quote gmail_quote_container\"><div>On Monday<blockquote type=cite>old</blockquote></div></div>",
        &format!(
            "new{}",
            fold("<div><div>On Monday<blockquote>old</blockquote></div></div>")
        ),
    );
    check(
        "new<div class=yahoo_quoted>old</div>",
        &format!("new{}", fold("<div>old</div>")),
    );
    check(
        "new<span id=OLK_SRC_BODY_SECTION>old</span>",
        &format!("new{}", fold("<span>old</span>")),
    );
    // The mark of Outlook stands on the head of the quote alone.
    check(
        "<div>new<div id=divRplyFwdMsg>From: x</div><div>old</div></div>z",
        &format!(
            "<div>new{}</div>z",
            fold("<div>From: x</div><div>old</div>")
        ),
    );
    // Nothing else to see: nothing is folded.
    check(
        "<div class=gmail_quote>forwarded</div>",
        "<div>forwarded</div>",
    );
    // A mail cannot make a fold of its own, nor end ours.
    check(
        "a<details class=quote><summary>s</summary>b</details>",
        "asb",
    );
    check(
        "new<div class=gmail_quote>old</details></div>z",
        &format!("new{}z", fold("<div>old</div>")),
    );
    let summary = HtmlOptions {
        quote_summary: Some("<b>&"),
        ..options(RemoteImages::Blocked)
    };
    assert!(
        fragment("n<div class=gmail_quote>o</div>", &summary)
            .html
            .contains("<summary>&lt;b&gt;&amp;</summary>")
    );
}

#[test]
fn text_of_html() {
    for (html, expected) in [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>  one \n two&nbsp;three</p>", "one two three"),
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("<ul><li>one<li>two</ul>end", "- one\n- two\n\nend"),
        (
            "new<blockquote>old<br>older<blockquote>oldest</blockquote></blockquote>end",
            "new\n> old\n> older\n>> oldest\nend",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "a b\nc",
        ),
        ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
        (
            "<style>x</style><script>y</script><title>z</title>text<!-- no -->",
            "text",
        ),
        (
            "&lt;b&gt; &eacute; &#233; &hellip; &nope;",
            "<b> é é … &nope;",
        ),
        ("", ""),
    ] {
        assert_eq!(text::from_html(html), expected, "{html}");
    }
}

#[test]
fn charset_in_html() {
    for (html, expected) in [
        ("<meta charset=\"koi8-r\">", Some("koi8-r")),
        (
            "<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>",
            Some("windows-1251"),
        ),
        ("<meta charset=utf-16>", None),
        ("<p>charset=</p>", None),
        ("", None),
    ] {
        assert_eq!(
            charset_label(html.as_bytes()).as_deref(),
            expected,
            "{html}"
        );
    }
}

#[test]
fn whole_mails() {
    let options = options(RemoteImages::Blocked);
    assert_eq!(clean(b"Subject: x\n\ntext", &options), None);
    let mixed = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>a\n--b\n\nb <c>\n--b--\n";
    assert_eq!(
        clean(mixed.as_bytes(), &options)
            .map(|clean| clean.html)
            .as_deref(),
        Some("<p>a</p><pre>b &lt;c&gt;</pre>")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_html_obeys_the_law_and_cleaning_again_changes_nothing(
        pieces in proptest::collection::vec(piece(), 0..40)
    ) {
        let html: String = pieces.concat();
        let options = HtmlOptions { cid_url: &|_| None, ..options(RemoteImages::Blocked) };
        let once = fragment(&html, &options).html;
        prop_assert_eq!(fault(&once, RemoteImages::Blocked), None);
        // A fold is written anew by each pass and not taken from the input.
        if !once.contains("<details") {
            prop_assert_eq!(&fragment(&once, &options).html, &once);
        }
    }
}

fn piece() -> impl Strategy<Value = String> {
    let tag = prop_oneof![
        proptest::sample::select(tags::ALLOWED.to_vec()),
        proptest::sample::select(tags::DROPPED_WITH_CONTENT.to_vec()),
        proptest::sample::select(vec!["details", "form", "input", "body", "x:y", "noscript"]),
    ];
    let attribute = proptest::sample::select(vec![
        "",
        " href=https://a.example",
        " href=javascript:x",
        " src=cid:a",
        " src=//a.example",
        " onclick=x",
        " type=cite",
        " class=gmail_quote",
        " id=divRplyFwdMsg",
        " title='\"><x>'",
        " style=x",
        " align=left",
        "/",
        " a=\"",
    ]);
    prop_oneof![
        4 => (tag.clone(), attribute).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        3 => tag.prop_map(|tag| format!("</{tag}>")),
        2 => "[a-c &<>\"'\n]{0,6}",
        1 => proptest::sample::select(vec!["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#60;", "\0", "<!", "</", "&nbsp;"])
            .prop_map(String::from),
    ]
}
