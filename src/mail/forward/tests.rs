//! What goes on to somebody else, as data.

use super::*;

fn head(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn what_is_said_stands_above_the_marked_line() {
    let head = head(&["---- Forwarded ----", "From: Ines <i@x.example>"]);
    let passage = |text| Passage { head: &head, text };
    let block = "---- Forwarded ----\nFrom: Ines <i@x.example>";
    #[rustfmt::skip]
    let cases = [
        ("both", "Can you help?\n", "It is dark.\n", format!("Can you help?\n\n{block}\n\nIt is dark.")),
        ("nothing said", " \n", "It is dark.", format!("{block}\n\nIt is dark.")),
        ("a message without a text", "See the file.", "\n", format!("See the file.\n\n{block}")),
        ("neither", "", "", block.to_owned()),
    ];
    for (why, said, original, expected) in cases {
        assert_eq!(text(said, passage(original)), expected, "{why}");
        assert!(expected.ends_with(&below(passage(original))), "{why}");
    }
}

#[test]
fn a_name_does_not_write_a_line_of_the_head() {
    let head = head(&[
        "----",
        "From: Eve\r\nTo: boss@x.example",
        "Subject: a\u{2028}b",
    ]);
    let whole = below(Passage {
        head: &head,
        text: "x",
    });
    assert_eq!(
        whole,
        "----\nFrom: Eve  To: boss@x.example\nSubject: a b\n\nx"
    );
}

#[test]
fn nothing_of_a_head_or_of_what_is_said_is_html() {
    let head = head(&["<b>----</b>", "From: \"Eve\" <img src=x>"]);
    let passage = Passage {
        head: &head,
        text: "",
    };
    let whole = html("<i>look</i>\n& that", passage, "<p>dark</p>");
    assert!(whole.contains("&lt;i&gt;look&lt;/i&gt;<br>\n&amp; that"));
    assert!(whole.contains("&lt;b&gt;----&lt;/b&gt;<br>"));
    assert!(whole.contains("&lt;img src=x&gt;"));
    assert!(whole.contains("<div dir=\"auto\"><p>dark</p></div>"));
    assert!(!whole.contains("<b>") && !whole.contains("<i>") && !whole.contains("<img"));
}

#[test]
fn what_goes_on_is_folded_where_it_comes_in_again() {
    let head = head(&[
        "---------- Forwarded message ----------",
        "From: Ines <i@x.example>",
    ]);
    let whole = text(
        "Can you help?",
        Passage {
            head: &head,
            text: "It is dark.",
        },
    );
    let split = crate::mail::quote::split(&whole);
    assert_eq!(split.new, "Can you help?");
    assert!(split.quoted.contains("It is dark."), "{}", split.quoted);
}
