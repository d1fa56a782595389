//! A token is accepted under any mask, and nothing else is.

use super::*;

#[test]
fn a_token_is_accepted_under_any_mask_and_nothing_else_is() {
    let token = FormToken::of_cookie("cookie").unwrap();
    let (one, two) = (token.masked([1; BYTES]), token.masked([200; BYTES]));
    assert_ne!(one, two, "no page shows the same text");
    let check = |text: &str, want: bool, why: &str| assert_eq!(token.accepts(text), want, "{why}");
    check(&one, true, "a mask");
    check(&two, true, "another mask");
    check("", false, "nothing");
    check("AAAA", false, "too short");
    check(&one[..47], false, "cut");
    check("not base64!", false, "not a token at all");
    let other = FormToken::of_cookie("another cookie").unwrap();
    check(&other.masked([1; BYTES]), false, "another browser's");
    assert_eq!(FormToken::of_cookie(""), None);
}
